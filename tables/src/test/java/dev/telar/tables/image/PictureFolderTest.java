package dev.telar.tables.image;

import static dev.telar.tables.image.TestPictures.bytes;
import static dev.telar.tables.image.TestPictures.counting;
import static dev.telar.tables.image.TestPictures.grey;
import static dev.telar.tables.image.TestPictures.rgb;
import static dev.telar.tables.image.TestPictures.tiff;
import static dev.telar.tables.image.TestPictures.write;
import static dev.telar.tables.image.TestPictures.writeGrey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFolderTest {
  @TempDir private Path folder;

  private Pictures read() throws IOException {
    return PictureFolder.read(folder, PictureOptions.defaults());
  }

  private String problem() {
    return catchThrowableOfType(FileSystemException.class, this::read).getReason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
  void exactFormatsKeepEveryGreyValue(String format) throws Exception {
    write(folder.resolve("misnamed.txt"), bytes(counting(16, 16), format));

    Pictures grey = read();

    assertThat(grey.channels()).isEqualTo(1);
    for (int value = 0; value < 256; value++) {
      assertThat(grey.train().pixels()[value]).isEqualTo((byte) value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void exactFormatsKeepEveryColour(String format) throws Exception {
    int[] values = {255, 0, 0, 1, 2, 3, 0, 0, 255, 9, 8, 7, 200, 100, 50, 0, 255, 0};
    write(folder.resolve("misnamed.txt"), bytes(rgb(2, 3, values), format));
    Pictures coloured = read();

    assertThat(coloured.channels()).isEqualTo(3);
    assertThat(coloured.size()).isEqualTo(new PictureSize(2, 3));
    for (int i = 0; i < values.length; i++) {
      assertThat(coloured.train().pixels()[i]).isEqualTo((byte) values[i]);
    }
  }

  @Test
  void aJpegIsReadToWithinItsLosses() throws Exception {
    int[] values = new int[3 * 64];
    for (int i = 0; i < values.length; i += 3) {
      values[i] = 200;
      values[i + 1] = 100;
      values[i + 2] = 50;
    }
    write(folder.resolve("a"), bytes(rgb(8, 8, values), "jpeg"));

    byte[] pixels = read().train().pixels();

    assertThat(pixels).hasSize(192);
    for (int i = 0; i < values.length; i++) {
      assertThat(pixels[i] & 0xff).isBetween(values[i] - 4, values[i] + 4);
    }
  }

  /// A profile of another colour space must not change values.
  @Test
  void aColourProfileIsIgnored() throws Exception {
    byte[] plain = bytes(rgb(1, 2, 200, 100, 50, 10, 20, 30), "jpeg");
    var linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    write(folder.resolve("plain"), plain);
    write(
        folder.resolve("profiled"), TestPictures.withSegment(plain, TestPictures.profile(linear)));

    byte[] pixels = read().train().pixels();

    assertThat(Arrays.copyOf(pixels, 6)).isEqualTo(Arrays.copyOfRange(pixels, 6, 12));
  }

  @Test
  void packedColoursAreScaled() throws Exception {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {31, 0, 15, 0, 63, 31});
    write(folder.resolve("a.bmp"), bytes(image, "bmp"));

    assertThat(read().train().pixels()).isEqualTo(new byte[] {-1, 0, 123, 0, -1, -1});
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tiffMayCountFromWhite(int photometric) throws Exception {
    byte[] values = {0, 1, 100, (byte) 255};
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      write(folder.resolve("a"), tiff(order, 2, 2, values, new int[] {262, 3, photometric}));

      byte[] expected =
          photometric == 1 ? values : new byte[] {(byte) 255, (byte) 254, (byte) 155, 0};
      assertThat(read().train().pixels()).isEqualTo(expected);
    }
  }

  @Test
  void picturesInTheFolderItselfHaveNoClasses() throws Exception {
    writeGrey(folder.resolve("b.png"), 2);
    writeGrey(folder.resolve("a.png"), 1);
    writeGrey(folder.resolve("B.png"), 0);
    Files.createDirectory(folder.resolve("empty"));

    Pictures pictures = read();

    assertThat(pictures.train().names()).containsExactly("B.png", "a.png", "b.png");
    assertThat(pictures.train().pixels()).containsExactly(0, 1, 2);
    assertThat(pictures.train().rows()).isEqualTo(3);
    assertThat(pictures.train().labels()).isEmpty();
    assertThat(pictures.classes()).isEmpty();
    assertThat(pictures.test()).isEmpty();
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void aFolderForEachClassLabelsWhatLiesInItAtAnyDepth() throws Exception {
    writeGrey(folder.resolve("dog/1/2/x.png"), 1);
    writeGrey(folder.resolve("cat/a.png"), 2);
    writeGrey(folder.resolve("dog/a.png"), 3);
    Files.writeString(folder.resolve("cat/notes.txt"), "meow");
    Files.writeString(folder.resolve("README"), "pets");

    Pictures pictures = read();

    assertThat(pictures.classes()).containsExactly("cat", "dog");
    assertThat(pictures.train().names()).containsExactly("cat/a.png", "dog/1/2/x.png", "dog/a.png");
    assertThat(pictures.train().labels()).hasValue(new int[] {0, 1, 1});
    assertThat(pictures.skipped())
        .containsExactly(
            new SkippedFile("README", "lies outside of the folders of classes"),
            new SkippedFile(
                "cat/notes.txt", "is no picture; PNG, JPEG, GIF, BMP and TIFF are read"));
  }

  @Test
  void aFolderWithoutPicturesIsNoClass() throws Exception {
    writeGrey(folder.resolve("cat/a.png"), 2);
    write(folder.resolve("about/notes.txt"), new byte[] {'x'});

    assertThat(read().classes()).containsExactly("cat");
  }

  @ParameterizedTest
  @CsvSource({"train, test", "training, testing", "Train, TEST"})
  void trainAndTestAreTwoParts(String train, String test) throws Exception {
    writeGrey(folder.resolve(train + "/cat/a.png"), 1);
    writeGrey(folder.resolve(train + "/dog/a.png"), 2);
    writeGrey(folder.resolve(test + "/dog/b.png"), 3);
    writeGrey(folder.resolve("val/dog/c.png"), 4);
    writeGrey(folder.resolve("preview.png"), 5);

    Pictures pictures = read();

    assertThat(pictures.train().pixels()).containsExactly(1, 2);
    PicturePart tested = pictures.test().orElseThrow();
    assertThat(tested.pixels()).containsExactly(3);
    assertThat(tested.labels()).hasValue(new int[] {1});
    assertThat(tested.names()).containsExactly(test + "/dog/b.png");
    assertThat(pictures.skipped())
        .containsExactly(
            new SkippedFile("preview.png", "lies outside of train and test"),
            new SkippedFile("val/", "is neither train nor test, and is not read"));
  }

  @Test
  void classesToTestOnAreAmongThoseToTrainOn() throws Exception {
    writeGrey(folder.resolve("train/cat/a.png"), 1);
    writeGrey(folder.resolve("test/dog/b.png"), 3);
    assertThat(problem())
        .isEqualTo("the class dog of test/dog/b.png is not among those to train on: cat");

    Files.move(folder.resolve("train/cat/a.png"), folder.resolve("train/a.png"));
    assertThat(problem())
        .isEqualTo(
            "the class dog of test/dog/b.png is not among those to train on: there are none");
  }

  @Test
  void whatContradictsItselfIsRefused() throws Exception {
    writeGrey(folder.resolve("cat/a.png"), 1);
    writeGrey(folder.resolve("b.png"), 1);
    assertThat(problem())
        .isEqualTo(
            "has both pictures without a class (b.png) and folders of classes (cat/a.png); one of them is read");

    writeGrey(folder.resolve("train/a.png"), 1);
    writeGrey(folder.resolve("training/a.png"), 1);
    assertThat(problem()).isEqualTo("has both train and training; one of them is read");
  }

  @Test
  void testWithoutTrainIsRefusedButAClassMayBeCalledSo() throws Exception {
    writeGrey(folder.resolve("test/a.png"), 1);
    writeGrey(folder.resolve("val/a.png"), 1);
    assertThat(problem()).isEqualTo("has test and no train");

    writeGrey(folder.resolve("control/a.png"), 1);
    assertThat(read().classes()).containsExactly("control", "test", "val");
  }

  @Test
  void rowsAreInTheOrderOfCodePoints() throws Exception {
    List<String> names = List.of("A", "Z", "a", "é", "\uffee", "\ud83d\ude00");
    for (String name : names) {
      writeGrey(folder.resolve(name), 1);
    }

    assertThat(read().train().names()).isEqualTo(names);
  }

  @Test
  void whatSystemsLeaveInFoldersIsPassedOver() throws Exception {
    writeGrey(folder.resolve("a/x.png"), 1);
    for (String name : List.of(".DS_Store", "Thumbs.db", "a/desktop.ini", "a/._x.png")) {
      write(folder.resolve(name), new byte[] {1});
    }
    writeGrey(folder.resolve("__MACOSX/a/x.png"), 1);
    writeGrey(folder.resolve(".git/x.png"), 1);

    Pictures pictures = read();

    assertThat(pictures.train().names()).containsExactly("a/x.png");
    assertThat(pictures.skipped()).isEmpty();
  }

  @Test
  void differentSizesNeedASize() throws Exception {
    write(folder.resolve("a.png"), bytes(counting(28, 28), "png"));
    write(folder.resolve("b.png"), bytes(counting(30, 28), "png"));
    assertThat(problem())
        .isEqualTo(
            "pictures have different sizes: a.png is 28 x 28, b.png is 30 x 28; give --size HxW");

    Pictures pictures = PictureFolder.read(folder, PictureOptions.defaults().withSize(7, 5));

    assertThat(pictures.height()).isEqualTo(7);
    assertThat(pictures.width()).isEqualTo(5);
    assertThat(pictures.train().pixels()).hasSize(70);
  }

  @Test
  void colourIsOfAllPicturesOrNone() throws Exception {
    write(folder.resolve("train/a.png"), bytes(rgb(1, 1, 7, 7, 7), "png"));
    assertThat(read().train().pixels()).containsExactly(7);

    write(folder.resolve("test/b.png"), bytes(rgb(1, 1, 1, 2, 3), "png"));
    Pictures both = read();
    assertThat(both.channels()).isEqualTo(3);
    assertThat(both.train().pixels()).containsExactly(7, 7, 7);
    assertThat(both.test().orElseThrow().pixels()).containsExactly(1, 2, 3);

    Pictures grey = PictureFolder.read(folder, PictureOptions.defaults().withColour(Colour.GREY));
    assertThat(grey.channels()).isEqualTo(1);
    // 0.299 + 2 · 0.587 + 3 · 0.114 = 1.815
    assertThat(grey.test().orElseThrow().pixels()).containsExactly(2);

    Files.delete(folder.resolve("test/b.png"));
    writeGrey(folder.resolve("test/b.png"), 9);
    Pictures rgb = PictureFolder.read(folder, PictureOptions.defaults().withColour(Colour.RGB));
    assertThat(rgb.test().orElseThrow().pixels()).containsExactly(9, 9, 9);
  }

  @Test
  void theIdentityIsWhatSha256sumPrints() throws Exception {
    Path b = writeGrey(folder.resolve("b.png"), 2);
    Path a = writeGrey(folder.resolve("a.png"), 1);
    write(folder.resolve("notes.txt"), new byte[] {1});
    var sha256 = MessageDigest.getInstance("SHA-256");
    String lines =
        "%s  a.png\n%s  b.png\n"
            .formatted(
                HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(a))),
                HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(b))));

    Pictures pictures = read();

    assertThat(pictures.sha256())
        .isEqualTo(HexFormat.of().formatHex(sha256.digest(lines.getBytes(StandardCharsets.UTF_8))));
    assertThat(pictures.files()).extracting("name").containsExactly("a.png", "b.png");
  }

  @Test
  void manyPicturesKeepTheirOrder() throws Exception {
    for (int i = 0; i < 400; i++) {
      writeGrey(folder.resolve("%04d.png".formatted(i)), i & 0xff, i >> 8);
    }

    byte[] pixels = read().train().pixels();

    for (int i = 0; i < 400; i++) {
      assertThat(pixels[2 * i]).isEqualTo((byte) i);
      assertThat(pixels[2 * i + 1]).isEqualTo((byte) (i >> 8));
    }
  }

  @Test
  void whatIsNoFolderIsRefused() throws Exception {
    Path file = writeGrey(folder.resolve("a.png"), 1);

    assertThatThrownBy(() -> PictureFolder.read(file, PictureOptions.defaults()))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> PictureFolder.read(folder.resolve("none"), PictureOptions.defaults()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    writeGrey(folder.resolve("a.png"), 1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::read).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFolderMayBeNamedThroughALink() throws Exception {
    writeGrey(folder.resolve("real/a.png"), 1);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

    assertThat(PictureFolder.read(link, PictureOptions.defaults()).train().names())
        .containsExactly("a.png");
  }

  @Test
  void sizesHaveLimits() {
    assertThatThrownBy(() -> PictureOptions.defaults().withSize(0, 5))
        .hasMessage("a picture must have at least 1 x 1 and at most 100000000 pixels, got 0 x 5");
    assertThatThrownBy(() -> new PictureSize(100_001, 1000)).hasMessageEndingWith("100001 x 1000");
  }

  @Test
  void alphaOfAFullyTransparentPictureIsWhite() throws Exception {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    write(folder.resolve("a.png"), bytes(image, "png"));
    write(folder.resolve("b.png"), bytes(grey(1, 1, 3), "png"));

    assertThat(read().train().pixels()).containsExactly(255, 3);
  }
}
