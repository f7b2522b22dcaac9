package dev.telar.codes;

import dev.telar.tables.out.TableWriter;
import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows as a table: their names, then a column for each number.
final class NumberRows implements RowWriter {
  private final TableWriter out;
  private final int width;

  /// @param ids the columns of the rows' names
  /// @param name what to call the column of each number, from 0
  NumberRows(Path file, List<String> ids, int width, IntFunction<String> name) throws IOException {
    this.width = width;
    List<Column> columns = new ArrayList<>(RowNames.written(ids));
    IntStream.range(0, width)
        .mapToObj(i -> new Column(name.apply(i), TableWriter.Type.FLOAT))
        .forEach(columns::add);
    out = TableWriter.create(file, columns);
  }

  @Override
  public void write(@Nullable String[] names, float[] values, int at) throws IOException {
    RowNames.write(out, names);
    for (int i = 0; i < width; i++) {
      out.number(values[at + i]);
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
