package dev.telar.data;

import dev.telar.format.FormatException;
import dev.telar.model.Features;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Rows to train on and others to test on, what their values are, and labels where there are any.
///
/// ```java
/// Dataset images = Dataset.load(Path.of("fashion-mnist"));
/// Samples samples = images.train(); // (60000, 784), values in [0, 1]
/// ```
///
/// Immutable, and safe for use by many threads, if its samples are.
public final class Dataset {
  private final String name;
  private final Features features;
  private final Part train;
  private final Part test;
  private final Part tested;
  private final Optional<Part> anomalous;
  private final Optional<Part> calibration;
  private final OptionalInt validationRows;
  private final List<FileIdentity> files;
  private final String reading;

  /// Rows with their labels.
  ///
  /// @param samples (rows, width)
  /// @param labels of each row, if there are any
  public record Part(Samples samples, Optional<Labels> labels) {
    /// @throws IllegalArgumentException if not each row has a label
    public Part {
      if (labels.isPresent() && labels.get().rows() != samples.rows()) {
        throw new IllegalArgumentException(
            "%d rows have %d labels".formatted(samples.rows(), labels.get().rows()));
      }
    }

    /// A copy of some rows with their weights, in the order in which they are named.
    ///
    /// @param rows not modified
    /// @throws IndexOutOfBoundsException if there is no such row
    public Part only(int[] rows) {
      return new Part(someOf(rows), labels.map(known -> known.only(rows)));
    }

    private Samples someOf(int[] rows) {
      if (samples.isWeighted()) {
        return WeightedSamples.of(samples, rows);
      }
      return samples instanceof ByteSamples bytes
          ? bytes.only(rows)
          : FloatSamples.valuesOf(samples, rows);
    }
  }

  /// @param name what to call it
  /// @param files that it was read from
  /// @param reading how it was read, where that makes other rows of the same files: with the files
  ///   it tells the data from all others
  /// @throws IllegalArgumentException if rows are not as wide as the features say
  public Dataset(
      String name,
      Features features,
      Part train,
      Part test,
      List<FileIdentity> files,
      String reading) {
    this(name, features, train, OptionalInt.empty(), Optional.empty(), test, files, reading);
  }

  /// Data that are divided already.
  ///
  /// @param validationRows so many of the rows to train on, the last ones, are to validate; empty
  ///   if that is left to the training
  /// @param calibration rows that say which errors are usual
  /// @throws IllegalArgumentException if rows are not as wide as the features say, or all of them
  ///   are to validate
  public Dataset(
      String name,
      Features features,
      Part train,
      OptionalInt validationRows,
      Optional<Part> calibration,
      Part test,
      List<FileIdentity> files,
      String reading) {
    for (Part part : Stream.concat(Stream.of(train, test), calibration.stream()).toList()) {
      if (part.samples().width() != features.count()) {
        throw new IllegalArgumentException(
            "rows of %s need %d values, the samples have %d"
                .formatted(features, features.count(), part.samples().width()));
      }
    }
    validationRows.ifPresent(rows -> Split.checkSizes(train.samples().rows(), rows));
    this.name = name;
    this.features = features;
    this.train = train;
    this.validationRows = validationRows;
    this.calibration = calibration;
    this.test = test;
    this.tested = test;
    this.anomalous = Optional.empty();
    this.files = List.copyOf(files);
    this.reading = reading;
  }

  private Dataset(Dataset data, Part test, Optional<Part> anomalous) {
    this.name = data.name;
    this.features = data.features;
    this.train = data.train;
    this.validationRows = data.validationRows;
    this.calibration = data.calibration;
    this.test = test;
    this.tested = data.tested;
    this.anomalous = anomalous;
    this.files = data.files;
    this.reading = data.reading;
  }

  /// Reads a folder of IDX files: `train-images-idx3-ubyte` and `t10k-images-idx3-ubyte`, and if
  /// they are there `train-labels-idx1-ubyte` and `t10k-labels-idx1-ubyte`; see [IdxFile#find] for
  /// other spellings. Or those of EMNIST or QMNIST, as they are published:
  /// `emnist-letters-train-images-idx3-ubyte`, `emnist-letters-test-images-idx3-ubyte` …. Or of
  /// other numbers: `train-images-idx3-float`, with channels `train-images-idx4-ubyte` ….
  ///
  /// @throws FormatException if a file is bad, or two of them do not fit together
  /// @throws NoSuchFileException if images are missing, with what was looked for
  /// @throws java.nio.file.FileSystemException if several files could be meant
  public static Dataset load(Path folder) throws IOException {
    IdxFolder found = IdxFolder.find(folder);
    IdxFile train = IdxFile.readImages(found.train());
    IdxFile test = IdxFile.readImages(found.test());
    checkSame(found.test(), test, train);
    List<FileIdentity> files = new ArrayList<>();
    Part trained = part(train, found.trainLabels(), files);
    Part tested = part(test, found.testLabels(), files);
    return new Dataset(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        image(train),
        trained,
        tested,
        files,
        "");
  }

  private static Features.Image image(IdxFile images) {
    return new Features.Image(images.height(), images.width(), images.channels());
  }

  private static void checkSame(Path file, IdxFile test, IdxFile train) throws FormatException {
    if (!image(test).equals(image(train))) {
      int different = 1;
      if (test.height() == train.height()) {
        different = test.width() == train.width() ? 3 : 2;
      }
      throw new FormatException(
          file,
          IdxHeader.offset(different),
          "images are %s, those to train on are %s".formatted(image(test), image(train)));
    }
    // Bytes are divided by 255, and nothing else is.
    if (test.type().isByte() != train.type().isByte()) {
      throw new FormatException(
          file,
          IdxHeader.TYPE_OFFSET,
          "the values are %s, those to train on are %s".formatted(test.type(), train.type()));
    }
  }

  private static Part part(IdxFile images, Optional<Path> labels, List<FileIdentity> files)
      throws IOException {
    files.add(images.identity());
    if (labels.isEmpty()) {
      return new Part(images.samples(), Optional.empty());
    }
    IdxFile read = labels(labels.get(), images);
    files.add(read.identity());
    return new Part(images.samples(), Optional.of(new Labels(read.classes(), List.of())));
  }

  private static IdxFile labels(Path file, IdxFile images) throws IOException {
    IdxFile labels = IdxFile.readLabels(file);
    if (labels.count() != images.count()) {
      throw new FormatException(
          file,
          IdxHeader.COUNT_OFFSET,
          "%d labels for the %d images of %s"
              .formatted(labels.count(), images.count(), images.identity().name()));
    }
    return labels;
  }

  /// What to call it: `Fashion-MNIST` if it is that, otherwise mostly the folder's or file's name.
  public String name() {
    return FashionMnist.isFashionMnist(this) ? FashionMnist.NAME : name;
  }

  /// What the values of a row are.
  public Features features() {
    return features;
  }

  /// What they are if they are images.
  public Optional<Features.Image> image() {
    return features instanceof Features.Image image ? Optional.of(image) : Optional.empty();
  }

  /// How many of the rows to train on, the last ones, are to validate; empty if that is left to the
  /// training.
  public OptionalInt validationRows() {
    return validationRows;
  }

  /// Rows that are neither trained nor tested on: they say which errors are usual.
  public Optional<Part> calibration() {
    return calibration;
  }

  /// The rows to train on, those that validate among them.
  public Samples train() {
    return train.samples();
  }

  /// The rows to test on: where some are told apart as [#anomalous], the others.
  public Samples test() {
    return test.samples();
  }

  /// Rows to test on with labels that are not trained on; empty where none are told apart.
  public Optional<Part> anomalous() {
    return anomalous;
  }

  /// All rows to test on, the anomalous ones among them, in the data's order.
  public Part tested() {
    return tested;
  }

  /// The same data with some of the rows to test on told apart.
  ///
  /// @param normal the rows that [#test] is then of
  /// @param others the [#anomalous] ones
  /// @throws IllegalArgumentException if they are not as many as there are rows to test on
  public Dataset withAnomalous(Part normal, Part others) {
    long rows = (long) normal.samples().rows() + others.samples().rows();
    if (rows != tested.samples().rows()) {
      throw new IllegalArgumentException(
          "%,d rows to test on were divided into %,d".formatted(tested.samples().rows(), rows));
    }
    return new Dataset(this, normal, Optional.of(others));
  }

  /// The same data with none of the rows to test on told apart.
  public Dataset withoutAnomalous() {
    return anomalous.isEmpty() ? this : new Dataset(this, tested, Optional.empty());
  }

  /// The classes of the rows to train on, if there are labels.
  public Optional<Labels> trainLabels() {
    return train.labels();
  }

  /// The classes of the rows to test on, if there are labels.
  public Optional<Labels> testLabels() {
    return test.labels();
  }

  /// The files it was read from, in a fixed order: of IDX files the images to train on, their
  /// labels, the images to test on, their labels, without those that are not there.
  public List<FileIdentity> files() {
    return files;
  }

  /// The identity of the data: the SHA-256 of a line `<sha256> <name>\n` for each of [#files], as
  /// `sha256sum FILES | sha256sum` prints it for the decompressed files. How they were read is one
  /// more line, where it is not as by default.
  public String sha256() {
    return sha256(files, reading);
  }

  /// The identity that data of some files have.
  ///
  /// @param reading how they are read
  public static String sha256(List<FileIdentity> files, String reading) {
    return FileIdentity.sha256(files, reading.isEmpty() ? "" : "read with " + reading + "\n");
  }
}
