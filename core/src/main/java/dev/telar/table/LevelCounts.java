package dev.telar.table;

import dev.telar.preparation.CellText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How often each text and each number occurs in a column, as long as there are not too many.
/// Numbers that are equal are one level, however they are written. For one thread at a time.
final class LevelCounts {
  /// More than so many different levels are not counted.
  static final int MOST = 1000;

  // A power of two, at most half full.
  private static final int SLOTS = 4096;

  private final Texts texts = new Texts(MOST);
  private final long[] counts = new long[MOST];
  private final long[] numbers = new long[SLOTS]; // their bits
  private final long[] numberCounts = new long[SLOTS]; // 0 where there is none
  private int distinctNumbers;
  private long total;
  private boolean overflown;
  private boolean distinct;

  /// Counts a text.
  void add(char[] chars, int start, int length) {
    if (overflown) {
      distinct = distinct && !texts.has(chars, start, length);
      return;
    }
    total++;
    int place = texts.add(chars, start, length);
    if (place == MOST || distinct() > MOST) {
      overflow();
    } else {
      counts[place]++;
    }
  }

  /// Counts a number.
  void add(double value) {
    if (overflown) {
      return;
    }
    total++;
    long bits = Cell.number(value);
    int slot = hash(bits);
    while (numberCounts[slot] > 0 && numbers[slot] != bits) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (numberCounts[slot]++ == 0) {
      numbers[slot] = bits;
      distinctNumbers++;
      if (distinct() > MOST) {
        overflow();
      }
    }
  }

  private static int hash(long bits) {
    long mixed = bits * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> (Long.SIZE - 12)) & (SLOTS - 1);
  }

  private void overflow() {
    overflown = true;
    distinct = total == MOST + 1;
  }

  /// Whether there were too many, so that nothing more is counted.
  boolean isOverflown() {
    return overflown;
  }

  /// How many different levels there are; [#MOST] + 1 if there are more.
  int distinct() {
    return overflown ? MOST + 1 : texts.count() + distinctNumbers;
  }

  /// Whether no level occurred twice, as far as they were counted.
  boolean allDistinct() {
    return overflown ? distinct : distinct() == total;
  }

  /// The levels with their counts, the most frequent first, then by code units; those that were
  /// counted, if there are too many.
  Map<String, Long> levels() {
    Map<String, Long> found = new HashMap<>();
    List<String> known = texts.all();
    for (int place = 0; place < known.size(); place++) {
      found.merge(known.get(place), counts[place], Long::sum);
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      if (numberCounts[slot] > 0) {
        String text = CellText.number(Double.longBitsToDouble(numbers[slot]));
        found.merge(text, numberCounts[slot], Long::sum);
      }
    }
    Map<String, Long> all = new LinkedHashMap<>();
    found.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(level -> all.put(level.getKey(), level.getValue()));
    return all;
  }
}
