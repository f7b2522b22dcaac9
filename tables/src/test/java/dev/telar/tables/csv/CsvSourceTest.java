package dev.telar.tables.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.tables.Allocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
  @TempDir Path folder;

  private CsvSource source(String text) throws IOException {
    return source(text, CsvOptions.detect());
  }

  private CsvSource source(String text, CsvOptions options) throws IOException {
    return CsvSource.open(List.of(write("table.csv", text.getBytes(UTF_8))), options);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void readsNamesAndCells() throws Exception {
    CsvSource table = source("a,b,c\n1,2,x\n3,,y z\n");

    assertThat(table.columns()).containsExactly("a", "b", "c");
    assertThat(Texts.rows(table)).containsExactly(List.of("1", "2", "x"), asList("3", null, "y z"));
    assertThat(table.description()).isEqualTo("CSV, UTF-8, comma, header, 3 columns");
  }

  @Test
  void isReadAsOftenAsWanted() throws Exception {
    CsvSource table = source("a\n1\n2\n");

    assertThat(Texts.rows(table)).isEqualTo(Texts.rows(table)).hasSize(2);
  }

  @Test
  void quotesHoldDelimitersLineBreaksAndQuotes() throws Exception {
    CsvSource table = source("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n2,\"\"\r\n3,\" \"\r\n");

    assertThat(Texts.rows(table))
        .containsExactly(List.of("1", "x, \"y\"\r\nz"), List.of("2", ""), List.of("3", " "));
  }

  @Test
  void aQuoteWithinACellWithoutQuotesIsText() throws Exception {
    assertThat(Texts.rows(source("a,b\n1,5\" disk\n"))).containsExactly(List.of("1", "5\" disk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyLineBreakWillDo(String end) throws Exception {
    List<List<String>> rows = List.of(List.of("1", "2"), List.of("3", "4"));

    assertThat(Texts.rows(source("a,b|1,2|3,4|".replace("|", end)))).isEqualTo(rows);
    assertThat(Texts.rows(source("a,b|1,2|3,4".replace("|", end)))).isEqualTo(rows);
    assertThat(Texts.rows(source("|a,b|1,2||3,4||".replace("|", end)))).isEqualTo(rows);
  }

  @Test
  void anEmptyLineIsACellWhereThereIsOneColumn() throws Exception {
    assertThat(Texts.columns(source("a\n\n1\n\n\n2\n\n")))
        .containsExactly(asList(null, "1", null, null, "2"));
  }

  @Test
  void textsThatMeanSoAreMissingUnlessInQuotes() throws Exception {
    String usual = String.join(",", MissingTexts.USUAL);
    String quoted = "\"" + String.join("\",\"", MissingTexts.USUAL) + "\"";
    String names =
        IntStream.range(0, MissingTexts.USUAL.size())
            .mapToObj(i -> "c" + i)
            .collect(Collectors.joining(","));
    CsvSource table =
        source(
            names + "\n" + usual + "\n" + quoted + "\n" + usual.replace(",", " , "),
            CsvOptions.detect().withHeader(true));

    List<List<String>> rows = Texts.rows(table);

    assertThat(rows.get(0)).containsOnlyNulls();
    assertThat(rows.get(1)).isEqualTo(MissingTexts.USUAL);
    assertThat(rows.get(2)).containsOnlyNulls();
  }

  @Test
  void moreTextsMayMeanMissing() throws Exception {
    String text = "a,b\n-999,1\n2,na\n3,NA\n";

    assertThat(Texts.columns(source(text, CsvOptions.detect().withMissing(Set.of("-999", "na")))))
        .containsExactly(asList(null, "2", "3"), asList("1", null, null));
    assertThat(Texts.columns(source(text)))
        .containsExactly(List.of("-999", "2", "3"), asList("1", "na", null));
  }

  @Test
  void spacesAroundACellWithoutQuotesAreNoPartOfIt() throws Exception {
    assertThat(Texts.rows(source(" a , b \n 39, State-gov \n 7 ,\t?\n")))
        .containsExactly(List.of("39", "State-gov"), asList("7", null));
  }

  @Test
  void aColumnWithoutANameIsCalledByItsNumber() throws Exception {
    assertThat(source(",a, \n0,1,2\n").columns()).containsExactly("column1", "a", "column3");
    assertThat(source("1,2\n3,4\n").columns()).containsExactly("column1", "column2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkSaysTheEncoding(String charset) throws Exception {
    checkEncoding("\ufeff", charset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252"})
  void otherEncodingsAreFoundByLooking(String charset) throws Exception {
    checkEncoding("", charset);
  }

  private void checkEncoding(String mark, String charset) throws IOException {
    byte[] content = (mark + "größe,b\n1,é…\n").getBytes(Charset.forName(charset));

    CsvSource table = Texts.open(write("table.csv", content));

    assertThat(table.description()).isEqualTo("CSV, " + charset + ", comma, header, 2 columns");
    assertThat(table.columns()).containsExactly("größe", "b");
    assertThat(Texts.rows(table)).containsExactly(List.of("1", "é…"));
  }

  @Test
  void oneWrongByteBehindLettersOfUtf8IsNamed() throws Exception {
    byte[] bytes = "name,x\nMálaga,1\nC?diz,2\n".getBytes(UTF_8);
    int at = new String(bytes, ISO_8859_1).indexOf('?');
    bytes[at] = (byte) 0xe1;
    Path file = Files.write(folder.resolve("mixed.csv"), bytes);
    CsvOptions latin = CsvOptions.detect().withCharset(Charset.forName("windows-1252"));

    FormatException refused =
        catchThrowableOfType(
            FormatException.class, () -> CsvSource.open(List.of(file), CsvOptions.detect()));

    assertThat(refused.problem())
        .isEqualTo(
            "is UTF-8 up to the byte 0xe1 in line 3, which is not; mend it, or name the encoding, such as --encoding windows-1252");
    assertThat(refused.offset()).isEqualTo(at);
    assertThat(CsvSource.open(List.of(file), latin).columns()).containsExactly("name", "x");
  }

  @Test
  void whatWindowsLacksIsLatin() throws Exception {
    Path file = write("table.csv", "a,b\n1,\u0081é\n".getBytes(ISO_8859_1));

    CsvSource table = Texts.open(file);

    assertThat(table.dialect().charset()).isEqualTo(ISO_8859_1);
    assertThat(Texts.rows(table)).containsExactly(List.of("1", "\u0081é"));
  }

  @Test
  void anEncodingIsBelieved() throws Exception {
    Path file = write("table.csv", "a,b\n1,ж\n".getBytes(Charset.forName("KOI8-R")));
    Path wide = write("wide.csv", "a,b\n1,ж\n".getBytes(UTF_16LE));

    assertThat(
            Texts.rows(
                CsvSource.open(
                    List.of(file), CsvOptions.detect().withCharset(Charset.forName("KOI8-R")))))
        .containsExactly(List.of("1", "ж"));
    assertThat(Texts.rows(CsvSource.open(List.of(wide), CsvOptions.detect().withCharset(UTF_16LE))))
        .containsExactly(List.of("1", "ж"));
  }

  /// A character of several bytes lies across every boundary of a buffer at some row.
  @Test
  void largeFilesAreReadInPieces() throws Exception {
    String text =
        IntStream.range(0, 60_000)
            .mapToObj(i -> i + ",\"né" + i + "日本\"\n")
            .collect(Collectors.joining("", "a,b\n", ""));
    for (Charset charset : List.of(UTF_8, UTF_16LE)) {
      Path file = write("table.csv", ("\ufeff" + text).getBytes(charset));

      List<List<String>> columns = Texts.columns(Texts.open(file));

      assertThat(columns.get(0)).hasSize(60_000).last().isEqualTo("59999");
      assertThat(columns.get(1).get(34_567)).isEqualTo("né34567日本");
      assertThat(String.join("", columns.get(1))).hasSize(60_000 * 4 + 288_890);
    }
  }

  @Test
  void gzipIsKnownByItsContent() throws Exception {
    byte[] content = "a,b\n1,2\n".getBytes(UTF_8);
    CsvSource plain = Texts.open(write("t.csv", content));
    CsvSource compressed = Texts.open(write("t.csv.gz", gzip(content)));

    assertThat(Texts.rows(compressed)).isEqualTo(Texts.rows(plain));
    assertThat(compressed.description()).isEqualTo("CSV, gzip, UTF-8, comma, header, 2 columns");
    assertThat(compressed.read(List.of(new Texts(), new Texts())))
        .isEqualTo(plain.read(List.of(new Texts(), new Texts())))
        .containsExactly(
            new FileIdentity(
                "t.csv", 8, "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"));
  }

  @Test
  void severalFilesAreOneTable() throws Exception {
    Path first = write("1.csv", "a,b\n1,2\n".getBytes(UTF_8));
    Path empty = write("2.csv", "a,b\n".getBytes(UTF_8));
    Path wide = write("3.csv", "\ufeffa,b\r\n3,4\r\n".getBytes(UTF_16BE));
    Path packed = write("4.csv", gzip("a,b\n5,6".getBytes(UTF_8)));

    CsvSource table = Texts.open(first, empty, wide, packed);

    assertThat(table.description()).isEqualTo("CSV, 4 files, UTF-8, comma, header, 2 columns");
    assertThat(Texts.columns(table))
        .containsExactly(List.of("1", "3", "5"), List.of("2", "4", "6"));
    assertThat(table.read(List.of(new Texts(), new Texts())))
        .extracting(FileIdentity::name)
        .containsExactly("1.csv", "2.csv", "3.csv", "4.csv");
  }

  @Test
  void optionsAreBelieved() throws Exception {
    CsvSource table =
        source(
            "1;2,5\n3;4,5\n",
            CsvOptions.detect().withDelimiter(',').withHeader(true).withDecimalComma(false));

    assertThat(table.columns()).containsExactly("1;2", "5");
    assertThat(Texts.rows(table)).containsExactly(List.of("3;4", "5"));
    assertThat(table.decimalComma()).isFalse();
    assertThat(source("1;2,5\n", CsvOptions.detect()).decimalComma()).isTrue();
  }

  @Test
  void optionsThatContradictAreRefused() {
    assertThatThrownBy(() -> CsvOptions.detect().withDelimiter('"'))
        .hasMessageContaining("delimiter must be neither a quote nor a line break");
    assertThatThrownBy(() -> CsvOptions.detect().withDelimiter(',').withDecimalComma(true))
        .hasMessageContaining("both delimiter and decimal comma");
    assertThatThrownBy(() -> Texts.open()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachColumnNeedsASink() throws Exception {
    CsvSource table = source("a,b\n1,2\n");

    assertThatThrownBy(() -> table.read(List.of(new Texts())))
        .hasMessage("2 columns need as many sinks, got 1");
  }

  /// What is allocated does not grow with the table.
  @Test
  void nothingIsAllocatedForACell() throws Exception {
    CsvSource table = source("a,b\n" + "123.5,\"text \"\"in\"\" quotes\"\n".repeat(100_000));
    var sinks = List.of(new Silent(), new Silent());

    long allocated =
        Allocation.during(() -> {
          try {
            table.read(sinks);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    assertThat(sinks).allMatch(sink -> sink.texts == 100_000);
    assertThat(allocated).isLessThan(1_500_000);
  }

  /// Counts texts.
  private static final class Silent implements TextSink {
    private int texts;

    @Override
    public void text(char[] chars, int start, int length) {
      texts++;
    }
  }
}
