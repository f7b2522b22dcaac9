package dev.telar.preparation;

import java.util.List;

/// A column of numbers: `(x − centre) / scale`, computed in double and rounded once to float. A
/// missing cell becomes the mean, and where the training rows have any, a further input tells of
/// it: 1 if the cell is missing, else 0.
///
/// @param centre what is subtracted, in the table's unit
/// @param scale what is then divided by, above 0, in the table's unit
/// @param fill what stands for a missing cell, in the table's unit
/// @param indicator whether there is the further input
public record NumberColumn(String name, double centre, double scale, double fill, boolean indicator)
    implements PreparedColumn {
  /// Inputs do not go beyond ±10¹⁵: the square of a float's error must be a float.
  static final double LARGEST = 1e15;

  /// @throws IllegalArgumentException if a number is not finite, or the scale is not above 0
  public NumberColumn {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          "the scale of %s must be a number above 0, got %s".formatted(name, scale));
    }
    if (!Double.isFinite(centre) || !Double.isFinite(fill)) {
      throw new IllegalArgumentException(
          "centre and fill of %s must be finite, got %s and %s".formatted(name, centre, fill));
    }
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.NUMBER;
  }

  @Override
  public int width() {
    return indicator ? 2 : 1;
  }

  @Override
  public List<String> inputs() {
    return indicator ? List.of(name, name + " missing") : List.of(name);
  }

  @Override
  public void encode(double cell, float[] out, int at) {
    boolean missing = Double.isNaN(cell);
    double scaled = ((missing ? fill : cell) - centre) / scale;
    out[at] = (float) Math.max(-LARGEST, Math.min(LARGEST, scaled));
    if (indicator) {
      out[at + 1] = missing ? 1 : 0;
    }
  }

  @Override
  public double decode(float[] values, int at) {
    return values[at] * scale + centre;
  }

  /// The root of a mean square error in the table's unit.
  ///
  /// @param error of the column
  public double rms(double error) {
    return Math.sqrt(error) * scale;
  }

  @Override
  public String text(double cell) {
    return CellText.number(cell);
  }

  @Override
  public boolean knowsMissing() {
    return indicator;
  }

  @Override
  public void shares(float[] out, int at) {
    out[at] = 1;
    if (indicator) {
      out[at + 1] = 0;
    }
  }
}
