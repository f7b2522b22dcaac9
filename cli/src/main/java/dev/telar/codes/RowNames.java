package dev.telar.codes;

import dev.telar.data.Samples;
import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.PreparedColumn;
import dev.telar.table.TableSamples;
import dev.telar.tables.out.TableWriter;
import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What tells the rows of a table apart: its id columns. Other samples have none. Immutable.
public final class RowNames {
  private final Samples samples;
  private final List<String> columns;
  private final List<Integer> places;

  private RowNames(Samples samples, List<String> columns, List<Integer> places) {
    this.samples = samples;
    this.columns = List.copyOf(columns);
    this.places = List.copyOf(places);
  }

  /// Those of samples.
  public static RowNames of(Samples samples) {
    List<String> names = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    if (samples instanceof TableSamples table) {
      List<PreparedColumn> columns = table.preparation().columns();
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).kind() == ColumnKind.ID && table.has(i)) {
          names.add(columns.get(i).name());
          places.add(i);
        }
      }
    }
    return new RowNames(samples, names, places);
  }

  /// What the columns are called.
  public List<String> columns() {
    return columns;
  }

  /// The texts of a row, null where one is missing.
  ///
  /// @param row of the samples
  public @Nullable String[] of(int row) {
    @Nullable String[] texts = new @Nullable String[places.size()];
    for (int i = 0; i < texts.length; i++) {
      String text = ((TableSamples) samples).text(row, places.get(i));
      texts[i] = text.equals(CellText.MISSING) ? null : text;
    }
    return texts;
  }

  /// The columns as they are written.
  static List<Column> written(List<String> names) {
    return names.stream().map(name -> new Column(name, TableWriter.Type.TEXT)).toList();
  }

  static void write(TableWriter out, @Nullable String[] texts) throws IOException {
    for (String text : texts) {
      if (text == null) {
        out.missing();
      } else {
        out.text(text);
      }
    }
  }
}
