package dev.telar.tables.image;

import static dev.telar.tables.image.TestPictures.bytes;
import static dev.telar.tables.image.TestPictures.counting;
import static dev.telar.tables.image.TestPictures.deflatedZeros;
import static dev.telar.tables.image.TestPictures.join;
import static dev.telar.tables.image.TestPictures.png;
import static dev.telar.tables.image.TestPictures.rgb;
import static dev.telar.tables.image.TestPictures.tiff;
import static dev.telar.tables.image.TestPictures.withSegment;
import static dev.telar.tables.image.TestPictures.write;
import static dev.telar.tables.image.TestPictures.writeGrey;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures that somebody made to do harm, and folders that lead astray.
@Timeout(60)
class HostilePictureTest {
  @TempDir private Path folder;

  private Pictures read() throws IOException {
    return PictureFolder.read(folder, PictureOptions.defaults());
  }

  private String problem() {
    return catchThrowableOfType(FileSystemException.class, this::read).getReason();
  }

  /// The reason why a file is skipped, beside a good one.
  private String reason(String name, byte[] bytes) throws IOException {
    writeGrey(folder.resolve("good.png"), 1);
    write(folder.resolve(name), bytes);
    List<SkippedFile> skipped = read().skipped();
    assertThat(skipped).hasSize(1);
    assertThat(skipped.getFirst().name()).isEqualTo(name);
    return skipped.getFirst().reason();
  }

  /// Reads bytes without a folder around them.
  private FileReading.Outcome outcome(byte[] bytes) throws IOException {
    Path file = folder.resolve("spoilt");
    Files.deleteIfExists(file);
    Files.write(file, bytes);
    try (var reading = new FileReading(PictureOptions.defaults(), new ReentrantLock())) {
      return reading.read(new PictureFile(file, "spoilt", Optional.empty()), Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
  void aFileCutAnywhereIsSkippedOrWhole(String format) throws Exception {
    byte[] good =
        bytes(rgb(9, 10, counting(9, 30).getRaster().getPixels(0, 0, 30, 9, (int[]) null)), format);
    Pixels whole = pixels(outcome(good)).orElseThrow();
    int read = 0;
    for (int length = 0; length < good.length; length++) {
      Optional<Pixels> cut = pixels(outcome(Arrays.copyOf(good, length)));
      if (cut.isPresent()) {
        read++;
        assertThat(cut.get().values()).as("cut to %d", length).isEqualTo(whole.values());
      }
    }
    // What stands behind the pixels may be missing.
    assertThat(read).isLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
  void aFlippedBitDoesNoHarm(String format) throws Exception {
    byte[] good = bytes(counting(9, 10), format);
    for (int at = 0; at < good.length; at++) {
      for (int bits : new int[] {0x01, 0x80, 0xff}) {
        byte[] spoilt = good.clone();
        spoilt[at] ^= (byte) bits;
        pixels(outcome(spoilt)).ifPresent(HostilePictureTest::checkWhole);
      }
    }
  }

  private static void checkWhole(Pixels read) {
    assertThat(read.values().length).isEqualTo(read.size().pixels() * read.channels());
  }

  private static Optional<Pixels> pixels(FileReading.Outcome outcome) {
    return outcome instanceof FileReading.Outcome.Row(PictureRow row)
        ? Optional.of(row.pixels())
        : Optional.empty();
  }

  @Test
  void whatIsNoPictureIsSaid() throws Exception {
    String kinds = "; PNG, JPEG, GIF, BMP and TIFF are read";
    assertThat(reason("x", new byte[0])).isEqualTo("is empty");
    assertThat(reason("x", "hello".getBytes(US_ASCII))).isEqualTo("is no picture" + kinds);
    assertThat(reason("x", "RIFF1234WEBPVP8 ".getBytes(US_ASCII)))
        .isEqualTo("is a WebP picture" + kinds);
    assertThat(reason("x", "1234ftypavif".getBytes(US_ASCII)))
        .isEqualTo("is an AVIF picture" + kinds);
    assertThat(reason("x", "1234ftypheic".getBytes(US_ASCII)))
        .isEqualTo("is an HEIF picture" + kinds);
  }

  @Test
  void largeClaimsAreRefusedBeforeAnythingIsDecoded() throws Exception {
    String refusal = "has 50000 x 50000 pixels; 1 to 100000000 are read";
    assertThat(reason("x", png(50_000, 50_000, 8, 0, new byte[10]))).isEqualTo(refusal);
    byte[] bmp = bytes(counting(9, 10), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 50_000).putInt(22, 50_000);
    assertThat(reason("x", bmp)).isEqualTo("is damaged (Unable to read the image header.)");
    byte[] gif = bytes(counting(9, 10), "gif");
    int frame = 13 + 3 * (2 << (gif[10] & 7));
    ByteBuffer.wrap(gif)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(frame + 5, (short) 50_000)
        .putShort(frame + 7, (short) 50_000);
    assertThat(reason("x", gif)).isEqualTo(refusal);
    byte[] jpeg = bytes(counting(9, 10), "jpeg");
    int size = markerOf(jpeg, 0xc0) + 5;
    ByteBuffer.wrap(jpeg).putShort(size, (short) 50_000).putShort(size + 2, (short) 50_000);
    assertThat(reason("x", jpeg)).isEqualTo(refusal);
    byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, 50_000, 50_000, new byte[10]);
    assertThat(reason("x", tiff)).isEqualTo(refusal);
    byte[] tiled =
        tiff(
            ByteOrder.BIG_ENDIAN,
            9,
            10,
            new byte[90],
            new int[] {322, 4, 50_000},
            new int[] {323, 4, 50_000});
    assertThat(reason("x", tiled))
        .isEqualTo("has tiles of 50000 x 50000 pixels; 1 to 100000000 are read");
  }

  /// Where a segment of a JPEG file begins.
  private static int markerOf(byte[] jpeg, int marker) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != marker) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8) + (jpeg[at + 3] & 0xff);
    }
    return at;
  }

  @Test
  void whatAFileCannotHoldTakesNoMemory() throws Exception {
    byte[] lie = png(10_000, 10_000, 16, 6, new byte[10]);

    assertThat(reason("x", lie))
        .isEqualTo(
            "is damaged (10000 x 10000 pixels are 800000000 bytes, more than a file of %d can hold)",
            lie.length);
  }

  @Test
  void dataThatExpandToMoreThanTheHeaderSaysAreNotExpanded() throws Exception {
    byte[] bomb = png(1, 1, 8, 0, deflatedZeros(100));
    assertThat(bomb.length).isLessThan(120_000);
    write(folder.resolve("bomb.png"), bomb);

    assertThat(read().train().pixels()).containsExactly(0);
  }

  @Test
  void manyScansAreRefused() throws Exception {
    byte[] jpeg = bytes(counting(9, 10), "jpeg");
    byte[] scans = new byte[300];
    for (int i = 0; i < scans.length; i++) {
      scans[i] = (byte) (i % 3 == 0 ? 0xff : i % 3 == 1 ? 0xda : 0);
    }

    assertThat(reason("x", join(jpeg, scans))).isEqualTo("has 101 scans, at most 100 are read");
  }

  @Test
  void aBmpThatHoldsAnotherPictureIsRefused() throws Exception {
    byte[] bmp = bytes(counting(9, 10), "bmp");
    bmp[30] = 5;

    assertThat(reason("x", bmp))
        .isEqualTo("is a JPEG or PNG picture within a BMP, which is not read");
  }

  @Test
  void printersColoursAreRefused() throws Exception {
    // A frame of four components, which nobody looks into.
    byte[] jpeg = bytes(rgb(8, 8, new int[192]), "jpeg");
    int frame = markerOf(jpeg, 0xc0);
    byte[] four = {
      (byte) 0xff, (byte) 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0
    };
    int scan = markerOf(jpeg, 0xda);
    byte[] tables = Arrays.copyOfRange(jpeg, frame + 2 + 17, scan);
    byte[] fourOfScan = {(byte) 0xff, (byte) 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0};
    byte[] zeros = new byte[40];
    byte[] end = {(byte) 0xff, (byte) 0xd9};

    byte[] cmyk = join(Arrays.copyOf(jpeg, frame), four, tables, fourOfScan, zeros, end);
    assertThat(outcome(cmyk))
        .isEqualTo(
            new FileReading.Outcome.Skipped(
                new SkippedFile(
                    "spoilt", "has the colours of a printer (CMYK); grey and RGB are read")));
  }

  @Test
  void aSegmentThatLiesAboutItsLengthDoesNoHarm() throws Exception {
    byte[] jpeg = bytes(counting(9, 10), "jpeg");
    for (int length : new int[] {0, 1, 0xffff}) {
      byte[] segment = {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length, 1, 2};
      pixels(outcome(withSegment(jpeg, segment))).ifPresent(HostilePictureTest::checkWhole);
    }
  }

  @Test
  void aStrangeNameOrReasonIsOneLine() throws Exception {
    writeGrey(folder.resolve("good.png"), 1);
    write(folder.resolve("a\nb\u001b[31m"), new byte[0]);

    SkippedFile skipped = read().skipped().getFirst();

    assertThat(skipped).hasToString("a?b?[31m: is empty");
    assertThat(new SkippedFile("x", "two\nlines").reason()).isEqualTo("two?lines");
    write(folder.resolve("a\nb\u001b[31m"), bytes(counting(2, 2), "png"));
    assertThat(problem())
        .isEqualTo(
            "pictures have different sizes: a?b?[31m is 2 x 2, good.png is 1 x 1; give --size HxW");
  }

  @Test
  void aFolderWithoutPicturesIsRefused() throws Exception {
    String read =
        "; PNG, JPEG, GIF, BMP and TIFF are read, in the folder, in a folder for each class, or so in train and test";
    assertThat(problem()).isEqualTo("has no pictures" + read);

    write(folder.resolve("a.txt"), new byte[0]);
    assertThat(problem()).isEqualTo("has no pictures" + read + "; left out is a.txt: is empty");

    write(folder.resolve("b.txt"), new byte[0]);
    assertThat(problem()).endsWith("; left out are 2, such as b.txt: is empty");

    writeGrey(folder.resolve("train/a.png"), 1);
    Files.createDirectory(folder.resolve("test"));
    assertThat(problem()).startsWith("has no pictures to test on;");
  }

  @Test
  void linksStayInTheFolder() throws Exception {
    Path outside = Files.createTempDirectory(folder.getParent(), "outside");
    Path secret = writeGrey(outside.resolve("secret.png"), 9);
    writeGrey(folder.resolve("a/good.png"), 1);
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("out"), outside);
    Files.createSymbolicLink(folder.resolve("a/out.png"), secret);
    Files.createSymbolicLink(folder.resolve("a/within.png"), Path.of("good.png"));
    Files.createSymbolicLink(folder.resolve("a/gone.png"), Path.of("none.png"));
    Files.createSymbolicLink(folder.resolve("a/self.png"), Path.of("self.png"));

    Pictures pictures = read();

    assertThat(pictures.train().names()).containsExactly("a/good.png", "a/within.png");
    Path real = folder.toRealPath();
    Path away = outside.toRealPath();
    String only = ", and only those to files are followed";
    assertThat(pictures.skipped())
        .containsExactly(
            new SkippedFile("a/gone.png", "is a link to none.png, which is not there"),
            new SkippedFile("a/loop", "is a link to " + real + only),
            new SkippedFile(
                "a/out.png", "is a link out of the folder, to " + away.resolve("secret.png")),
            new SkippedFile("a/self.png", "is a link that cannot be followed"),
            new SkippedFile("b", "is a link to " + real.resolve("a") + only),
            new SkippedFile("out", "is a link out of the folder, to " + away));
  }

  @Test
  void whatMayNotBeReadIsSkipped() throws Exception {
    writeGrey(folder.resolve("a/good.png"), 1);
    Path file = writeGrey(folder.resolve("a/locked.png"), 1);
    Path locked = Files.createDirectory(folder.resolve("b"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    // Nothing is locked for the administrator.
    assumeThat(Files.isReadable(file)).isFalse();

    assertThat(read().skipped())
        .containsExactly(
            new SkippedFile("a/locked.png", "permission denied"),
            new SkippedFile("b/", "permission denied"));
  }

  @Test
  void morePixelsThanAnArrayHoldsAreRefusedAtOnce() throws Exception {
    for (int i = 0; i < 22; i++) {
      writeGrey(folder.resolve("%02d.png".formatted(i)), 1);
    }
    write(folder.resolve("notes.txt"), new byte[] {1});
    PictureOptions large = PictureOptions.defaults().withSize(10_000, 10_000);

    assertThat(
            catchThrowableOfType(
                FileSystemException.class, () -> PictureFolder.read(folder, large)))
        .hasMessage(
            folder
                + ": 22 pictures of 10000 x 10000 and one value a pixel are 2200000000 bytes, at most 2147483639 are read; give a smaller --size HxW");
  }

  @Test
  void aFileThatIsRemovedInBetweenIsSaid() throws Exception {
    Path file = folder.resolve("gone.png");
    try (var reading = new FileReading(PictureOptions.defaults(), new ReentrantLock())) {
      assertThat(
              catchThrowableOfType(
                  FileSystemException.class,
                  () ->
                      reading.read(
                          new PictureFile(file, "gone.png", Optional.empty()), Optional.empty())))
          .hasMessage(file + ": was removed while its folder was read");
    }
  }
}
