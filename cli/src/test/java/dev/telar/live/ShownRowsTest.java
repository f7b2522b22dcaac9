package dev.telar.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.cli.TinyTable;
import dev.telar.measure.ColumnErrors;
import dev.telar.table.TableSamples;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownRowsTest {
  @TempDir private Path folder;

  @Test
  void columnsComeByTheirErrorsAndCellsInTheTablesUnits() throws IOException {
    TableSamples table = (TableSamples) TinyTable.data(folder).test();
    int[] rows = {3, 0};
    float[] values = new float[2 * table.width()];

    ShownRows shown = ShownRows.of(1, 7, table, rows, values);

    assertThat(shown.columns()).hasSize(5).contains("room", "warmth", "damp", "fan", "when");
    assertThat(shown.more()).isZero();
    ShownRows.Row first = shown.rows().getFirst();
    int warmth = shown.columns().indexOf("warmth");
    var cells = ColumnErrors.ofRow(table, 3, new float[table.width()]);
    int place = table.preparation().find("warmth").orElseThrow();
    var cell = cells.stream().filter(c -> c.column() == place).findFirst().orElseThrow();
    assertThat(first.cells().get(warmth).observed()).isEqualTo(table.text(3, place));
    assertThat(first.cells().get(warmth).deviation() / 100.0)
        .isCloseTo(Math.min(1, Math.sqrt(cell.error())), within(0.006));
    int fan = shown.columns().indexOf("fan");
    assertThat(first.cells().get(fan).far())
        .isEqualTo(!first.cells().get(fan).observed().equals(first.cells().get(fan).expected()));
    assertThat(Double.parseDouble(first.error())).isPositive();
  }

  @Test
  void ofAWideTableADozenColumnsIsShownAndLongTextsAreCut() throws IOException {
    TableSamples table = (TableSamples) TinyTable.wide(folder, 30).test();

    ShownRows shown = ShownRows.of(0, 1, table, new int[] {0}, new float[table.width()]);

    assertThat(shown.columns()).hasSize(ShownRows.MOST_COLUMNS);
    assertThat(shown.more()).isEqualTo(18);
    assertThat(shown.columns()).allMatch(name -> name.length() <= 28 && name.endsWith("…"));
  }
}
