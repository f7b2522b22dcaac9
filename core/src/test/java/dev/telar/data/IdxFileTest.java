package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {
  @TempDir Path folder;

  @Test
  void imagesAreReadPlainAndGzip() throws Exception {
    byte[] bytes = IdxBytes.images(3, 4, 5);

    for (byte[] stored : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      IdxFile images = IdxFile.readImages(write("train-images.idx3-ubyte.gz", stored));

      assertThat(images.count()).isEqualTo(3);
      assertThat(images.height()).isEqualTo(4);
      assertThat(images.width()).isEqualTo(5);
      assertThat(images.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 16, 76));
      assertThat(images.identity())
          .isEqualTo(new FileIdentity("train-images-idx3-ubyte", 76, sha256(bytes)));
    }
  }

  @Test
  void filesLargerThanTheFirstChunkAreRead() throws Exception {
    byte[] bytes = IdxBytes.images(3000, 28, 28);

    IdxFile images = IdxFile.readImages(write("images", IdxBytes.gzip(bytes)));

    assertThat(images.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 16, bytes.length));
    assertThat(images.identity().sha256()).isEqualTo(sha256(bytes));
  }

  @Test
  void labelsAreRead() throws Exception {
    IdxFile labels = IdxFile.readLabels(write("labels", IdxBytes.labels(256)));

    assertThat(labels.count()).isEqualTo(256);
    assertThat(labels.classes()[255]).isEqualTo(255);
  }

  @Test
  void aFileCutAnywhereIsRefused() throws Exception {
    byte[] bytes = IdxBytes.images(2, 3, 4);
    byte[] compressed = IdxBytes.gzip(bytes);

    for (int length = 0; length < bytes.length; length++) {
      Path cut = write("cut", Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> IdxFile.readImages(cut));
    }
    for (int length = 0; length < compressed.length; length++) {
      Path cut = write("cut.gz", Arrays.copyOf(compressed, length));
      assertThatExceptionOfType(FormatException.class).isThrownBy(() -> IdxFile.readImages(cut));
    }
  }

  @Test
  void aCutFileIsNamedWithBothSizes() throws Exception {
    Path cut = write("cut", Arrays.copyOf(IdxBytes.images(2, 3, 4), 30));
    Path cutGzip = write("cut.gz", IdxBytes.gzip(Files.readAllBytes(cut)));

    assertThat(problem(cut))
        .hasMessage(cut + ": cut off: the header promises 40 bytes, the file has 30 (at byte 30)");
    assertThat(problem(cutGzip))
        .hasMessage(
            cutGzip + ": cut off: the header promises 40 bytes, the file has 30 (at byte 30)");
  }

  @Test
  void anOverlongFileIsRefused() throws Exception {
    byte[] bytes = Arrays.copyOf(IdxBytes.images(2, 3, 4), 41);

    assertThat(problem(write("long", bytes)).problem())
        .isEqualTo("too long: the header promises 40 bytes, the file has 41");
    assertThat(problem(write("long.gz", IdxBytes.gzip(bytes))).problem())
        .isEqualTo("too long: the header promises 40 bytes, more follow");
  }

  @Test
  void whatFollowsTheGzipDataIsRefused() throws Exception {
    byte[] stored = IdxBytes.gzip(IdxBytes.images(2, 3, 4));
    byte[] large = IdxBytes.gzip(random(1 << 17));
    for (byte[] gzip : new byte[][] {stored, large}) {
      for (int more : new int[] {1, 2, 8, 9, 17, 18, 19, 40, 1 << 16}) {
        byte[] followed = Arrays.copyOf(gzip, gzip.length + more);
        assertThat(problem(write("long.gz", followed)).problem())
            .isEqualTo("too long: bytes follow the gzip data");
        followed[gzip.length] = 0x1f;
        assertThat(problem(write("long.gz", followed)).problem())
            .isEqualTo("too long: bytes follow the gzip data");
      }
    }
  }

  @Test
  void severalGzipMembersAreOneFile() throws Exception {
    byte[] bytes = random(1 << 17);
    for (int at : new int[] {0, 1, 16, 60_000, bytes.length}) {
      byte[] first = IdxBytes.gzip(Arrays.copyOf(bytes, at));
      byte[] second = IdxBytes.gzip(Arrays.copyOfRange(bytes, at, bytes.length));
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);

      assertThat(IdxFile.readImages(write("members.gz", both)).identity().sha256())
          .isEqualTo(sha256(bytes));
    }
  }

  /// A file of images that hardly compresses, and so does not fit into a buffer.
  private static byte[] random(int pixels) {
    byte[] bytes = IdxBytes.images(pixels / 64, 8, 8);
    var random = new Random(1);
    for (int i = 16; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  @Test
  void labelsInPlaceOfImagesAreNamed() throws Exception {
    Path labels = write("train-images-idx3-ubyte", IdxBytes.labels(9));

    FormatException problem = problem(labels);

    assertThat(problem.problem())
        .isEqualTo("magic number 0x00000801 is a file of labels; images have 0x00000803");
    assertThat(problem.offset()).isZero();
    assertThat(problem.source()).isEqualTo(labels.toString());
  }

  @Test
  void anUnknownMagicNumberIsRefused() throws Exception {
    assertThat(problem(write("x", new byte[100])).problem())
        .isEqualTo("magic number 0x00000000 is not one of an IDX file; images have 0x00000803");
  }

  @ParameterizedTest
  @CsvSource({
    "0x800, not one of an IDX file; images have 0x00000803",
    "0xa03, not one of an IDX file; images have 0x00000803",
    "0x10803, not one of an IDX file; images have 0x00000803",
    "0x3080000, 'an IDX file in the wrong byte order, which must be big-endian; images have 0x00000803'",
    "0xb01, 'an IDX file of shorts in 1 dimension; images have 3, rows, height and width, or 4 with the channels'",
    "0xd05, 'an IDX file of floats in 5 dimensions; images have 3, rows, height and width, or 4 with the channels'",
    "0x802, 'an IDX file of unsigned bytes in 2 dimensions; images have 3, rows, height and width, or 4 with the channels'"
  })
  void anotherMagicNumberIsCalledWhatItIs(String magic, String told) throws Exception {
    int number = Integer.decode(magic);

    assertThat(problem(write("x", IdxBytes.file(number, 96))).problem())
        .isEqualTo("magic number 0x%08x is %s".formatted(number, told));
  }

  @ParameterizedTest
  @CsvSource({
    "0x803, a file of images; labels have 0x00000801",
    "0xc03, 'an IDX file of ints in 3 dimensions; labels are integers in 1 dimension, or in 2 with the class first'",
    "0xd01, 'an IDX file of floats in 1 dimension; labels are integers in 1 dimension, or in 2 with the class first'"
  })
  void whatAreNoLabelsIsCalledWhatItIs(String magic, String told) throws Exception {
    int number = Integer.decode(magic);
    Path file = write("x", IdxBytes.file(number, 96));

    assertThat(
            catchThrowableOfType(FormatException.class, () -> IdxFile.readLabels(file)).problem())
        .isEqualTo("magic number 0x%08x is %s".formatted(number, told));
  }

  /// Each type at its ends, in big-endian bytes; float64 is rounded.
  @ParameterizedTest
  @CsvSource({
    "0x903, INT8, 8001ff7f, -128 1 -1 127",
    "0xb03, INT16, 80000001ffff7fff, -32768 1 -1 32767",
    "0xc03, INT32, 800000000000000101000001fffffffe, -2147483648 1 16777216 -2",
    "0xd03, FLOAT32, 3f800000bf0000007f7fffff80000000, 1 -0.5 3.4028235e38 -0",
    "0xe03, FLOAT64, 3ff0000000000000bfe00000000000003fb999999999999a4059000000000000, 1 -0.5 0.1 100"
  })
  void numbersOfAnyTypeAreTakenAsTheyAre(
      String magic, NumberType type, String hexadecimal, String expected) throws Exception {
    byte[] numbers = HexFormat.of().parseHex(hexadecimal);
    byte[] bytes = IdxBytes.file(Integer.decode(magic), numbers.length, 2, 1, 2);
    System.arraycopy(numbers, 0, bytes, 16, numbers.length);

    for (byte[] stored : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      IdxFile images = IdxFile.readImages(write("train-images-idx3-any", stored));

      var out = new float[2];
      var all = new float[4];
      for (int row = 0; row < 2; row++) {
        images.samples().read(row, out);
        System.arraycopy(out, 0, all, 2 * row, 2);
      }
      String[] words = expected.split(" ", -1);
      for (int i = 0; i < 4; i++) {
        assertThat(all[i]).isEqualTo(Float.parseFloat(words[i]));
      }
      assertThat(images.type()).isEqualTo(type);
      assertThat(images.identity())
          .isEqualTo(new FileIdentity("train-images-idx3-any", bytes.length, sha256(bytes)));
    }
  }

  @Test
  void floatsBeyondTheFirstChunkAreRead() throws Exception {
    byte[] bytes = IdxBytes.file(0xb03, 3000 * 28 * 28 * 2, 3000, 28, 28);

    for (byte[] stored : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      Samples samples = IdxFile.readImages(write("images", stored)).samples();

      var row = new float[784];
      samples.read(2999, row);
      assertThat(row[783]).isEqualTo(ByteBuffer.wrap(bytes).getShort(bytes.length - 2));
    }
  }

  @Test
  void theFourthDimensionIsTheChannels() throws Exception {
    byte[] colours = IdxBytes.file(0x804, 2 * 3 * 4 * 3, 2, 3, 4, 3);
    IdxFile images = IdxFile.readImages(write("colours", colours));

    assertThat(images.channels()).isEqualTo(3);
    assertThat(images.samples().width()).isEqualTo(36);
    assertThat(images.bytes()).isEqualTo(Arrays.copyOfRange(colours, 20, colours.length));
    assertThat(IdxFile.readImages(write("grey", IdxBytes.file(0x804, 24, 2, 3, 4, 1))).channels())
        .isEqualTo(1);
    assertThat(problem(write("two", IdxBytes.file(0x804, 48, 2, 3, 4, 2))))
        .hasMessageEndingWith(
            "the number of channels is 2, must be 1, or 3 for red, green and blue (at byte 16)");
    assertThat(problem(write("none", IdxBytes.file(0x804, 48, 2, 3, 4, 0))).problem())
        .isEqualTo("the number of channels is 0, must be at least 1");
  }

  @Test
  void whatIsNotFiniteIsRefused() throws Exception {
    byte[] floats = IdxBytes.file(0xd03, 4 * 4, 2, 1, 2);
    ByteBuffer.wrap(floats).putFloat(28, Float.NaN);
    byte[] doubles = IdxBytes.file(0xe03, 4 * 8, 2, 1, 2);
    ByteBuffer.wrap(doubles).putDouble(24, 1e300);

    assertThat(problem(write("floats", floats)))
        .hasMessageEndingWith(": value 1 of item 1 is NaN as a float, must be finite (at byte 28)");
    assertThat(problem(write("doubles", doubles)))
        .hasMessageEndingWith(
            "value 1 of item 0 is Infinity as a float, must be finite (at byte 24)");
  }

  @ParameterizedTest
  @CsvSource({"0x801, 1", "0x901, 1", "0xb01, 2", "0xc01, 4"})
  void labelsAreOfAnyIntegerType(String magic, int size) throws Exception {
    byte[] bytes = IdxBytes.file(Integer.decode(magic), 2 * size, 2);
    Arrays.fill(bytes, 8, bytes.length, (byte) 0);
    bytes[7 + 2 * size] = 9;
    byte[] columns = IdxBytes.file(Integer.decode(magic) + 1, 2 * 3 * size, 2, 3);
    Arrays.fill(columns, 12, columns.length, (byte) 0);
    columns[11 + 4 * size] = 9;

    assertThat(IdxFile.readLabels(write("labels", bytes)).classes()).containsExactly(0, 9);
    assertThat(IdxFile.readLabels(write("columns", columns)).classes()).containsExactly(0, 9);
  }

  @Test
  void aFileThatWasCompressedTwiceIsToldSo() throws Exception {
    byte[] twice = IdxBytes.gzip(IdxBytes.gzip(IdxBytes.images(2, 3, 4)));

    assertThat(problem(write("x.gz", twice)).problem())
        .contains(" is a file that was compressed twice; images have 0x00000803");
  }

  @Test
  void ofLabelsInColumnsTheFirstIsTheClass() throws Exception {
    byte[] bytes = IdxBytes.file(0xc02, 2 * 8 * 4, 2, 8);
    ByteBuffer.wrap(bytes).putInt(12, 7).putInt(12 + 8 * 4, 255);

    for (byte[] stored : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      IdxFile labels = IdxFile.readLabels(write("labels", stored));

      assertThat(labels.count()).isEqualTo(2);
      assertThat(labels.width()).isEqualTo(1);
      assertThat(labels.classes()).containsExactly(7, 255);
      assertThat(labels.identity().sha256()).isEqualTo(sha256(bytes));
    }
  }

  @Test
  void aLabelThatIsNoClassIsRefused() throws Exception {
    byte[] bytes = IdxBytes.file(0xc02, 2 * 8 * 4, 2, 8);
    ByteBuffer.wrap(bytes).putInt(12, 1 << 20).putInt(12 + 8 * 4, (1 << 20) + 1);
    Path file = write("labels", bytes);
    Path signed = write("signed", IdxBytes.file(0x901, 129, 129));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> IdxFile.readLabels(file))
        .withMessage(
            file + ": the label of item 1 is 1048577, must be between 0 and 1048576 (at byte 44)");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> IdxFile.readLabels(signed))
        .withMessageEndingWith(
            "the label of item 128 is -128, must be between 0 and 1048576 (at byte 136)");
  }

  @Test
  void nothingIsRefused() throws Exception {
    assertThat(problem(write("x", IdxBytes.file(0x803, 0, 0, 28, 28))).problem())
        .isEqualTo("the number of items is 0, must be at least 1");
    assertThat(problem(write("x", IdxBytes.file(0x803, 0, 1, 28, 0))).problem())
        .isEqualTo("the image width is 0, must be at least 1");
  }

  @Test
  void aHugeHeaderIsRefusedBeforeMemoryIsTaken() throws Exception {
    Path beyondAnArray = write("a", IdxBytes.file(0x803, 0, -1, -1, -1));
    Path largestArray = write("b", IdxBytes.file(0x803, 0, Integer.MAX_VALUE - 8, 1, 1));
    Path largestArrayGzip = write("c", IdxBytes.gzip(Files.readAllBytes(largestArray)));

    assertThat(problem(beyondAnArray).problem())
        .startsWith("the header promises 4294967295 values or more");
    assertThat(problem(largestArray).problem())
        .isEqualTo("cut off: the header promises 2147483655 bytes, the file has 16");
    assertThat(problem(largestArrayGzip).problem())
        .isEqualTo("cut off: the header promises 2147483655 bytes, the file has 16");
  }

  @Test
  void damageInsideGzipIsFound() throws Exception {
    byte[] stored = IdxBytes.gzip(IdxBytes.images(2, 3, 4));
    // The checksum in the trailer.
    stored[stored.length - 6] ^= 1;

    assertThat(problem(write("x.gz", stored)).problem()).startsWith("the gzip data are damaged");
  }

  @Test
  void filesAreFoundInEverySpelling() throws Exception {
    for (String spelling : new String[] {"a.idx3-ubyte.gz", "a-idx3-ubyte.gz", "a-idx3-ubyte"}) {
      Path file = write(spelling, new byte[0]);

      assertThat(IdxFile.find(folder, "a-idx3-ubyte")).isEqualTo(file);
    }
  }

  @Test
  void aMissingFileIsNamedWithWhatWasLookedFor() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> IdxFile.find(folder, "a-idx3-ubyte"))
        .withMessage(
            folder + ": has none of a-idx3-ubyte, a.idx3-ubyte, a-idx3-ubyte.gz, a.idx3-ubyte.gz");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> IdxFile.find(folder.resolve("none"), "a-idx3-ubyte"))
        .withMessage(folder.resolve("none") + ": there is no such folder");
  }

  private static FormatException problem(Path file) {
    return catchThrowableOfType(FormatException.class, () -> IdxFile.readImages(file));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
