package dev.telar.source;

import dev.telar.data.FileIdentity;
import dev.telar.preparation.ColumnKind;
import dev.telar.table.ColumnSurvey;
import dev.telar.table.PreparationSettings;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// What there is in a table, found by reading all of it.
///
/// @param name what to call it
/// @param description how its file is written
/// @param columns their names
/// @param surveys one for each column
/// @param kinds of the columns, found or said
/// @param files that it was read from
public record TableSurvey(
    String name,
    String description,
    List<String> columns,
    List<ColumnSurvey> surveys,
    List<ColumnKind> kinds,
    List<FileIdentity> files) {
  public TableSurvey {
    columns = List.copyOf(columns);
    surveys = List.copyOf(surveys);
    kinds = List.copyOf(kinds);
    files = List.copyOf(files);
  }

  /// Reads a table.
  ///
  /// @param source of kind [DataKind#TABLE]
  /// @throws IOException if it is bad
  /// @throws IllegalArgumentException if a setting has no effect on a table
  public static TableSurvey of(DataSource source) throws IOException {
    var reading = new Reading(source.reading());
    OpenTable open = OpenTable.of(source, reading);
    PreparationSettings settings = open.settings(reading).preparation();
    settings.checkNames(open.source().columns());
    reading.constants().checkNames(open.source().columns());
    reading.checkUsed(open.kind());
    TableSource table = open.source();
    List<ColumnSurvey> surveys =
        IntStream.range(0, table.columns().size())
            .mapToObj(_ -> new ColumnSurvey(table.decimalComma()))
            .toList();
    List<FileIdentity> files = table.read(surveys);
    List<ColumnKind> kinds =
        IntStream.range(0, surveys.size())
            .mapToObj(i -> {
              ColumnKind kind = settings.kinds().get(table.columns().get(i));
              return kind(kind == null ? surveys.get(i).kind() : kind, surveys.get(i));
            })
            .toList();
    return new TableSurvey(open.name(), open.description(), table.columns(), surveys, kinds, files);
  }

  /// A preparation has no input for numbers that differ by rounding alone.
  private static ColumnKind kind(ColumnKind kind, ColumnSurvey found) {
    boolean numbers = kind == ColumnKind.NUMBER && found.dates() == 0;
    return numbers && found.isNearlyConstant() ? ColumnKind.CONSTANT : kind;
  }

  /// How many rows there are.
  public long rows() {
    return surveys.getFirst().rows();
  }
}
