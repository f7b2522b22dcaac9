package dev.telar.table;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How often each text occurs in a column, as long as there are not too many. For one thread at a
/// time.
final class LevelCounts {
  /// More than so many different texts are not counted.
  static final int MOST = 1000;

  private final Texts texts = new Texts(MOST);
  private final long[] counts = new long[MOST];
  private long total;
  private boolean overflown;
  private boolean distinct;

  /// Counts a text.
  void add(char[] chars, int start, int length) {
    if (overflown) {
      return;
    }
    total++;
    int place = texts.add(chars, start, length);
    if (place < MOST) {
      counts[place]++;
    } else {
      overflown = true;
      distinct = total == MOST + 1;
    }
  }

  /// How many different texts there are; [#MOST] + 1 if there are more.
  int distinct() {
    return overflown ? MOST + 1 : texts.all().size();
  }

  /// Whether no text occurred twice, as far as they were counted.
  boolean allDistinct() {
    return overflown ? distinct : texts.all().size() == total;
  }

  /// The texts with their counts, the most frequent first, then by code units; those that were
  /// counted, if there are too many.
  Map<String, Long> levels() {
    Map<String, Long> all = new LinkedHashMap<>();
    List<Map.Entry<String, Long>> entries =
        IntStream.range(0, texts.all().size())
            .mapToObj(i -> Map.entry(texts.all().get(i), counts[i]))
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    entries.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }
}
