package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.preparation.ColumnKind;
import dev.telar.run.TrainedOn;
import dev.telar.source.DataSource;
import dev.telar.source.NameList;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which data, for a command on what was trained: its own ones, unless others are given.
final class RunDataOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder of pictures or of IDX files, a NumPy file or a table, instead of the data that it was trained on."
              + " Default: those, where they were when it was trained; Fashion-MNIST, fetched where it is"
              + " missing, for a model whose file does not say which they were.")
  private @Nullable String path;

  private static final String NORMAL = "normal";
  private static final String ANOMALY = "anomaly";

  /// What was said of the rows of a training, and need not hold for others.
  private static final List<String> NOT_OF_OTHER_ROWS =
      List.of("ignore", "constant", "test_rows", "split", "validation_rows", "calibration_rows");

  private static final List<String> COLUMNS = List.of("id", "label");

  @Mixin private ReadingOptions reading = new ReadingOptions();

  /// Reads the data that were given, or its own.
  ///
  /// @throws IOException if none are given, and its own are not where they were
  Dataset load(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    return DataOptions.load(console, reading.at(path), trainedOn);
  }

  /// Whether data were given.
  boolean isGiven() {
    return path != null;
  }

  /// The rows that were given, read as those of the training where nothing else was said: with the
  /// same labels, of which others may be normal now.
  Optional<DataSource> rows(TrainedOn trainedOn) {
    Optional<DataSource> given = reading.at(path);
    if (given.isEmpty()) {
      return given;
    }
    trainedOn.checkReading(given.get());
    Map<String, String> said = given.get().reading();
    Map<String, String> all = new LinkedHashMap<>(trainedOn.readAlike(given.get()).reading());
    NOT_OF_OTHER_ROWS.forEach(all::remove);
    if (said.containsKey(NORMAL) || said.containsKey(ANOMALY)) {
      all.remove(NORMAL);
      all.remove(ANOMALY);
    }
    trainedOn.preparation().stream()
        .flatMap(columns -> columns.columns().stream())
        .filter(column -> column.kind() == ColumnKind.LABEL)
        .findFirst()
        .ifPresent(column -> all.putIfAbsent("label", NameList.join(List.of(column.name()))));
    all.putAll(said);
    return Optional.of(given.get().readAs(all));
  }

  /// The columns that were named.
  List<String> namedColumns() {
    return reading.at(path).stream()
        .flatMap(given -> COLUMNS.stream().map(given.reading()::get))
        .filter(Objects::nonNull)
        .flatMap(names -> NameList.split(names).stream())
        .toList();
  }

  /// Where the data are read from; empty if Telar finds them.
  Optional<DataSource> source(TrainedOn trainedOn) throws IOException {
    return DataOptions.source(reading.at(path), trainedOn).map(DataSource::absolute);
  }

  /// Reads the data that were given, whatever they are, or else its own, which are compared with
  /// what was trained on.
  ///
  /// @throws IllegalArgumentException if there are others where its own were
  Dataset loadAny(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    return path == null ? loadOwn(console, trainedOn) : load(console, trainedOn);
  }

  /// Reads all rows of the data that were given, in their order; or else its own, of which those to
  /// test on are meant.
  ///
  /// @throws IllegalArgumentException if there are others where its own were
  Dataset loadRows(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    Optional<DataSource> given = reading.at(path);
    return given.isEmpty()
        ? loadOwn(console, trainedOn)
        : DataOptions.loadWhole(console, given.get(), trainedOn);
  }

  /// Reads the data that were given, or its own, and compares them with what was trained on.
  ///
  /// @throws IllegalArgumentException if they are others
  Dataset loadOwn(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    Dataset images = load(console, trainedOn);
    trainedOn.check(images);
    return images;
  }
}
