package dev.telar.table;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How often each text occurs in a column, as long as there are not too many. No string is made for
/// a text that is known already. For one thread at a time.
final class LevelCounts {
  /// More than so many different texts are not counted.
  static final int MOST = 1000;

  // A power of two, at most half full.
  private static final int SLOTS = 4096;

  private final String[] texts = new String[MOST];
  private final long[] counts = new long[MOST];
  private final int[] slots = new int[SLOTS]; // the place in texts, from 1
  private int size;
  private long total;
  private boolean overflown;
  private boolean distinct;

  /// Counts a text.
  void add(char[] chars, int start, int length) {
    if (overflown) {
      return;
    }
    total++;
    int slot = hash(chars, start, length) & (SLOTS - 1);
    while (slots[slot] > 0) {
      int known = slots[slot] - 1;
      if (equals(texts[known], chars, start, length)) {
        counts[known]++;
        return;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == MOST) {
      overflown = true;
      distinct = total == MOST + 1;
      return;
    }
    texts[size] = new String(chars, start, length);
    counts[size] = 1;
    slots[slot] = ++size;
  }

  private static int hash(char[] chars, int start, int length) {
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + chars[i];
    }
    return hash ^ (hash >>> 15);
  }

  private static boolean equals(String text, char[] chars, int start, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[start + i]) {
        return false;
      }
    }
    return true;
  }

  /// How many different texts there are; [#MOST] + 1 if there are more.
  int distinct() {
    return overflown ? MOST + 1 : size;
  }

  /// Whether no text occurred twice, as far as they were counted.
  boolean allDistinct() {
    return overflown ? distinct : size == total;
  }

  /// The texts with their counts, the most frequent first, then by code units; those that were
  /// counted, if there are too many.
  Map<String, Long> levels() {
    Map<String, Long> all = new LinkedHashMap<>();
    List<Map.Entry<String, Long>> entries =
        IntStream.range(0, size)
            .mapToObj(i -> Map.entry(texts[i], counts[i]))
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    entries.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }
}
