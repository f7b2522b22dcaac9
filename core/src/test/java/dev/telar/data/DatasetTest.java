package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.telar.format.FormatException;
import dev.telar.model.Features;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
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
    Dataset dataset = Dataset.load(folder);

    assertThat(dataset.name()).isEqualTo("shapes");
    assertThat(dataset.image()).contains(Features.Image.grey(3, 4));
    assertThat(dataset.train().rows()).isEqualTo(6);
    assertThat(dataset.train().width()).isEqualTo(12);
    float[] last = new float[12];
    dataset.train().read(5, last);
    assertThat(last[11]).isEqualTo(71 / 255f);
    assertThat(dataset.test().rows()).isEqualTo(2);
    assertThat(dataset.trainLabels().orElseThrow().present()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(dataset.testLabels().orElseThrow().at(1)).isEqualTo(1);
  }

  /// The number is what `sha256sum FILES | sha256sum` printed for these four files.
  @Test
  void theIdentityIsThatOfSha256sum() throws Exception {
    Dataset dataset = Dataset.load(folder);

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

    Dataset dataset = Dataset.load(folder);

    assertThat(dataset.trainLabels()).isEmpty();
    assertThat(dataset.testLabels()).isPresent();
    assertThat(dataset.files()).hasSize(3);
  }

  @Test
  void labelsMustMatchImages() throws Exception {
    Path labels = write("train-labels-idx1-ubyte", IdxBytes.labels(5));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessage(labels + ": 5 labels for the 6 images of train-images-idx3-ubyte (at byte 4)");
  }

  @Test
  void testImagesMustHaveTheSizeOfTrainImages() throws Exception {
    Path test = write("t10k-images-idx3-ubyte", IdxBytes.images(2, 4, 3));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessage(test + ": images are 4 × 3, those to train on are 3 × 4 (at byte 8)");
  }

  @Test
  void testImagesMayNotBeAbsent() throws Exception {
    Files.delete(folder.resolve("t10k-images.idx3-ubyte.gz"));

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessageStartingWith(folder + ": has none of t10k-images-idx3-ubyte, ");
  }

  @Test
  void whatIsMissingFirstIsTheImagesToTrainOn() throws Exception {
    Path pictures = Files.createDirectory(parent.resolve("pictures"));
    Files.createFile(pictures.resolve("cat.png"));

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Dataset.load(pictures))
        .withMessageStartingWith(pictures + ": has none of train-images-idx3-ubyte, ");
  }

  @ParameterizedTest
  @CsvSource({"emnist-letters-, labels-idx1-ubyte", "qmnist-, labels-idx2-int"})
  void theNamesOfOtherDataSetsAreKnown(String prefix, String labels) throws Exception {
    folder = Files.createDirectory(parent.resolve("named"));
    byte[] columns = IdxBytes.file(0xc02, 0, 6, 1);
    write(prefix + "train-images-idx3-ubyte.gz", IdxBytes.gzip(IdxBytes.images(6, 3, 4)));
    write(
        prefix + "train-" + labels + ".gz",
        labels.endsWith("int") ? Arrays.copyOf(columns, columns.length + 24) : IdxBytes.labels(6));
    write(prefix + "test-images-idx3-ubyte", IdxBytes.images(2, 3, 4));

    Dataset dataset = Dataset.load(folder);

    assertThat(dataset.train().rows()).isEqualTo(6);
    assertThat(dataset.test().rows()).isEqualTo(2);
    assertThat(dataset.trainLabels().orElseThrow().rows()).isEqualTo(6);
    assertThat(dataset.files())
        .extracting(FileIdentity::name)
        .containsExactly(
            prefix + "train-images-idx3-ubyte",
            prefix + "train-" + labels,
            prefix + "test-images-idx3-ubyte");
    Files.delete(folder.resolve(prefix + "test-images-idx3-ubyte"));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessageStartingWith(folder + ": has none of " + prefix + "test-images-idx3-ubyte, ");
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx4-float, test-images-idx4-double.gz, 0xd04, 0xe04, train-labels-idx1-int",
    "x-train-images.idx4-int32, x-test-images-idx4-short, 0xc04, 0xb04, x-train-labels.idx1-int"
  })
  void theNamesSayOtherNumbers(
      String train, String test, String trainMagic, String testMagic, String labels)
      throws Exception {
    folder = Files.createDirectory(parent.resolve("numbers"));
    write(train, filled(Integer.decode(trainMagic), 2, 3, 4, 3));
    write(test, IdxBytes.gzip(filled(Integer.decode(testMagic), 1, 3, 4, 3)));
    write(labels, filled(0xc01, 2));

    Dataset dataset = Dataset.load(folder);

    assertThat(dataset.image()).contains(new Features.Image(3, 4, 3));
    assertThat(dataset.train().rows()).isEqualTo(2);
    assertThat(dataset.test().width()).isEqualTo(36);
    assertThat(dataset.trainLabels().orElseThrow().rows()).isEqualTo(2);
    assertThat(dataset.files().getFirst().name()).isEqualTo(train.replace(".idx", "-idx"));
  }

  /// A file of zeros.
  private static byte[] filled(int magic, int... shape) {
    int length = magic >>> 8 == 0xb ? 2 : 4;
    length = magic >>> 8 == 0xe ? 8 : length;
    for (int size : shape) {
      length *= size;
    }
    byte[] file = IdxBytes.file(magic, length, shape);
    Arrays.fill(file, file.length - length, file.length, (byte) 0);
    return file;
  }

  @Test
  void theUsualNameIsPreferredAndOthersAreNotGuessed() throws Exception {
    write("train-images-idx3-float", filled(0xd03, 1, 3, 4));
    assertThat(Dataset.load(folder).train().rows()).isEqualTo(6);

    write("train-images-idx3-int", filled(0xc03, 1, 3, 4));
    Files.delete(folder.resolve("train-images-idx3-ubyte"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessage(
            folder
                + ": has train-images-idx3-float and train-images-idx3-int, of which one is to be"
                + " read; give each a folder of its own");
  }

  @Test
  void testImagesMustBeLikeTrainImages() throws Exception {
    Files.delete(folder.resolve("t10k-images.idx3-ubyte.gz"));
    Path floats = write("t10k-images-idx3-float", filled(0xd03, 2, 3, 4));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessage(floats + ": the values are float32, those to train on are uint8 (at byte 2)");
    Files.delete(floats);
    Path colours = write("t10k-images-idx4-ubyte", IdxBytes.file(0x804, 72, 2, 3, 4, 3));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessage(colours + ": images are 3 × 4 RGB, those to train on are 3 × 4 (at byte 16)");
  }

  @Test
  void ofSeveralDataSetsNoneIsGuessed() throws Exception {
    folder = Files.createDirectory(parent.resolve("several"));
    write("emnist-letters-train-images-idx3-ubyte", IdxBytes.images(6, 3, 4));
    write("emnist-digits-train-images-idx3-ubyte", IdxBytes.images(6, 3, 4));

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Dataset.load(folder))
        .withMessageContaining("begin with emnist-digits-, emnist-letters-; give each a folder");
  }

  private Path write(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }
}
