package dev.telar.source;

import dev.telar.data.Dataset;
import dev.telar.table.TableCells;
import dev.telar.table.TableData;
import dev.telar.table.TableSettings;
import java.io.IOException;
import java.util.Optional;

/// Reads tables to train and to measure on.
final class TableReader {
  private TableReader() {}

  /// Reads a table.
  ///
  /// @param trained the table that a model was trained on: another one is prepared as that was
  /// @throws IOException if it is bad
  /// @throws IllegalArgumentException if a setting is wrong
  static Dataset read(DataSource data, Reading reading, Optional<TrainedTable> trained)
      throws IOException {
    OpenTable table = OpenTable.of(data, reading);
    TableSettings settings = reading.table();
    reading.checkUsed("a table");
    long memory = TableCache.memory();
    TableCells cells = TableCache.forThisUser().read(table, reading.written());
    boolean other =
        trained.isPresent()
            && !trained.get().sha256().equals(Dataset.sha256(cells.files(), reading.used()));
    return other
        ? TableData.alike(table.name(), cells, trained.get().preparation(), reading.used(), memory)
        : TableData.divide(table.name(), cells, settings, reading.used(), memory);
  }
}
