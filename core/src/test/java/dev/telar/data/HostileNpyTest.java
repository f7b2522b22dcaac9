package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.Allocation;
import dev.telar.Damage;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of arrays that somebody made to do harm.
class HostileNpyTest {
  private static final String REST = "'fortran_order': False, 'shape': (6,), }";
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void aFileCutAnywhereIsRefused() throws Exception {
    for (byte[] good : NpySamples.entries("versions.npz").values()) {
      damaged(good).cutEverywhere();
    }
    damaged(NpySamples.bytes("x_train.npy")).cutEverywhere();
    damaged(IdxBytes.gzip(NpySamples.bytes("x_train.npy"))).cutEverywhere();
  }

  @Test
  void aFlippedBitIsFoundOrGivesAnotherIdentity() throws Exception {
    for (String name : new String[] {"x_train.npy", "floats.npy"}) {
      String good = NpyFile.read(NpySamples.path(name)).identity().sha256();

      damaged(NpySamples.bytes(name))
          .flipEverywhere((read, flip) -> {
            // The header is checked; a number may have any value.
            assertThat(read.rows() * read.width()).as(flip).isLessThanOrEqualTo(24);
            assertThat(read.identity().sha256()).as(flip).isNotEqualTo(good);
          });
    }
  }

  @Test
  void aFlippedBitInGzipIsFoundOrMeansNothing() throws Exception {
    byte[] bytes = NpySamples.bytes("x_train.npy");
    String good = NpyFile.read(write(bytes)).identity().sha256();

    damaged(IdxBytes.gzip(bytes))
        .flipEverywhere(
            (read, flip) -> assertThat(read.identity().sha256()).as(flip).isEqualTo(good));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (-6,)                     | dimension 0 has the size -6, must be at least 1
          (6, -1)                   | dimension 1 has the size -1, must be at least 1
          (-2, -3)                  | dimension 0 has the size -2, must be at least 1
          (0,)                      | dimension 0 has the size 0, must be at least 1
          (2147483648,)             | the header promises 2147483648 values or more; an array holds at most 2147483639
          (4294967302,)             | the header promises 4294967302 values or more; an array holds at most 2147483639
          (65536, 65536, 6)         | the header promises 4294967296 values or more; an array holds at most 2147483639
          (18446744073709551622,)   | the header promises 18446744073709552000 values or more; an array holds at most 2147483639
          (6)                       | the header has ')' where ',' belongs
          6                         | the header has '6' where '(' belongs
          [6]                       | the header has '[' where '(' belongs
          ('6',)                    | the header has ''' where a size belongs
          (6.0,)                    | the header has '.' where ',' belongs
          (1e1,)                    | the header has 'e' where ',' belongs
          (0x6,)                    | dimension 0 has the size 0, must be at least 1
          (,)                       | the header has ',' where a size belongs
          (6,,)                     | the header has ',' where a size belongs
          (6 6)                     | the header has '6' where ',' belongs
          (-,)                      | the header has ',' where a size belongs
          (6,                       | the header has ',' where a size belongs
          ()                        | is a single number without dimensions, must have 1 to 4
          None                      | the header has 'N' where '(' belongs
          (__import__('os'),)       | the header has '_' where a size belongs
          (1, 1, 1, 2, 3)           | has 5 dimensions, must have 1 to 4; flatten the rows: np.save(file, array.reshape(len(array), -1))
          """,
      quoteCharacter = '`')
  void aShapeThatIsNoneIsRefused(String shape, String told) throws Exception {
    FormatException problem = problem(NpySamples.file(NpySamples.header(shape), 6));

    assertThat(problem.problem()).isEqualTo(told);
    assertThat(problem.offset()).isBetween(60L, 60L + shape.length() + 3);
  }

  @Test
  void aSizeOfThousandsOfDigitsIsRefused() throws Exception {
    String digits = "9".repeat(9000);

    assertThat(problem(NpySamples.file(NpySamples.header("(" + digits + ",)"), 6)).problem())
        .isEqualTo(
            "the header promises Infinity values or more; an array holds at most 2147483639");
    assertThat(problem(NpySamples.file(NpySamples.header("(-" + digits + ",)"), 6)))
        .message()
        .hasSizeLessThan(1500)
        .contains("must be at least 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      textBlock =
          """
          {}                                                       | the header has no 'descr'; it must have descr, fortran_order and shape
          {'descr': '|u1', 'shape': (6,)}                          | the header has no 'fortran_order'; it must have descr, fortran_order and shape
          {'descr': '|u1', 'fortran_order': False}                 | the header has no 'shape'; it must have descr, fortran_order and shape
          {'descr': '|u1', 'descr': '|u1'}                         | the header has 'descr' twice
          {'shape': (6,), 'shape': (6,)}                           | the header has 'shape' twice
          {'fortran_order': True, 'fortran_order': True}           | the header has 'fortran_order' twice
          {'descr': '|u1', 'extra': 1}                             | the header has the key 'extra'; known are descr, fortran_order and shape
          {'Descr': '|u1'}                                         | the header has the key 'Descr'; known are descr, fortran_order and shape
          {'descr': '|u1' 'shape': (6,)}                           | the header has ''' where '}' belongs
          {'descr' '|u1'}                                          | the header has ''' where ':' belongs
          {'descr': u1}                                            | the header has 'u' where a string belongs
          {'descr': ('<f4', (2,))}                                 | the header has '(' where a string belongs
          {'descr': '|u1                                           | the header has a string that does not end
          {'descr': '\\x3cf4'}                                     | the header has a string with a backslash, which no array of numbers has
          {'fortran_order': 0}                                     | the header has '0' where True or False belongs
          {'fortran_order': true}                                  | the header has 't' where True or False belongs
          {'fortran_order': Falsehood}                             | the header has 'h' where '}' belongs
          {,}                                                      | the header has ',' where a string belongs
          {'descr': '|u1',                                         | the header has its end where a string belongs
          {'descr': '|u1'                                          | the header has its end where '}' belongs
          ['descr', '|u1']                                         | the header has '[' where '{' belongs
          dict(descr='|u1')                                        | the header has 'd' where '{' belongs
          {'größe': '|u1'}                                         | the header has the key 'größe'; known are descr, fortran_order and shape
          {'descr': '|u1', ü: 1}                                   | the header has 'ü' where a string belongs
          """,
      quoteCharacter = '`')
  void aHeaderThatIsNoneIsRefused(String header, String told) throws Exception {
    byte[] bytes = NpySamples.file(header, 6);
    FormatException problem = problem(bytes);

    assertThat(problem.problem()).isEqualTo(told);
    assertThat(problem.offset()).isBetween(10L, 10L + header.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "1", "u3", "u16", "f1", "b2", "<", "<<u1", "u1 ", "U1 ", "Ж1"})
  void aTypeThatIsNoneIsRefused(String type) throws Exception {
    assertThat(problem(NpySamples.file("{'descr': '" + type + "', " + REST, 6)).problem())
        .startsWith("holds ")
        .contains("; save numbers: np.save(file, array.astype('float32'))");
  }

  @Test
  void whatFollowsTheDictionaryIsRefused() throws Exception {
    for (String more : new String[] {"x", "\u0000", "# comment", "{}", ".update()"}) {
      assertThat(problem(NpySamples.file("{'descr': '|u1', " + REST + "  \n" + more, 6)).problem())
          .isEqualTo("the header goes on after its dictionary, only spaces may follow");
    }
  }

  /// A message is one line, and steers no terminal.
  @Test
  void whatDoesNotPrintIsNotShown() throws Exception {
    String message = problem(NpySamples.file("{'\u001b[2J\n\u009b': 1, " + REST, 6)).getMessage();

    assertThat(message).contains("the key '?[2J??'").doesNotContain("\n", "\u001b", "\u009b");
  }

  @Test
  void aHeaderOfAnotherLengthThanItSaysIsRefused() throws Exception {
    byte[] good = NpySamples.bytes("x_train.npy");
    for (int length = 0; length <= 0xffff; length += length < 200 ? 1 : 97) {
      if (length != 118) {
        byte[] lie = good.clone();
        ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) length);
        assertThat(problem(lie)).as("%d", length).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10_001, 1L << 31, (1L << 31) - 1, (1L << 32) - 1})
  void aVeryLongHeaderTakesNoMemory(long length) throws Exception {
    byte[] lie = NpySamples.entry("versions.npz", "version2");
    ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) length);
    Path file = write(lie);

    long allocated =
        Allocation.during(() ->
            assertThat(problem(file).problem())
                .isEqualTo(
                    "the header promises to have " + length + " bytes, must have at most 10000"));

    assertThat(allocated).isLessThan(MIB);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 1", "4, 0", "255, 0", "3, 255"})
  void anotherVersionIsRefused(int major, int minor) throws Exception {
    byte[] bytes = NpySamples.bytes("x_train.npy");
    bytes[6] = (byte) major;
    bytes[7] = (byte) minor;

    assertThat(problem(bytes).problem())
        .isEqualTo(
            "format version %d.%d is not known; 1.0, 2.0 and 3.0 are".formatted(major, minor));
  }

  /// The header promises what an array holds at most, in a file of a few bytes.
  @ParameterizedTest
  @ValueSource(strings = {"u1", "b1", "i1", "<f4", ">f8"})
  void promisesTakeNoMemory(String type) throws Exception {
    for (String order : new String[] {"False", "True"}) {
      String header =
          "{'descr': '%s', 'fortran_order': %s, 'shape': (1, 2147483639)}".formatted(type, order);
      byte[] lie = NpySamples.file(header, 100);
      Path plain = write(lie);
      Path compressed = Files.write(folder.resolve("lie.gz"), IdxBytes.gzip(lie));

      for (Path file : new Path[] {plain, compressed}) {
        long allocated =
            Allocation.during(() -> assertThat(problem(file)).hasMessageContaining("cut off"));

        assertThat(allocated).isLessThan(2 * MIB);
      }
    }
  }

  @Test
  void aBombIsRefusedBeforeItFillsMemory() throws Exception {
    byte[] start = NpySamples.file(NpySamples.header("(2000000000,)"), 0);
    byte[] bomb = IdxBytes.gzip(Arrays.copyOf(start, 100 << 20));
    Path file = write(bomb);
    long limit = 16 * MIB + 64L * bomb.length;

    long allocated =
        Allocation.during(() ->
            assertThat(problem(file))
                .hasMessageContaining("expands to more than 64 times its compressed size"));

    assertThat(problem(file).offset()).isBetween(16 * MIB, 2 * limit);
    assertThat(allocated).isLessThan(4 * limit);
  }

  private Damage<NpyFile> damaged(byte[] content) {
    return new Damage<>(folder.resolve("spoilt.npy"), content, NpyFile::read);
  }

  private FormatException problem(byte[] bytes) throws IOException {
    return problem(write(bytes));
  }

  private static FormatException problem(Path file) {
    return catchThrowableOfType(FormatException.class, () -> NpyFile.read(file));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("array.npy"), bytes);
  }
}
