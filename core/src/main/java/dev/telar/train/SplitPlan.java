package dev.telar.train;

import dev.telar.data.Split;
import java.util.Objects;

/// Which of the samples' rows validate; the others train.
///
/// @param kind how they are chosen
/// @param validation how many they are
public record SplitPlan(Split.Kind kind, Validation validation) {
  public SplitPlan {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(validation);
  }

  /// A seeded random choice of so many rows, 0 for none.
  public static SplitPlan randomRows(int rows) {
    return new SplitPlan(Split.Kind.RANDOM, new Rows(rows));
  }

  /// How many rows validate.
  public sealed interface Validation {
    /// How many of so many rows.
    int of(int rows);
  }

  /// So many, whatever there are.
  ///
  /// @param count at least 0
  public record Rows(int count) implements Validation {
    public Rows {
      if (count < 0) {
        throw new IllegalArgumentException("validation rows must be at least 0, got " + count);
      }
    }

    @Override
    public int of(int rows) {
      return count;
    }

    /// The value in files.
    @Override
    public String toString() {
      return String.valueOf(count);
    }
  }

  /// A part of the rows, rounded: at least one row, and never all of them.
  ///
  /// @param part above 0 and below 1
  public record Share(double part) implements Validation {
    public Share {
      if (!(part > 0 && part < 1)) {
        throw new IllegalArgumentException(
            "a share of validation rows must be above 0 and below 1, got " + part);
      }
    }

    @Override
    public int of(int rows) {
      return Math.clamp(
          (long) Math.rint(rows * part), Math.min(1, Math.max(0, rows - 1)), Math.max(0, rows - 1));
    }

    /// The value in files.
    @Override
    public String toString() {
      return String.valueOf(part);
    }
  }

  /// The number of rows of this text, or the share: a number with a point or an exponent.
  ///
  /// @throws IllegalArgumentException if it is neither
  static Validation validation(String text) {
    return text.matches("[+-]?[0-9]+")
        ? new Rows(Integer.parseInt(text))
        : new Share(Double.parseDouble(text));
  }
}
