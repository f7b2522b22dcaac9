package dev.telar.tables.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Compares with Python's csv module, by what `tools/csv_cells.py` wrote.
class PythonCsvTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void cellsAreThoseOfPython(String charset) throws Exception {
    try (InputStream in = PythonCsvTest.class.getResourceAsStream("/csv/cells.json")) {
      JsonNode cases = new ObjectMapper().readTree(new String(in.readAllBytes(), UTF_8));
      assertThat(cases).hasSize(100);
      for (JsonNode one : cases) {
        String text = one.get("text").asString();
        Path file =
            Files.write(folder.resolve("t"), ("\ufeff" + text).getBytes(Charset.forName(charset)));
        char delimiter = one.get("delimiter").asString().charAt(0);

        CsvSource table =
            CsvSource.open(
                List.of(file), CsvOptions.detect().withDelimiter(delimiter).withHeader(false));

        assertThat(rows(table)).as(text).isEqualTo(expected(one));
      }
    }
  }

  private static List<List<String>> expected(JsonNode one) {
    return one.get("cells").valueStream().map(PythonCsvTest::texts).toList();
  }

  private static List<String> texts(JsonNode row) {
    return row.valueStream().map(JsonNode::asString).toList();
  }

  /// An empty cell without quotes is an empty text in Python.
  private static List<List<String>> rows(CsvSource table) throws Exception {
    return Texts.rows(table).stream()
        .map(row -> row.stream().map(cell -> cell == null ? "" : cell).toList())
        .toList();
  }
}
