package dev.telar.source;

import dev.telar.table.TableSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;

/// A table that is read as it is written: nothing is prepared, and no row is left out.
///
/// @param source of its cells
/// @param isArray whether it is a NumPy array, whose columns have no names of their own
public record PlainTable(TableSource source, boolean isArray) {
  /// Opens a file.
  ///
  /// @throws FileSystemException if it is no table
  public static PlainTable open(Path path) throws IOException {
    DataSource data = DataSource.of(path);
    if (DataKind.of(data) != DataKind.TABLE) {
      throw new FileSystemException(
          path.toString(), null, "is no table, and no array of rows and columns");
    }
    TableSource source = OpenTable.of(data, new Reading(Map.of())).source();
    return new PlainTable(source, source instanceof ArrayTable);
  }
}
