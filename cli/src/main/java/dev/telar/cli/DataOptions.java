package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.fetch.FashionMnistSource;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.TrainedOn;
import dev.telar.source.DataKind;
import dev.telar.source.DataReader;
import dev.telar.source.DataSource;
import dev.telar.source.TrainedTable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which data.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder of pictures (PNG, JPEG, BMP, GIF, TIFF; a folder in it is a class, train and test are parts), a"
              + " NumPy file (.npy, .npz), a table (.csv, .parquet, a folder or a pattern of them, or jdbc:… with --query), or a folder with IDX files, gzipped or not: train-images-idx3-ubyte,"
              + " t10k-images-idx3-ubyte and their labels, as MNIST and its relatives have them. Default:"
              + " Fashion-MNIST, fetched where it is missing.")
  private @Nullable String path;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  private @Nullable Boolean table;

  /// Where the data are, if that was given.
  ///
  /// @throws IllegalArgumentException if only how they are read was given
  Optional<DataSource> source() {
    return reading.at(path);
  }

  /// Data that were given, read as those of a training where it was not said how.
  ///
  /// @throws IllegalArgumentException if a setting was given that is settled by the training
  static DataSource alike(DataSource given, TrainedOn trainedOn) {
    trainedOn.checkReading(given);
    return given.reading().isEmpty() ? trainedOn.readAlike(given) : given;
  }

  /// Reads the data, and fetches them first where that is needed.
  Dataset load(Console console) throws IOException, InterruptedException {
    return load(console, source());
  }

  /// Reads data; without a place those that something was trained on.
  ///
  /// @throws IOException if no place is given, and those are not where they were
  static Dataset load(Console console, Optional<DataSource> given, TrainedOn trainedOn)
      throws IOException, InterruptedException {
    return load(console, source(given, trainedOn), trainedOn.trainedTable());
  }

  /// Where data are that were given, read as those of a training where it was not said how; or
  /// those of the training.
  static Optional<DataSource> source(Optional<DataSource> given, TrainedOn trainedOn)
      throws IOException {
    return given.isEmpty() ? trainedOn.source() : Optional.of(alike(given.get(), trainedOn));
  }

  /// Reads data; without a place Fashion-MNIST, which is fetched where it is missing.
  static Dataset load(Console console, Optional<DataSource> source)
      throws IOException, InterruptedException {
    return load(console, source, Optional.empty());
  }

  /// Reads all rows of data that were given, in their order.
  static Dataset loadWhole(Console console, DataSource given, TrainedOn trainedOn)
      throws IOException {
    DataSource source = alike(given, trainedOn);
    require(source);
    return DataReader.readWhole(source, trainedOn.trainedTable(), console::note);
  }

  private static Dataset load(
      Console console, Optional<DataSource> source, Optional<TrainedTable> trained)
      throws IOException, InterruptedException {
    if (source.isPresent()) {
      require(source.get());
    }
    DataSource found =
        source.isPresent()
            ? source.get()
            : DataSource.of(FashionMnistSource.forThisMachine().fetch(console.fetching()));
    return DataReader.read(found, trained, console::note);
  }

  static void require(DataSource source) throws IOException {
    if (!DataKind.isSingle(source)) {
      return;
    }
    Artifact.at(source.path())
        .require(
            "data for --data",
            Kind.IMAGES,
            Kind.ARRAYS,
            Kind.TABLE,
            Kind.FILE,
            Kind.FOLDER,
            Kind.EMPTY_FOLDER);
  }

  /// Whether a table was given; what is there is looked at once.
  boolean isTable() throws IOException {
    if (table == null) {
      Optional<DataSource> given = source();
      if (given.isPresent()) {
        require(given.get());
      }
      table = given.isPresent() && DataKind.of(given.get()) == DataKind.TABLE;
    }
    return table;
  }

  /// Where the data are, if that was given; of a table with how its rows are divided.
  Optional<DataSource> source(SplitOptions split) throws IOException {
    return isTable() ? reading.at(path, split.ofTable()) : source();
  }
}
