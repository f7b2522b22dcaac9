package dev.telar.source;

import dev.telar.data.Dataset;
import dev.telar.fetch.UserCache;
import dev.telar.table.TableCells;
import dev.telar.table.TableData;
import dev.telar.table.TableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads tables to train and to measure on.
final class TableReader {
  /// Of the memory that there is, cells may take one part of so many, and prepared rows as much.
  private static final int MEMORY_PARTS = 4;

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
    long memory = Runtime.getRuntime().maxMemory() / MEMORY_PARTS;
    Path file = cacheFile();
    try {
      TableCells cells = TableCells.read(table.source(), memory, file);
      boolean other =
          trained.isPresent()
              && !trained.get().sha256().equals(Dataset.sha256(cells.files(), reading.used()));
      return other
          ? TableData.alike(
              table.name(), cells, trained.get().preparation(), reading.used(), memory)
          : TableData.divide(table.name(), cells, settings, reading.used(), memory);
    } finally {
      // What is mapped stays until nobody uses it.
      Files.deleteIfExists(file);
    }
  }

  private static Path cacheFile() {
    return UserCache.of(System.getenv())
        .resolve("tables")
        .resolve("%d-%d.cells".formatted(ProcessHandle.current().pid(), System.nanoTime()));
  }
}
