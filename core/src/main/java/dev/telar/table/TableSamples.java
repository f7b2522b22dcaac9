package dev.telar.table;

import dev.telar.data.Samples;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of a table as a network sees them: prepared once and kept where they fit into an array,
/// else prepared each time they are read. Immutable and safe for use by many threads.
public final class TableSamples implements Samples {
  /// Of training rows whose levels are all known, one in so many shows the level of all others, so
  /// that it is learned too.
  private static final int ROWS_PER_OTHER = 200;

  private static final long UNSIGNED = 1L << Integer.SIZE;
  private static final long OTHER_SEED = 1;

  private final TableCells cells;
  private final Preparation preparation;
  private final int[] rows;
  private final float @Nullable [] rowWeights;
  private final int[] inputOf; // the place among the inputs of each prepared column, or −1
  private final int[] places; // of the prepared columns that are inputs, in the table
  private final int[] first;
  private final PreparedColumn[] prepared;
  private final CellValues[] values;
  private final BitSet[] shownAsOther;
  private final @Nullable BitSet[] masked; // rows whose cell does not count; null if there are none
  private final boolean anyMasked;
  private final float[] even; // the weights of a row of which nothing is masked
  private final float @Nullable [] kept;

  /// @param rows of the cells; kept, not copied
  /// @param rowWeights of each, or null; kept, not copied
  /// @param trainingRows so many of the rows, the first ones, train: their levels are shown as
  ///   those of others now and then
  /// @param memory so many bytes of prepared rows are kept
  /// @throws IllegalArgumentException if a column is missing or has cells of another kind, in one
  ///   line with its name
  TableSamples(
      TableCells cells,
      Preparation preparation,
      int[] rows,
      float @Nullable [] rowWeights,
      int trainingRows,
      long memory) {
    this.cells = cells;
    this.preparation = preparation;
    this.rows = rows;
    List<Integer> inputs = new ArrayList<>();
    this.inputOf = new int[preparation.columns().size()];
    for (int i = 0; i < preparation.columns().size(); i++) {
      PreparedColumn column = preparation.columns().get(i);
      inputOf[i] = column.width() > 0 ? inputs.size() : -1;
      if (column.width() > 0) {
        inputs.add(i);
      }
    }
    int count = inputs.size();
    this.places = new int[count];
    this.first = new int[count];
    this.prepared = new PreparedColumn[count];
    this.values = new CellValues[count];
    this.shownAsOther = new BitSet[count];
    for (int k = 0; k < count; k++) {
      prepared[k] = preparation.columns().get(inputs.get(k));
      first[k] = preparation.first(inputs.get(k));
      String name = prepared[k].name();
      places[k] =
          cells
              .find(name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "there is no column %s, which the model needs".formatted(name)));
      values[k] = new CellValues(cells, places[k], prepared[k]);
      shownAsOther[k] = others(k, trainingRows);
    }
    this.masked = new BitSet[count];
    for (int k = 0; k < count; k++) {
      masked[k] = masked(k);
    }
    this.anyMasked = Arrays.stream(masked).anyMatch(Objects::nonNull);
    this.rowWeights = anyMasked ? withoutEmpty(rowWeights) : rowWeights;
    this.even = new float[preparation.count()];
    preparation.lossWeights(count, even);
    this.kept = keep(memory);
  }

  /// Some rows of others, prepared each time they are read.
  private TableSamples(TableSamples all, int[] some) {
    this.cells = all.cells;
    this.preparation = all.preparation;
    this.rows = Arrays.stream(some).map(row -> all.rows[row]).toArray();
    this.inputOf = all.inputOf;
    this.places = all.places;
    this.first = all.first;
    this.prepared = all.prepared;
    this.values = all.values;
    this.shownAsOther = new BitSet[places.length];
    this.masked = new BitSet[places.length];
    for (int k = 0; k < places.length; k++) {
      shownAsOther[k] = only(all.shownAsOther[k], some);
      BitSet missing = all.masked[k];
      masked[k] = missing == null ? null : only(missing, some);
    }
    this.anyMasked = all.anyMasked;
    this.rowWeights = all.rowWeights == null ? null : new float[some.length];
    for (int i = 0; i < some.length && rowWeights != null; i++) {
      rowWeights[i] = all.rowWeight(some[i]);
    }
    this.even = all.even;
    this.kept = null;
  }

  private static BitSet only(BitSet all, int[] some) {
    var own = new BitSet();
    for (int i = 0; i < some.length; i++) {
      own.set(i, all.get(some[i]));
    }
    return own;
  }

  /// Some of the rows, in the order in which they are named.
  ///
  /// @param some not modified
  /// @throws IndexOutOfBoundsException if there is no such row
  TableSamples only(int[] some) {
    return new TableSamples(this, some);
  }

  /// Which rows show another level: about one in [#ROWS_PER_OTHER], and one at least. None if rare
  /// levels do so anyway.
  private BitSet others(int k, int trainingRows) {
    var chosen = new BitSet();
    if (trainingRows == 0
        || !(prepared[k] instanceof CategoryColumn category)
        || !category.other()) {
      return chosen;
    }
    var random = new RandomSource(OTHER_SEED, Purpose.OTHER_LEVEL);
    long least = Long.MAX_VALUE;
    int leastRow = 0;
    for (int i = 0; i < trainingRows; i++) {
      double value = values[k].of(cells.at(rows[i], places[k]));
      if (value == category.unknown()) {
        return new BitSet();
      }
      long unsigned = Integer.toUnsignedLong(random.firstBits(places[k], rows[i]));
      if (unsigned < UNSIGNED / ROWS_PER_OTHER) {
        chosen.set(i);
      }
      if (unsigned < least) {
        least = unsigned;
        leastRow = i;
      }
    }
    chosen.set(leastRow);
    return chosen;
  }

  private @Nullable BitSet masked(int k) {
    boolean mayBe =
        prepared[k] instanceof CategoryColumn || cells.survey(places[k]).missingCells() > 0;
    if (prepared[k].learnsMissing() || !mayBe) {
      return null;
    }
    var missing = new BitSet();
    for (int i = 0; i < rows.length; i++) {
      if (Double.isNaN(value(i, k))) {
        missing.set(i);
      }
    }
    return missing.isEmpty() ? null : missing;
  }

  /// How many columns of a row count.
  private int counted(int row) {
    int counted = masked.length;
    for (BitSet missing : masked) {
      counted -= missing != null && missing.get(row) ? 1 : 0;
    }
    return counted;
  }

  /// Rows of which nothing counts do not count either.
  private float @Nullable [] withoutEmpty(float @Nullable [] given) {
    float[] weights = given;
    for (int i = 0; i < rows.length; i++) {
      if (counted(i) == 0) {
        if (weights == null) {
          weights = new float[rows.length];
          Arrays.fill(weights, 1);
        }
        weights[i] = 0;
      }
    }
    return weights;
  }

  private float @Nullable [] keep(long memory) {
    long size = (long) rows.length * width();
    if (size > Integer.MAX_VALUE - 8 || size * Float.BYTES > memory) {
      return null;
    }
    float[] all = new float[(int) size];
    for (int i = 0; i < rows.length; i++) {
      prepare(i, all, i * width());
    }
    return all;
  }

  private double value(int row, int k) {
    if (shownAsOther[k].get(row)) {
      return ((CategoryColumn) prepared[k]).unknown();
    }
    return values[k].of(cells.at(rows[row], places[k]));
  }

  private void prepare(int row, float[] out, int at) {
    for (int k = 0; k < places.length; k++) {
      prepared[k].encode(value(row, k), out, at + first[k]);
    }
  }

  /// What the values are.
  public Preparation preparation() {
    return preparation;
  }

  /// The row of the table that a row is, from 0.
  public int tableRow(int row) {
    return rows[row];
  }

  /// Whether the table has a column of the preparation: one without inputs may be missing.
  ///
  /// @param column its place in the preparation
  public boolean has(int column) {
    return cells.find(preparation.columns().get(column).name()).isPresent();
  }

  /// The text of a row's cell, as it is in the table.
  ///
  /// @param column its place in the preparation
  public String text(int row, int column) {
    int place = cells.find(preparation.columns().get(column).name()).orElseThrow();
    return cells.text(rows[row], place);
  }

  /// The value of a row's cell; see [PreparedColumn].
  ///
  /// @param column its place in the preparation, of one that has inputs
  public double cell(int row, int column) {
    int k = inputOf[column];
    if (k < 0) {
      throw new IndexOutOfBoundsException("the column has no inputs");
    }
    return values[k].of(cells.at(rows[row], places[k]));
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int width() {
    return preparation.count();
  }

  @Override
  public void read(int row, float[] out) {
    Objects.checkIndex(row, rows.length);
    if (kept != null) {
      System.arraycopy(kept, row * width(), out, 0, width());
    } else {
      prepare(row, out, 0);
    }
  }

  @Override
  public boolean isWeighted() {
    return anyMasked || rowWeights != null || !preparation.isEven();
  }

  @Override
  public void readLossWeights(int row, float[] out) {
    Objects.checkIndex(row, rows.length);
    int counted = anyMasked ? counted(row) : masked.length;
    if (counted == masked.length) {
      System.arraycopy(even, 0, out, 0, even.length);
      return;
    }
    preparation.lossWeights(counted, out);
    for (int k = 0; k < masked.length; k++) {
      BitSet missing = masked[k];
      if (missing != null && missing.get(row)) {
        Arrays.fill(out, first[k], first[k] + prepared[k].width(), 0);
      }
    }
  }

  @Override
  public float rowWeight(int row) {
    Objects.checkIndex(row, rows.length);
    return rowWeights == null ? 1 : rowWeights[row];
  }
}
