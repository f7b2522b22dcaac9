package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir private Path folder;

  @Test
  void showSaysRowsShapeMeanAndChecksums() throws IOException {
    Path data = TinyImages.write(folder.resolve("tiny"));

    Telar telar = Telar.run("data", "show", "--data", data);

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out())
        .contains("tiny, 5 x 4 pixels\n")
        .containsPattern("train +60 images, mean 0\\.\\d{4}\n")
        .containsPattern("test +20 images, mean 0\\.\\d{4}\n")
        .containsPattern("[0-9a-f]{64}  t10k-labels-idx1-ubyte\n");
  }

  @Test
  void aCutFileIsNamed() throws IOException {
    Path data = TinyImages.write(folder.resolve("tiny"));
    Path images = data.resolve("train-images-idx3-ubyte");
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 100));

    Telar telar = Telar.run("data", "show", "--data", data);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains(images.toString());
  }

  @Test
  void aMissingFolderIsSaidInOneLine() {
    Telar telar = Telar.run("data", "show", "--data", folder.resolve("none"));

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains(folder.resolve("none").toString());
  }
}
