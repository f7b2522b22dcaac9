package dev.telar.tables.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.format.FormatException;
import dev.telar.table.Numbers;
import dev.telar.tables.Allocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables that somebody made to do harm, or did not make well.
class HostileCsvTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  private Path write(byte[] content) throws IOException {
    return write("table.csv", content);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static void read(Path... files) throws IOException {
    Texts.columns(Texts.open(files));
  }

  private static FormatException problem(Path... files) {
    return catchThrowableOfType(FormatException.class, () -> read(files));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /// `/` is a line break.
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "a,b,c/1,2,3/4,5/6,7,8/ !12! line 3 has 2 cells, must have 3 (with a comma between cells)",
        "a;b/1;2/3;4;5/ !8! line 3 has 3 cells, must have 2 (with a semicolon between cells)",
        "a,b/1,2//3/ !9! line 4 has 1 cell, must have 2 (with a comma between cells)",
        "a,b/1,\"x/y\"/3/ !12! line 4 has 1 cell, must have 2 (with a comma between cells)",
        "a,b/1,2/3,\"x/5,6/ !8! line 3, column b: a quote is opened here and never closed",
        "a,b/1,2/\"x\"y,6/ !8! line 3, column a: text follows the closing quote; a quote inside of quotes must be doubled",
        "\"a/b,c/1,2/ !0! line 1, column 1: a quote is opened here and never closed",
        "a,b,c,b/1,2,3,4/ !0! line 1 the columns 2 and 4 have the same name b; names must differ",
        "column2,/1,2/ !0! line 1 the columns 1 and 2 have the same name column2; names must differ",
        "a,b/ !4! has only a header and no rows",
        "/// !0! has neither a header nor rows"
      })
  void oneLineSaysWhatIsWrong(String text, long offset, String expected) throws Exception {
    FormatException found = problem(write(text.replace('/', '\n').getBytes(UTF_8)));

    assertThat(found.problem()).isEqualTo(expected);
    assertThat(found.offset()).isEqualTo(offset);
  }

  @Test
  void anEmptyFileIsNoTable() throws Exception {
    assertThat(problem(write(new byte[0])).problem()).isEqualTo("has neither a header nor rows");
    assertThat(problem(write(gzip(new byte[0]))).problem())
        .isEqualTo("has neither a header nor rows");
    assertThat(problem(write("\ufeff".getBytes(UTF_8))).problem())
        .isEqualTo("has neither a header nor rows");
  }

  @Test
  void whatASinkRefusesIsSaidWithItsPlace() throws Exception {
    TextSink onlyNumbers =
        (chars, start, length) -> {
          if (Double.isNaN(Numbers.parse(chars, start, length, false))) {
            throw new IllegalArgumentException(
                "is not a number: " + new String(chars, start, length));
          }
        };
    Path file = write("größe,b\r\n1,\"x\r\ny\"\r\nabc,5\r\n".getBytes(UTF_8));
    var table =
        dev.telar.tables.csv.CsvSource.open(List.of(file), CsvOptions.detect().withHeader(true));

    FormatException found =
        catchThrowableOfType(
            FormatException.class, () -> table.read(List.of(onlyNumbers, new Texts())));

    assertThat(found)
        .hasMessage(file + ": line 4, column größe: is not a number: abc (at byte 21)");
  }

  @Test
  void theByteIsRightInEveryEncoding() throws Exception {
    Path wide = write("\ufeffa,b\r\nä,2\r3\n".getBytes(UTF_16LE));

    assertThat(problem(wide).offset()).isEqualTo(20);
    assertThat(problem(wide).problem()).startsWith("line 3 has 1 cell");
  }

  @Test
  void headersMustBeEqual() throws Exception {
    Path first = write("1.csv", "a,b\n1,2\n".getBytes(UTF_8));
    Path other = write("2.csv", "a,c\n1,2\n".getBytes(UTF_8));
    Path more = write("3.csv", "a,b,c\n1,2,3\n".getBytes(UTF_8));

    assertThat(problem(first, other))
        .hasMessage(other + ": column 2 is called c; in " + first + " it is called b (at byte 0)");
    assertThat(problem(first, more))
        .hasMessage(more + ": has 3 columns; " + first + " has 2 (at byte 0)");
  }

  @Test
  void whatIsNoTextIsRefused() throws Exception {
    byte[] binary = {'P', 'K', 3, 4, 0, 0, 1};
    byte[] late = ("a,b\n" + "1,2\n".repeat(500_000) + "\0,3\n").getBytes(UTF_8);

    assertThat(problem(write(binary)).problem()).startsWith("is not text: it has a byte 0 here");
    assertThat(problem(write(binary)).offset()).isEqualTo(4);
    assertThat(problem(write(late)).problem()).startsWith("is not text: it has a character 0 here");
    assertThat(problem(write(late)).offset()).isEqualTo(2_000_004);
    assertThat(problem(write("a,b\n1,2\n".getBytes(UTF_16LE))).problem())
        .startsWith("looks like UTF-16LE without a byte order mark");
    assertThat(problem(write("\ufeffa,b\n1,2\n".getBytes(Charset.forName("UTF-32LE")))).problem())
        .startsWith("is in UTF-32");
  }

  @Test
  void anEncodingThatDoesNotHoldIsRefused() throws Exception {
    byte[] late = ("a,b\n" + "1,2\n".repeat(500_000) + "é,3\n").getBytes(ISO_8859_1);

    assertThat(problem(write(late)).problem())
        .isEqualTo(
            "is not text in UTF-8: it has the byte 0xe9 here; name the encoding that it is in");
    assertThat(problem(write(late)).offset()).isEqualTo(2_000_004);
  }

  @Test
  void aFileThatChangesIsRefused() throws Exception {
    Path file = write("a,b\n1,2\n".getBytes(UTF_8));
    var table = Texts.open(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));

    assertThat(catchThrowableOfType(FormatException.class, () -> Texts.columns(table)))
        .hasMessageContaining("has changed since it was opened");

    var again = Texts.open(file);
    TextSink appending = (chars, start, length) -> append(file);

    assertThat(
            catchThrowableOfType(
                FormatException.class, () -> again.read(List.of(new Texts(), appending))))
        .hasMessageContaining("has changed since it was opened: it has 9 bytes of");
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderIsNoTable() {
    assertThat(problem(folder).problem())
        .isEqualTo("is not a regular file, which can be read more than once");
  }

  @Test
  void recordsHaveBounds() throws Exception {
    assertThat(problem(write(("a" + ",a".repeat(100_000) + "\n1\n").getBytes(UTF_8))).problem())
        .isEqualTo("line 1 has more than 100000 cells");
    assertThat(problem(write(("a,b\n1,2\n" + ",".repeat(100_000)).getBytes(UTF_8))).problem())
        .isEqualTo("line 3 has more than 100000 cells");
    assertThat(problem(write(("a,b\n1," + "x".repeat(17 << 20)).getBytes(UTF_8))).problem())
        .isEqualTo(
            "line 2, column b: has more than 16777216 characters, perhaps because a quote is not"
                + " closed");
    String large = "x".repeat(15 << 20) + ",";
    assertThat(problem(write(("a,b,c,d,e,f\n" + large.repeat(5)).getBytes(UTF_8))).problem())
        .isEqualTo("line 2 has more than 67108864 characters");
  }

  /// Two gibibytes without a line break would be read for a second, and never kept.
  @Test
  void anEndlessLineIsRefusedEarly() throws Exception {
    Path file = folder.resolve("endless.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      var block = new byte[1 << 16];
      Arrays.fill(block, (byte) 'x');
      for (int i = 0; i < 320; i++) {
        block[i] = '1';
        out.write(block);
      }
    }

    long allocated =
        Allocation.during(() ->
            assertThat(problem(file).problem())
                .startsWith("line 1, column 1: has more than 16777216 characters"));

    assertThat(allocated).isLessThan(256 * MIB);
  }

  @Test
  void aFlippedBitIsReadOrRefusedInOneLine() throws Exception {
    byte[] good = "\"a b\",b,c\r\n1,\"x, \"\"y\"\"\",3.5\r\n2,?,é\r\n".getBytes(UTF_8);
    for (int at = 0; at < good.length; at++) {
      for (int bits : new int[] {0x01, 0x04, 0x20, 0x80, 0xff}) {
        byte[] spoilt = good.clone();
        spoilt[at] ^= (byte) bits;
        readOrRefuse(spoilt);
        readOrRefuse(Arrays.copyOf(spoilt, at + 1));
      }
    }
  }

  @Test
  void damagedGzipIsRefused() throws Exception {
    byte[] good = gzip("a,b\n1,2\n".getBytes(UTF_8));
    for (int length = 2; length < good.length; length++) {
      assertThat(problem(write(Arrays.copyOf(good, length)))).isNotNull();
    }
  }

  private void readOrRefuse(byte[] content) throws IOException {
    Path file = folder.resolve("spoilt.csv");
    Files.deleteIfExists(file);
    Files.write(file, content);
    try {
      read(file);
    } catch (FormatException e) {
      assertThat(e)
          .hasMessageStartingWith(file + ": ")
          .hasMessageEndingWith(" (at byte %d)", e.offset());
      assertThat(e.offset()).isBetween(0L, (long) content.length);
    }
  }
}
