package dev.telar.tables.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What pictures become is what `tools/picture_samples.py` makes of them, to the bit.
class GoldenPicturesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/pictures");

  @TempDir private Path folder;

  private byte[] read(String name, PictureOptions options) throws IOException {
    Files.copy(GOLDEN.resolve(name + ".png"), folder.resolve(name + ".png"));
    return PictureFolder.read(folder, options).train().pixels();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grey",
        "grey1",
        "grey2",
        "grey4",
        "grey16",
        "grey-alpha",
        "grey-key",
        "palette",
        "rgb",
        "rgb16",
        "rgba"
      })
  void everyKindOfPixel(String name) throws Exception {
    assertThat(read(name, PictureOptions.defaults()))
        .isEqualTo(Files.readAllBytes(GOLDEN.resolve(name + ".bytes")));
  }

  @ParameterizedTest
  @CsvSource({
    "grey, 5, 7",
    "grey, 13, 4",
    "grey, 1, 1",
    "grey, 26, 34",
    "grey, 20, 29",
    "grey, 3, 40",
    "rgb, 4, 4",
    "rgb, 14, 5",
    "rgb, 18, 22"
  })
  void everySize(String name, int height, int width) throws Exception {
    String expected = name + "-to-" + height + "x" + width + ".bytes";

    assertThat(read(name, PictureOptions.defaults().withSize(height, width)))
        .isEqualTo(Files.readAllBytes(GOLDEN.resolve(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = "rgb")
  void greyOfColours(String name) throws Exception {
    assertThat(read(name, PictureOptions.defaults().withColour(Colour.GREY)))
        .isEqualTo(Files.readAllBytes(GOLDEN.resolve(name + "-as-grey.bytes")));
  }
}
