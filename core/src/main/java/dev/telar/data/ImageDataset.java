package dev.telar.data;

import dev.telar.format.FormatException;
import dev.telar.internal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Grey images to train on and others to test on, with labels where there are any.
///
/// ```java
/// ImageDataset images = ImageDataset.load(Path.of("fashion-mnist"));
/// ByteSamples samples = images.train(); // (60000, 784), values in [0, 1]
/// ```
///
/// Immutable, and safe for use by many threads, as long as the arrays it hands out are left alone.
public final class ImageDataset {
  private final String name;
  private final IdxFile train;
  private final @Nullable IdxFile trainLabels;
  private final IdxFile test;
  private final @Nullable IdxFile testLabels;
  private final ByteSamples trainSamples;
  private final ByteSamples testSamples;

  private ImageDataset(
      String name,
      IdxFile train,
      @Nullable IdxFile trainLabels,
      IdxFile test,
      @Nullable IdxFile testLabels) {
    this.name = name;
    this.train = train;
    this.trainLabels = trainLabels;
    this.test = test;
    this.testLabels = testLabels;
    this.trainSamples = train.samples();
    this.testSamples = test.samples();
  }

  /// Reads a folder of IDX files: `train-images-idx3-ubyte` and `t10k-images-idx3-ubyte`, and if
  /// they are there `train-labels-idx1-ubyte` and `t10k-labels-idx1-ubyte`; see [IdxFile#find] for
  /// other spellings. Or those of EMNIST or QMNIST, as they are published:
  /// `emnist-letters-train-images-idx3-ubyte`, `emnist-letters-test-images-idx3-ubyte` ….
  ///
  /// @throws FormatException if a file is bad, or two of them do not fit together
  /// @throws NoSuchFileException if images are missing, with what was looked for
  public static ImageDataset load(Path folder) throws IOException {
    ImageFiles files = ImageFiles.find(folder);
    IdxFile train = IdxFile.readImages(files.train());
    IdxFile test = IdxFile.readImages(files.test());
    if (test.height() != train.height() || test.width() != train.width()) {
      throw new FormatException(
          files.test(),
          test.height() != train.height() ? IdxFile.HEIGHT_OFFSET : IdxFile.WIDTH_OFFSET,
          "images are %d × %d, those to train on are %d × %d"
              .formatted(test.height(), test.width(), train.height(), train.width()));
    }
    return new ImageDataset(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        train,
        labels(files.trainLabels(), train),
        test,
        labels(files.testLabels(), test));
  }

  private static @Nullable IdxFile labels(Optional<Path> file, IdxFile images) throws IOException {
    if (file.isEmpty()) {
      return null;
    }
    IdxFile labels = IdxFile.readLabels(file.get());
    if (labels.count() != images.count()) {
      throw new FormatException(
          file.get(),
          IdxFile.COUNT_OFFSET,
          "%d labels for the %d images of %s"
              .formatted(labels.count(), images.count(), images.identity().name()));
    }
    return labels;
  }

  /// What to call it: `Fashion-MNIST` if it is that, otherwise the folder's name.
  public String name() {
    return FashionMnist.isFashionMnist(this) ? FashionMnist.NAME : name;
  }

  /// The images to train on, one a row.
  public ByteSamples train() {
    return trainSamples;
  }

  /// The images to test on, one a row.
  public ByteSamples test() {
    return testSamples;
  }

  /// A label, 0 … 255, for each image to train on, if there are labels: not a copy.
  public Optional<byte[]> trainLabels() {
    return Optional.ofNullable(trainLabels).map(IdxFile::values);
  }

  /// A label, 0 … 255, for each image to test on, if there are labels: not a copy.
  public Optional<byte[]> testLabels() {
    return Optional.ofNullable(testLabels).map(IdxFile::values);
  }

  /// The number of rows of an image.
  public int imageHeight() {
    return train.height();
  }

  /// The number of columns of an image.
  public int imageWidth() {
    return train.width();
  }

  /// The files it was read from: train images, train labels, test images, test labels, without
  /// those that are not there.
  public List<FileIdentity> files() {
    return Stream.of(train, trainLabels, test, testLabels)
        .flatMap(Stream::ofNullable)
        .map(IdxFile::identity)
        .toList();
  }

  /// The identity of the data: the SHA-256 of a line `<sha256> <name>\n` for each of [#files], as
  /// `sha256sum FILES | sha256sum` prints it for the decompressed files.
  public String sha256() {
    return sha256(files());
  }

  static String sha256(List<FileIdentity> files) {
    String lines =
        files.stream()
            .map(file -> file.sha256() + "  " + file.name() + "\n")
            .collect(Collectors.joining());
    return new Sha256().add(lines.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
