package dev.telar.source;

import dev.telar.table.TableSettings;
import dev.telar.table.TableSource;
import java.io.IOException;

/// A table whose rows pass by, and are not kept.
///
/// @param name what to call it
/// @param source of its cells
/// @param settings what was said of its columns and labels
public record TableStream(String name, TableSource source, TableSettings settings) {
  /// Opens a table.
  ///
  /// @param data of kind [DataKind#TABLE]
  /// @throws IOException if it is bad
  /// @throws IllegalArgumentException if a setting is wrong, or has no effect on a table
  public static TableStream open(DataSource data) throws IOException {
    var reading = new Reading(data.reading());
    OpenTable table = OpenTable.of(data, reading);
    TableSettings settings = table.settings(reading);
    var _ = reading.constants();
    reading.checkUsed(table.kind());
    return new TableStream(table.name(), table.source(), settings);
  }
}
