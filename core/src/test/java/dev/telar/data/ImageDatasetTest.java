package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDatasetTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void writeSmallDataset() throws Exception {
    folder = Files.createDirectory(parent.resolve("shapes"));
    write("train-images-idx3-ubyte", IdxBytes.images(6, 3, 4));
    write("train-labels-idx1-ubyte", IdxBytes.labels(6));
    write("t10k-images.idx3-ubyte.gz", IdxBytes.gzip(IdxBytes.images(2, 3, 4)));
    write("t10k-labels-idx1-ubyte.gz", IdxBytes.gzip(IdxBytes.labels(2)));
  }

  @Test
  void aFolderIsLoaded() throws Exception {
    ImageDataset dataset = ImageDataset.load(folder);

    assertThat(dataset.name()).isEqualTo("shapes");
    assertThat(dataset.imageHeight()).isEqualTo(3);
    assertThat(dataset.imageWidth()).isEqualTo(4);
    assertThat(dataset.train().rows()).isEqualTo(6);
    assertThat(dataset.train().width()).isEqualTo(12);
    assertThat(dataset.train().at(5, 11)).isEqualTo(71);
    assertThat(dataset.test().rows()).isEqualTo(2);
    assertThat(dataset.trainLabels()).hasValue(new byte[] {0, 1, 2, 3, 4, 5});
    assertThat(dataset.testLabels()).hasValue(new byte[] {0, 1});
  }

  /// The number is what `sha256sum FILES | sha256sum` printed for these four files.
  @Test
  void theIdentityIsThatOfSha256sum() throws Exception {
    ImageDataset dataset = ImageDataset.load(folder);

    assertThat(dataset.files())
        .extracting(FileIdentity::name)
        .containsExactly(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte");
    assertThat(dataset.sha256())
        .isEqualTo("1df87792802cb265103440bafc2267f5ae6888adc394664e6e720f8d86e2e619");
  }

  @Test
  void labelsMayBeAbsent() throws Exception {
    Files.delete(folder.resolve("train-labels-idx1-ubyte"));

    ImageDataset dataset = ImageDataset.load(folder);

    assertThat(dataset.trainLabels()).isEmpty();
    assertThat(dataset.testLabels()).isPresent();
    assertThat(dataset.files()).hasSize(3);
  }

  @Test
  void labelsMustMatchImages() throws Exception {
    Path labels = write("train-labels-idx1-ubyte", IdxBytes.labels(5));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> ImageDataset.load(folder))
        .withMessage(labels + ": 5 labels for the 6 images of train-images-idx3-ubyte (at byte 4)");
  }

  @Test
  void testImagesMustHaveTheSizeOfTrainImages() throws Exception {
    Path test = write("t10k-images-idx3-ubyte", IdxBytes.images(2, 4, 3));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> ImageDataset.load(folder))
        .withMessage(test + ": images are 4 × 3, those to train on are 3 × 4 (at byte 8)");
  }

  @Test
  void testImagesMayNotBeAbsent() throws Exception {
    Files.delete(folder.resolve("t10k-images.idx3-ubyte.gz"));

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> ImageDataset.load(folder))
        .withMessageStartingWith(folder + ": has none of t10k-images-idx3-ubyte, ");
  }

  private Path write(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }
}
