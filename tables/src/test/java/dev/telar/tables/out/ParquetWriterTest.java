package dev.telar.tables.out;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.format.FormatException;
import dev.telar.tables.out.TableWriter.Column;
import dev.telar.tables.parquet.DuckDb;
import dev.telar.tables.parquet.ParquetSource;
import dev.telar.tables.parquet.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
  @TempDir private Path folder;

  private Path write(List<Column> columns, Rows rows) throws IOException {
    Path file = folder.resolve("a.parquet");
    try (TableWriter out = TableWriter.create(file, columns)) {
      rows.writeTo(out);
      out.commit();
    }
    return file;
  }

  private interface Rows {
    void writeTo(TableWriter out) throws IOException;
  }

  private static List<List<@Nullable Object>> readByDuckDb(Path file) throws Exception {
    try (var duckDb = new DuckDb()) {
      return duckDb.columns("FROM '" + file + "'");
    }
  }

  @Test
  void bothReadersReadEveryType() throws Exception {
    Path file = write(TableWriterTest.COLUMNS, TableWriterTest::writeRows);

    ParquetSource source = ParquetSource.open(List.of(file));
    assertThat(source.columns()).containsExactly("n", "f", "w", "t", "größe, \"x\"");
    List<@Nullable Object> numbers = asList(0.1, 3.0, 1e10, Double.NaN, -0.0, null);
    List<@Nullable Object> truths = asList(true, false, true, false, true, null);
    List<@Nullable Object> texts = asList("a", "x, \"y\"\nz 😀", "", "\u0001\t'", "NA", null);
    assertThat(Recorder.columns(source))
        .containsExactly(
            numbers,
            asList((double) 0.1f, 3.0, 1e10, Double.NEGATIVE_INFINITY, 0.0, null),
            asList(-0x1p63, 7.0, 0x1p63, 0.0, -1.0, null),
            truths,
            texts);
    assertThat(readByDuckDb(file))
        .containsExactly(
            numbers,
            asList(0.1f, 3f, 1e10f, Float.NEGATIVE_INFINITY, 0f, null),
            asList(Long.MIN_VALUE, 7L, Long.MAX_VALUE, 0L, -1L, null),
            truths,
            texts);
  }

  @Test
  void severalGroupsOfRowsAreOneTable() throws Exception {
    int rows = 150_001;
    List<Column> columns =
        List.of(
            new Column("whole", TableWriter.Type.WHOLE),
            new Column("sometimes", TableWriter.Type.TRUTH),
            new Column("never", TableWriter.Type.TEXT));
    Path file =
        write(
            columns,
            out -> {
              for (int row = 0; row < rows; row++) {
                out.whole(row);
                if (row % 3 == 0) {
                  out.missing();
                } else {
                  out.truth(row % 2 == 0);
                }
                out.missing();
                out.endRow();
              }
            });

    List<@Nullable Object> sometimes = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      sometimes.add(row % 3 == 0 ? null : row % 2 == 0);
    }
    ParquetSource source = ParquetSource.open(List.of(file));
    assertThat(source.rows()).isEqualTo(rows);
    assertThat(Recorder.columns(source).get(1)).isEqualTo(sometimes);
    List<List<@Nullable Object>> read = readByDuckDb(file);
    assertThat(read.getFirst())
        .isEqualTo(IntStream.range(0, rows).mapToObj(i -> (long) i).toList());
    assertThat(read.get(1)).isEqualTo(sometimes);
    assertThat(read.get(2)).containsOnlyNulls().hasSize(rows);
    try (var duckDb = new DuckDb()) {
      assertThat(
              duckDb.columns(
                  "SELECT DISTINCT row_group_id FROM parquet_metadata('%s') ORDER BY 1"
                      .formatted(file)))
          .containsExactly(List.of(0L, 1L, 2L));
    }
  }

  @Test
  void longTextsMakeSmallerGroups() throws Exception {
    String text = "x".repeat(10 << 20);
    Path file =
        write(
            List.of(new Column("text", TableWriter.Type.TEXT)),
            out -> {
              for (int row = 0; row < 8; row++) {
                out.text(text);
                out.endRow();
              }
            });

    try (var duckDb = new DuckDb()) {
      assertThat(
              duckDb.columns(
                  "SELECT num_row_groups FROM parquet_file_metadata('%s')".formatted(file)))
          .containsExactly(List.of(2L));
      assertThat(duckDb.columns("SELECT DISTINCT length(text) FROM '%s'".formatted(file)))
          .containsExactly(List.of((long) text.length()));
    }
  }

  @Test
  void manyColumnsAreManyFields() throws Exception {
    List<Column> columns =
        IntStream.range(0, 300)
            .mapToObj(i -> new Column("code_" + i, TableWriter.Type.FLOAT))
            .toList();
    Path file =
        write(
            columns,
            out -> {
              for (int i = 0; i < columns.size(); i++) {
                out.number(i);
              }
              out.endRow();
            });

    List<List<@Nullable Object>> read = readByDuckDb(file);
    assertThat(read).hasSize(300);
    assertThat(read.get(299)).containsExactly(299f);
    assertThat(Recorder.columns(ParquetSource.open(List.of(file))).get(299)).containsExactly(299.0);
  }

  @Test
  void aTableMayHaveNoRows() throws Exception {
    Path file = write(TableWriterTest.COLUMNS, out -> {});

    assertThat(readByDuckDb(file)).hasSize(5).allMatch(List::isEmpty);
    assertThatThrownBy(() -> Recorder.columns(ParquetSource.open(List.of(file))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("has no rows");
  }
}
