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
      assertThat(images.values()).isEqualTo(Arrays.copyOfRange(bytes, 16, 76));
      assertThat(images.identity())
          .isEqualTo(new FileIdentity("train-images-idx3-ubyte", 76, sha256(bytes)));
    }
  }

  @Test
  void filesLargerThanTheFirstChunkAreRead() throws Exception {
    byte[] bytes = IdxBytes.images(3000, 28, 28);

    IdxFile images = IdxFile.readImages(write("images", IdxBytes.gzip(bytes)));

    assertThat(images.values()).isEqualTo(Arrays.copyOfRange(bytes, 16, bytes.length));
    assertThat(images.identity().sha256()).isEqualTo(sha256(bytes));
  }

  @Test
  void labelsAreRead() throws Exception {
    IdxFile labels = IdxFile.readLabels(write("labels", IdxBytes.labels(256)));

    assertThat(labels.count()).isEqualTo(256);
    assertThat(labels.values()[255]).isEqualTo((byte) 255);
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
    "0x802, an IDX file of unsigned bytes in 2 dimensions",
    "0x804, an IDX file of unsigned bytes in 4 dimensions",
    "0x903, an IDX file of signed bytes in 3 dimensions",
    "0xb01, an IDX file of shorts in 1 dimension",
    "0xc03, an IDX file of ints in 3 dimensions",
    "0xd03, an IDX file of floats in 3 dimensions",
    "0xe03, an IDX file of doubles in 3 dimensions",
    "0x800, not one of an IDX file",
    "0x10803, not one of an IDX file",
    "0x3080000, 'an IDX file in the wrong byte order, which must be big-endian'"
  })
  void anotherMagicNumberIsCalledWhatItIs(String magic, String told) throws Exception {
    int number = Integer.decode(magic);

    assertThat(problem(write("x", IdxBytes.file(number, 96))).problem())
        .isEqualTo("magic number 0x%08x is %s; images have 0x00000803".formatted(number, told));
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
      assertThat(labels.values()).containsExactly(7, 255);
      assertThat(labels.identity().sha256()).isEqualTo(sha256(bytes));
    }
  }

  @Test
  void aLabelThatIsNoByteIsRefused() throws Exception {
    byte[] bytes = IdxBytes.file(0xc02, 2 * 8 * 4, 2, 8);
    ByteBuffer.wrap(bytes).putInt(12, 7).putInt(12 + 8 * 4, 256);
    Path file = write("labels", bytes);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> IdxFile.readLabels(file))
        .withMessage(file + ": the label of item 1 is 256, must be between 0 and 255 (at byte 44)");
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
