package dev.telar.source;

import dev.telar.data.Dataset;
import dev.telar.preparation.Preparation;
import dev.telar.table.PreparationSettings;
import dev.telar.table.TableCells;
import dev.telar.table.TableData;
import dev.telar.table.TableSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads tables to train and to measure on.
final class TableReader {
  private TableReader() {}

  /// Reads a table.
  ///
  /// @param trained the table that a model was trained on: another one is prepared as that was
  /// @param notes told of what a reader of results should know
  /// @throws IOException if it is bad
  /// @throws IllegalArgumentException if a setting is wrong
  static Dataset read(
      DataSource data, Reading reading, Optional<TrainedTable> trained, Consumer<String> notes)
      throws IOException {
    OpenTable table = OpenTable.of(data, reading);
    TableSettings settings = table.settings(reading);
    PreparationSettings constants = reading.constants();
    reading.checkUsed(table.kind());
    TableCells cells = TableCache.forThisUser().read(table, reading.written());
    if (reading.isWhole()) {
      return alike(table, cells, reading, trained);
    }
    boolean other =
        trained.isPresent()
            && !trained.get().sha256().equals(Dataset.sha256(cells.files(), reading.used()));
    if (!other) {
      constants.checkNames(table.source().columns());
    }
    Dataset read = read(table, cells, settings, reading, other ? trained : Optional.empty());
    Dataset told = TableData.tellApart(read, settings);
    noteAnomalous(told, notes);
    if (table.source() instanceof ArrayTable array) {
      array
          .likelySize(cells)
          .ifPresent(size ->
              notes.accept(
                  "%s has rows of %d whole numbers from 0 to 255; --size %s reads them as images"
                      .formatted(table.name(), array.width(), size)));
    }
    return told;
  }

  /// Says how many rows are measured on that are not like those to train on.
  private static void noteAnomalous(Dataset data, Consumer<String> notes) {
    data.anomalous()
        .ifPresent(others ->
            notes.accept(
                "%,d of the %,d test rows have labels that are not trained on; the test error is that of the others, telar inspect has that of each label"
                    .formatted(others.samples().rows(), data.tested().samples().rows())));
  }

  /// All rows, prepared as a model's were.
  private static Dataset alike(
      OpenTable table, TableCells cells, Reading reading, Optional<TrainedTable> trained) {
    Preparation preparation =
        trained
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s is a table, and the model does not say how it prepares the columns of one"
                        .formatted(table.name())))
            .preparation();
    return TableData.alike(table.name(), cells, preparation, reading.used(), TableCache.memory());
  }

  private static Dataset read(
      OpenTable table,
      TableCells cells,
      TableSettings settings,
      Reading reading,
      Optional<TrainedTable> trained) {
    long memory = TableCache.memory();
    return trained.isPresent()
        ? TableData.alike(table.name(), cells, trained.get().preparation(), reading.used(), memory)
        : TableData.divide(table.name(), cells, settings, reading.used(), memory);
  }
}
