package dev.telar.preparation;

import java.util.ArrayList;
import java.util.List;

/// A column of levels: an input for each, 1 for the level of the cell and 0 for the others. Behind
/// the levels there are one for all others together and one for missing cells, where wanted.
///
/// The error of the column, the sum of its inputs' squared errors, is the score of G. W. Brier
/// (*Monthly Weather Review* 78, 1950). At its worst it is 2, however many levels there are.
///
/// @param kind [ColumnKind#CATEGORY] or [ColumnKind#BOOLEAN]
/// @param levels as they are written in the table, distinct, in ascending order
/// @param other whether levels that are not known have an input; without one they count as missing
/// @param missing whether missing cells have an input
public record CategoryColumn(
    String name, ColumnKind kind, List<String> levels, boolean other, boolean missing)
    implements PreparedColumn {
  /// What a person reads for a level that is not known.
  public static final String OTHER = "(other)";

  /// @throws IllegalArgumentException if it is of another kind, or there is no input at all
  public CategoryColumn {
    levels = List.copyOf(levels);
    if (kind != ColumnKind.CATEGORY && kind != ColumnKind.BOOLEAN) {
      throw new IllegalArgumentException("levels are of a category or a boolean, got " + kind);
    }
    if (levels.isEmpty() && !other && !missing) {
      throw new IllegalArgumentException("the column " + name + " has no levels");
    }
  }

  @Override
  public int width() {
    return levels.size() + (other ? 1 : 0) + (missing ? 1 : 0);
  }

  @Override
  public List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < width(); i++) {
      inputs.add(name + "=" + text(i < levels.size() + (other ? 1 : 0) ? i : Double.NaN));
    }
    return inputs;
  }

  /// The place of a level that is not known, or NaN if it counts as missing.
  public double unknown() {
    return other ? levels.size() : Double.NaN;
  }

  @Override
  public void encode(double cell, float[] out, int at) {
    for (int i = 0; i < width(); i++) {
      out[at + i] = 0;
    }
    if (!Double.isNaN(cell)) {
      out[at + (int) cell] = 1;
    } else if (missing) {
      out[at + width() - 1] = 1;
    } else if (other) {
      out[at + levels.size()] = 1;
    }
  }

  @Override
  public double decode(float[] values, int at) {
    int likeliest = 0;
    for (int i = 1; i < width(); i++) {
      if (values[at + i] > values[at + likeliest]) {
        likeliest = i;
      }
    }
    return missing && likeliest == width() - 1 ? Double.NaN : likeliest;
  }

  @Override
  public String text(double cell) {
    if (Double.isNaN(cell)) {
      return CellText.MISSING;
    }
    return cell < levels.size() ? levels.get((int) cell) : OTHER;
  }

  @Override
  public boolean learnsMissing() {
    return missing;
  }

  @Override
  public void shares(float[] out, int at) {
    for (int i = 0; i < width(); i++) {
      out[at + i] = 1;
    }
  }
}
