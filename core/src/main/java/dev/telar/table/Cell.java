package dev.telar.table;

/// A cell in eight bytes: the bits of a number; of a text a NaN's bits with the text's place in its
/// column's [Texts]; or the one NaN that is a missing cell.
final class Cell {
  /// A cell without a value.
  static final long MISSING = Double.doubleToLongBits(Double.NaN);

  /// Begins the bits of texts. No arithmetic makes such a NaN, and none is made of one.
  private static final long TEXT = 0xfffc_0000_0000_0000L;

  private Cell() {}

  /// 0 and −0 are one number.
  static long number(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  /// @param place from 0
  static long text(int place) {
    return TEXT | place;
  }

  static boolean isText(long cell) {
    return (cell & TEXT) == TEXT;
  }

  /// The place of a text.
  static int place(long cell) {
    return (int) cell;
  }
}
