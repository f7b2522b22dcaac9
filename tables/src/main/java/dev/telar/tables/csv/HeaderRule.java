package dev.telar.tables.csv;

import dev.telar.table.Numbers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether the first record of a sample has the columns' names.
///
/// It has not if a cell of it is a number, or all are missing. It has if a text is above a column
/// of numbers. Where no column has numbers, the texts must differ from each other and from every
/// cell below, and be of another kind than the cells below in at least one column: above texts that
/// begin with a digit (dates, times), that are all of another length, or that recur. If there is
/// nothing below, different texts are names.
final class HeaderRule {
  private static final int FEWEST_OF_A_LENGTH = 3;
  private static final int FEWEST_RECURRING = 6;

  /// A column of numbers may have some texts that mean that there is none.
  private static final double NUMERIC_SHARE = 0.9;

  private static final MissingTexts MISSING = new MissingTexts(List.of());

  private final boolean decimalComma;

  HeaderRule(boolean decimalComma) {
    this.decimalComma = decimalComma;
  }

  /// @param records the sample
  /// @param cells the number of cells of a usual record; others are not looked at
  boolean hasHeader(List<String[]> records, int cells) {
    if (records.isEmpty()) {
      return false;
    }
    List<String> first = List.of(records.getFirst());
    if (first.stream().anyMatch(this::isNumber) || first.stream().allMatch(this::isMissing)) {
      return false;
    }
    List<String[]> below =
        records.stream().skip(1).filter(record -> record.length == cells).toList();
    boolean different =
        first.stream().noneMatch(this::isMissing) && Set.copyOf(first).size() == first.size();
    if (below.isEmpty()) {
      return different;
    }
    boolean ofAnotherKind = false;
    for (int column = 0; column < Math.min(cells, first.size()); column++) {
      int at = column;
      String name = first.get(column);
      List<String> texts =
          below.stream().map(record -> record[at]).filter(text -> !isMissing(text)).toList();
      if (!isMissing(name) && isNumeric(texts)) {
        return true;
      }
      different &= !texts.contains(name);
      ofAnotherKind |= isOfAnotherKind(name, texts);
    }
    return different && ofAnotherKind;
  }

  private boolean isNumeric(List<String> texts) {
    long numbers = texts.stream().filter(this::isNumber).count();
    return numbers > 0 && numbers >= NUMERIC_SHARE * texts.size();
  }

  private static boolean isOfAnotherKind(String name, List<String> below) {
    if (below.isEmpty() || name.isEmpty()) {
      return false;
    }
    if (!startsWithDigit(name) && below.stream().allMatch(HeaderRule::startsWithDigit)) {
      return true;
    }
    int length = below.getFirst().length();
    if (below.size() >= FEWEST_OF_A_LENGTH
        && name.length() != length
        && below.stream().allMatch(text -> text.length() == length)) {
      return true;
    }
    return below.size() >= FEWEST_RECURRING && 2 * new HashSet<>(below).size() <= below.size();
  }

  private static boolean startsWithDigit(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  private boolean isNumber(String text) {
    return !Double.isNaN(Numbers.parse(text, decimalComma));
  }

  private boolean isMissing(String text) {
    return MISSING.contains(text.toCharArray(), 0, text.length());
  }
}
