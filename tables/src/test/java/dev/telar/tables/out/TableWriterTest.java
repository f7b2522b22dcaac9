package dev.telar.tables.out;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.NpyFile;
import dev.telar.data.NumberType;
import dev.telar.tables.csv.CsvOptions;
import dev.telar.tables.csv.CsvSource;
import dev.telar.tables.out.TableWriter.Column;
import dev.telar.tables.parquet.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
  static final List<Column> COLUMNS =
      List.of(
          new Column("n", TableWriter.Type.NUMBER),
          new Column("f", TableWriter.Type.FLOAT),
          new Column("w", TableWriter.Type.WHOLE),
          new Column("t", TableWriter.Type.TRUTH),
          new Column("größe, \"x\"", TableWriter.Type.TEXT));

  @TempDir private Path folder;

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /// Writes rows of what each type has to show, and one of missing cells.
  static void writeRows(TableWriter out) throws IOException {
    row(out, 0.1, 0.1f, Long.MIN_VALUE, true, "a");
    row(out, 3, 3, 7, false, "x, \"y\"\nz 😀");
    row(out, 1e10, 1e10, Long.MAX_VALUE, true, "");
    row(out, Double.NaN, Double.NEGATIVE_INFINITY, 0, false, "\u0001\t'");
    row(out, -0.0, Double.MIN_VALUE, -1, true, "NA");
    for (int i = 0; i < COLUMNS.size(); i++) {
      out.missing();
    }
    out.endRow();
  }

  private static void row(
      TableWriter out, double number, double single, long whole, boolean truth, String text)
      throws IOException {
    out.number(number);
    out.number(single);
    out.whole(whole);
    out.truth(truth);
    out.text(text);
    out.endRow();
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (TableWriter out = TableWriter.create(file, COLUMNS)) {
      writeRows(out);
      assertThat(file).doesNotExist();
      out.commit();
    }
    assertThat(content()).containsExactly(file);
    return file;
  }

  @Test
  void csvHasTheShortestNumbersAndQuotesWhereTheyAreNeeded() throws Exception {
    assertThat(write("a.csv"))
        .hasContent(
            """
            n,f,w,t,"größe, ""x""\"
            0.1,0.1,-9223372036854775808,true,a
            3,3,7,false,"x, ""y""
            z 😀"
            1E10,1E10,9223372036854775807,true,""
            NaN,-Infinity,0,false,\1\t'
            -0,0,-1,true,NA
            ,,,,
            """);
  }

  @Test
  void csvIsReadBack() throws Exception {
    CsvSource table = CsvSource.open(List.of(write("a.CSV")), CsvOptions.detect());

    assertThat(table.columns()).containsExactly("n", "f", "w", "t", "größe, \"x\"");
    assertThat(Recorder.columns(table).getLast())
        .isEqualTo(asList("a", "x, \"y\"\nz 😀", "", "\u0001\t'", null, null));
  }

  @Test
  void aFileMayBeCompressedAndHaveTabs() throws Exception {
    Path plain = write("a.tsv");
    byte[] expected = Files.readAllBytes(plain);
    Files.delete(plain);

    assertThat(new String(expected, UTF_8))
        .startsWith("n\tf\tw\tt\t\"größe, \"\"x\"\"\"\n0.1\t0.1\t");
    try (var content = new GZIPInputStream(Files.newInputStream(write("a.tsv.gz")))) {
      assertThat(content.readAllBytes()).isEqualTo(expected);
    }
  }

  @Test
  void theMissingCellOfASingleColumnIsNoEmptyLine() throws Exception {
    var out = new ByteArrayOutputStream();
    try (TableWriter table =
        TableWriter.csv(out, List.of(new Column("a", TableWriter.Type.FLOAT)))) {
      table.missing();
      table.endRow();
      table.number(1);
      table.endRow();
      table.commit();
    }

    assertThat(out.toString(UTF_8)).isEqualTo("a\n\"\"\n1\n");
  }

  @Test
  void aStreamStaysOpen() throws Exception {
    var isClosed = new boolean[1];
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            isClosed[0] = true;
          }
        };
    try (TableWriter table = TableWriter.csv(out, COLUMNS)) {
      writeRows(table);
      table.commit();
    }

    assertThat(isClosed).containsExactly(false);
    assertThat(out.toString(UTF_8)).endsWith("-0,0,-1,true,NA\n,,,,\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.ndjson"})
  void jsonLinesHaveNullForWhatIsNoNumber(String name) throws Exception {
    assertThat(write(name))
        .content()
        .isEqualTo(
            """
            {"n":0.1,"f":0.1,"w":-9223372036854775808,"t":true,"größe, \\"x\\"":"a"}
            {"n":3,"f":3,"w":7,"t":false,"größe, \\"x\\"":"x, \\"y\\"\\nz 😀"}
            {"n":1E10,"f":1E10,"w":9223372036854775807,"t":true,"größe, \\"x\\"":""}
            {"n":null,"f":null,"w":0,"t":false,"größe, \\"x\\"":"\\u0001\\t'"}
            {"n":-0,"f":0,"w":-1,"t":true,"größe, \\"x\\"":"NA"}
            {"n":null,"f":null,"w":null,"t":null,"größe, \\"x\\"":null}
            """);
  }

  @Test
  void anArrayOfFloatsIsFloat32() throws Exception {
    Path file = folder.resolve("a.npy");
    List<Column> columns =
        List.of(new Column("a", TableWriter.Type.FLOAT), new Column("b", TableWriter.Type.FLOAT));
    try (TableWriter out = TableWriter.create(file, columns)) {
      for (int row = 0; row < 30_000; row++) {
        out.number(row);
        out.missing();
        out.endRow();
      }
      out.commit();
    }

    NpyFile read = NpyFile.read(file);
    assertThat(read.type()).isEqualTo(NumberType.FLOAT32);
    assertThat(read.shape()).containsExactly(30_000, 2);
    assertThat(read.floats()[59_998]).isEqualTo(29_999);
    assertThat(read.floats()[59_999]).isNaN();
    Path expected = folder.resolve("expected.npy");
    NpyFile.write(expected, read.floats(), 30_000, 2);
    assertThat(file).hasSameBinaryContentAs(expected);
  }

  @Test
  void anArrayOfOtherNumbersIsFloat64() throws Exception {
    Path file = folder.resolve("a.npy");
    try (TableWriter out = TableWriter.create(file, COLUMNS.subList(2, 4))) {
      out.whole(3);
      out.truth(true);
      out.endRow();
      out.commit();
    }

    NpyFile read = NpyFile.read(file);
    assertThat(read.type()).isEqualTo(NumberType.FLOAT64);
    assertThat(read.shape()).containsExactly(1, 2);
    assertThat(read.floats()).containsExactly(3, 1);
  }

  @Test
  void anArrayHasNoTexts() {
    Path file = folder.resolve("a.npy");

    assertThatThrownBy(() -> TableWriter.create(file, COLUMNS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + ": an array of numbers has no place for the texts of the column größe, \"x\";"
                + " write .csv or .parquet");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv.gz", "a.parquet", "a.jsonl"})
  void withoutCommitNothingIsLeft(String name) throws Exception {
    try (TableWriter out = TableWriter.create(folder.resolve(name), COLUMNS)) {
      writeRows(out);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTableMayHaveNoRows() throws Exception {
    for (String name : List.of("a.csv", "a.jsonl", "a.npy")) {
      Path file = folder.resolve(name);
      try (TableWriter out = TableWriter.create(file, COLUMNS.subList(0, 2))) {
        out.commit();
      }
    }

    assertThat(folder.resolve("a.csv")).hasContent("n,f\n");
    assertThat(folder.resolve("a.jsonl")).isEmptyFile();
    assertThat(Files.readString(folder.resolve("a.npy"), ISO_8859_1))
        .hasSize(128)
        .contains("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 2), }");
  }

  @Test
  void anUnknownEndingIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> TableWriter.create(Path.of("a.xlsx"), COLUMNS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a.xlsx: a table is written in the format that the file's name ends in, which is one of"
                + " .csv, .csv.gz, .tsv, .tsv.gz, .parquet, .npy, .jsonl, .ndjson");
    assertThat(TableWriter.isKnown(Path.of("a.xlsx"))).isFalse();
    assertThat(TableWriter.isKnown(Path.of("a.Parquet"))).isTrue();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("none/a.csv");

    assertThatThrownBy(() -> TableWriter.create(file, COLUMNS))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file + ": there is no folder " + file.getParent() + " to write it to");
  }

  @Test
  void aStreamThatFailsFails() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(
            () -> {
              try (TableWriter out = TableWriter.csv(full, COLUMNS)) {
                writeRows(out);
                out.commit();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  @Test
  void cellsMustFitTheirColumns() throws Exception {
    try (TableWriter out = TableWriter.csv(new ByteArrayOutputStream(), COLUMNS)) {
      assertThatThrownBy(() -> out.text("a"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a text was given for the column n, which is NUMBER");
      assertThatThrownBy(out::endRow).hasMessage("a row has 5 cells, got 0");
      writeRows(out);
      out.number(1);
      assertThatThrownBy(out::commit).hasMessage("a row is not at its end");
      for (int i = 1; i < COLUMNS.size(); i++) {
        out.missing();
      }
      assertThatThrownBy(() -> out.number(1)).hasMessage("a row has 5 cells, got one more");
    }
    assertThatThrownBy(() -> TableWriter.csv(new ByteArrayOutputStream(), List.of()))
        .hasMessage("a table needs at least one column");
    assertThatThrownBy(() ->
            TableWriter.csv(
                new ByteArrayOutputStream(),
                List.of(
                    new Column("a", TableWriter.Type.TEXT),
                    new Column("a", TableWriter.Type.FLOAT))))
        .hasMessage("two columns of the table to write have the name a");
  }
}
