package dev.telar.engine.vector;

import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;

import java.util.Objects;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// A matrix (rows, columns) of floats cut into panels of 64 columns: each panel holds its columns of
/// all rows, row after row.
///
///     element (i, j)  =  values[(j / 64) · rows · 64  +  i · 64  +  j % 64]
///
/// One layout serves every product: a vector of neighbouring columns is contiguous, and a tile finds
/// the elements of neighbouring rows 64 floats apart, a distance that the compiler knows. So nothing
/// is packed or transposed between two products. The columns that fill the last panel are zeros.
final class Panels {
  /// The binary logarithm of [#WIDTH].
  static final int SHIFT = 6;

  /// Columns in a panel: four vectors of 512 bits, and the group in which dropout draws its bits.
  static final int WIDTH = 1 << SHIFT;

  /// How far the elements of neighbouring rows are from the first one.
  private static final int[] ROWS = IntStream.range(0, LANES).map(i -> i * WIDTH).toArray();

  private static final int GATHERED = 16;

  /// Where the first row starts: on a cache line, if arrays do.
  private static final int BASE = CacheLines.firstFloat();

  final float[] values;
  final int rows;
  final int columns;

  /// A matrix of zeros.
  ///
  /// @throws IllegalArgumentException if it has more elements than an array can hold
  Panels(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    long size = (long) rows * Math.ceilDiv(columns, WIDTH) * WIDTH;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a matrix of " + rows + " × " + columns + " values is too large for one array");
    }
    this.values = new float[BASE + (int) size];
  }

  /// A matrix that is there, or a mistake of whoever built the stages.
  static Panels present(@Nullable Panels panels) {
    return Objects.requireNonNull(panels);
  }

  int count() {
    return Math.ceilDiv(columns, WIDTH);
  }

  /// The number of values in a panel.
  int panelSize() {
    return rows * WIDTH;
  }

  /// Where a panel's row starts in `values`.
  int start(int panel, int row) {
    return BASE + panel * panelSize() + row * WIDTH;
  }

  /// The number of a panel's columns that belong to the matrix.
  int width(int panel) {
    return Math.min(WIDTH, columns - panel * WIDTH);
  }

  /// Copies a row.
  ///
  /// @param source the row, from index `start`
  void setRow(int row, float[] source, int start) {
    for (int panel = 0; panel < count(); panel++) {
      System.arraycopy(source, start + panel * WIDTH, values, start(panel, row), width(panel));
    }
  }

  /// Copies a row out.
  ///
  /// @param out (columns); overwritten
  void getRow(int row, float[] out) {
    for (int panel = 0; panel < count(); panel++) {
      System.arraycopy(values, start(panel, row), out, panel * WIDTH, width(panel));
    }
  }

  /// Copies all rows from a matrix that lies row after row.
  void setRows(float[] source) {
    for (int i = 0; i < rows; i++) {
      setRow(i, source, i * columns);
    }
  }

  /// Copies the rows `from … to − 1` to a matrix that lies row after row.
  void getRows(int from, int to, float[] out) {
    for (int i = from; i < to; i++) {
      for (int panel = 0; panel < count(); panel++) {
        System.arraycopy(values, start(panel, i), out, i * columns + panel * WIDTH, width(panel));
      }
    }
  }

  /// All rows, row after row; a copy.
  float[] toArray() {
    float[] out = new float[Math.multiplyExact(rows, columns)];
    getRows(0, rows, out);
    return out;
  }

  /// Copies all values from a matrix (columns, rows) that lies row after row.
  void setTransposed(float[] source) {
    var transposed = new Panels(columns, rows);
    transposed.setRows(source);
    transposed.transpose(this);
  }

  /// The transpose (columns, rows), row after row; a copy.
  float[] toTransposedArray() {
    var transposed = new Panels(columns, rows);
    transpose(transposed);
    return transposed.toArray();
  }

  /// Copies the matrix to its transpose.
  ///
  /// @param out (columns, rows); overwritten
  void transpose(Panels out) {
    for (int panel = 0; panel < count(); panel++) {
      transpose(panel, 0, rows, out);
    }
  }

  /// Copies the rows `from … to − 1` of a panel to columns of another matrix.
  ///
  /// @param out (columns, rows); the columns `from … to − 1` are overwritten
  void transpose(int panel, int from, int to, Panels out) {
    int columns = width(panel);
    int i = from;
    // Rows become neighbours: a vector of them is gathered and stored at once, where that is an
    // instruction: vectors of 512 bits have it on every machine.
    for (; LANES == GATHERED && i % LANES == 0 && i + LANES <= to; i += LANES) {
      int row = start(panel, i);
      int column = out.start(i / WIDTH, panel * WIDTH) + i % WIDTH;
      for (int j = 0; j < columns; j++) {
        FloatVector.fromArray(SPECIES, values, row + j, ROWS, 0)
            .intoArray(out.values, column + j * WIDTH);
      }
    }
    for (; i < to; i++) {
      int row = start(panel, i);
      int column = out.start(i / WIDTH, panel * WIDTH) + i % WIDTH;
      for (int j = 0; j < columns; j++) {
        out.values[column + j * WIDTH] = values[row + j];
      }
    }
  }
}
