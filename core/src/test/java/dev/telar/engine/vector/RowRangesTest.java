package dev.telar.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowRangesTest {
  @ParameterizedTest
  @CsvSource({"1000, 2, 48", "1, 1, 48", "5, 64, 48", "6, 2, 48", "1000, 64, 48", "997, 7, 192"})
  void rangesFollowEachOtherAndShrink(int rows, int threads, int longest) {
    var ranges = new RowRanges(rows, threads, longest);
    ranges.cut(Math.max(1, rows / 2));
    ranges.cut(rows);

    int end = 0;
    int previous = longest;
    for (int range = 0; range < ranges.count(); range++) {
      assertThat(ranges.from(range)).isEqualTo(end).matches(i -> i % Products.GRAIN == 0);
      end = ranges.to(range);
      assertThat(end - ranges.from(range)).isBetween(1, previous);
      previous = end - ranges.from(range);
    }
    assertThat(end).isEqualTo(rows);
  }
}
