package dev.telar.score;

/// A column that makes a row strange.
///
/// @param column its name
/// @param observed what is there, in the table's units
/// @param expected what the model expects, in the table's units
/// @param error of the column, divided by the one that is usual for it where that is known
public record Reason(String column, String observed, String expected, double error) {
  /// Such as `pressure 3.1, expected 7.9`.
  @Override
  public String toString() {
    return column + " " + observed + ", expected " + expected;
  }
}
