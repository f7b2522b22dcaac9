package dev.telar.codes;

import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.tables.out.TableWriter;
import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reconstructions as a table like the one that a model was trained on: the rows' names, then the
/// columns that are its inputs, in their own units and levels. A date is a text as ISO 8601 has it.
final class CellRows implements RowWriter {
  private final TableWriter out;
  private final Preparation preparation;
  private final boolean hasNames;

  CellRows(Path file, List<String> ids, Preparation preparation, boolean hasNames)
      throws IOException {
    this.preparation = preparation;
    this.hasNames = hasNames;
    List<Column> columns = new ArrayList<>();
    if (hasNames) {
      columns.addAll(RowNames.written(ids));
    }
    for (PreparedColumn column : preparation.columns()) {
      if (column.width() > 0) {
        columns.add(
            new Column(
                column.name(),
                column instanceof NumberColumn ? TableWriter.Type.NUMBER : TableWriter.Type.TEXT));
      }
    }
    out = TableWriter.create(file, columns);
  }

  @Override
  public void write(@Nullable String[] names, float[] values, int at) throws IOException {
    if (hasNames) {
      RowNames.write(out, names);
    }
    List<PreparedColumn> columns = preparation.columns();
    for (int i = 0; i < columns.size(); i++) {
      PreparedColumn column = columns.get(i);
      if (column.width() == 0) {
        continue;
      }
      double cell = column.decode(values, at + preparation.first(i));
      if (column instanceof NumberColumn) {
        out.number(cell);
      } else if (Double.isNaN(cell)) {
        out.missing();
      } else {
        out.text(column.text(cell));
      }
    }
    out.endRow();
  }

  @Override
  public void commit() throws IOException {
    out.commit();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
