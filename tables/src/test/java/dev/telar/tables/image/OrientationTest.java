package dev.telar.tables.image;

import static dev.telar.tables.image.TestPictures.bytes;
import static dev.telar.tables.image.TestPictures.exif;
import static dev.telar.tables.image.TestPictures.grey;
import static dev.telar.tables.image.TestPictures.tiff;
import static dev.telar.tables.image.TestPictures.withSegment;
import static dev.telar.tables.image.TestPictures.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures are seen as their cameras were held.
class OrientationTest {
  private static final int BLOCK = 16;

  @TempDir private Path folder;

  private Pictures read() throws IOException {
    return PictureFolder.read(folder, PictureOptions.defaults());
  }

  /// The stored picture is
  ///
  ///     1 2 3
  ///     4 5 6
  @ParameterizedTest
  @CsvSource({
    "1, 123 456",
    "2, 321 654",
    "3, 654 321",
    "4, 456 123",
    "5, 14 25 36",
    "6, 41 52 63",
    "7, 63 52 41",
    "8, 36 25 14",
    "0, 123 456",
    "9, 123 456"
  })
  void allEight(int orientation, String seen) throws Exception {
    byte[] jpeg = bytes(grey(2 * BLOCK, 3 * BLOCK, blocks()), "jpeg");
    int height = (int) seen.chars().filter(c -> c == ' ').count() + 1;
    int width = seen.indexOf(' ');
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      write(folder.resolve("a"), withSegment(jpeg, exif(order, orientation)));
      Pictures turned = read();

      assertThat(turned.size()).isEqualTo(new PictureSize(height * BLOCK, width * BLOCK));
      assertThat(blocks(turned)).isEqualTo(seen);

      byte[] values = {40, 80, 120, (byte) 160, (byte) 200, (byte) 240};
      write(folder.resolve("a"), tiff(order, 2, 3, values, new int[] {0x0112, 3, orientation}));
      Pictures page = PictureFolder.read(folder, PictureOptions.defaults());
      assertThat(page.size()).isEqualTo(new PictureSize(height, width));
      assertThat(digits(page, 1)).isEqualTo(seen);
    }
  }

  /// Six blocks of one value each, which JPEG keeps.
  private static int[] blocks() {
    var values = new int[6 * BLOCK * BLOCK];
    for (int i = 0; i < values.length; i++) {
      int row = i / (3 * BLOCK) / BLOCK;
      int column = i % (3 * BLOCK) / BLOCK;
      values[i] = 40 * (3 * row + column + 1);
    }
    return values;
  }

  private static String blocks(Pictures pictures) {
    return digits(pictures, BLOCK);
  }

  private static String digits(Pictures pictures, int block) {
    var digits = new StringBuilder();
    for (int y = block / 2; y < pictures.height(); y += block) {
      digits.append(digits.isEmpty() ? "" : " ");
      for (int x = block / 2; x < pictures.width(); x += block) {
        int value = pictures.train().pixels()[y * pictures.width() + x] & 0xff;
        digits.append(Math.round(value / 40f));
      }
    }
    return digits.toString();
  }

  @Test
  void aDirectoryThatLiesIsPassedOver() throws Exception {
    byte[] jpeg = bytes(grey(2 * BLOCK, 3 * BLOCK, blocks()), "jpeg");
    byte[] good = exif(ByteOrder.LITTLE_ENDIAN, 6);
    for (int at = 4; at < good.length; at++) {
      for (int bits : new int[] {0x01, 0x10, 0x80, 0xff}) {
        byte[] spoilt = good.clone();
        spoilt[at] ^= (byte) bits;
        write(folder.resolve("a"), withSegment(jpeg, spoilt));

        assertThat(blocks(read())).matches("[1-6]{2,3}( [1-6]{2,3}){1,2}");
      }
    }
    // Cut anywhere, with a length that fits.
    for (int length = 4; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      cut[3] = (byte) (length - 2);
      write(folder.resolve("a"), withSegment(jpeg, cut));

      assertThat(blocks(read())).matches("123 456|41 52 63");
    }
  }
}
