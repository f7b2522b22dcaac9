package dev.telar.preparation;

import java.util.List;
import java.util.Optional;

/// A column that a network does not see.
///
/// @param kind none of those that are inputs
/// @param value of a constant the text of its only value, if it has one
public record UnusedColumn(String name, ColumnKind kind, Optional<String> value)
    implements PreparedColumn {
  /// @throws IllegalArgumentException if its kind is one that is an input, or something that is not
  ///   constant has a value
  public UnusedColumn {
    if (kind.isInput()) {
      throw new IllegalArgumentException("the column " + name + " is an input, a " + kind);
    }
    if (value.isPresent() && kind != ColumnKind.CONSTANT) {
      throw new IllegalArgumentException(
          "only a constant has one value, %s is of the kind %s".formatted(name, kind));
    }
  }

  @Override
  public int width() {
    return 0;
  }

  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public void encode(double cell, float[] out, int at) {
    // It has no inputs.
  }

  @Override
  public double decode(float[] values, int at) {
    return Double.NaN;
  }

  @Override
  public String text(double cell) {
    return CellText.number(cell);
  }

  @Override
  public void shares(float[] out, int at) {
    // It has no inputs.
  }
}
