package dev.telar.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberLevelsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 200, 1000, 5000})
  void everyLevelIsFoundAndNoOther(int count) {
    Map<Long, Integer> levels = new HashMap<>();
    for (int i = 0; i < count; i++) {
      levels.put(Cell.number(3.0 * i), i);
    }
    var found = new NumberLevels(levels);

    for (int i = 0; i < 3 * count; i++) {
      assertThat(found.of(Cell.number(i), -1)).isEqualTo(i % 3 == 0 ? i / 3 : -1);
    }
  }

  @Test
  void numbersOfAnyKindAreAsInAMap() {
    var random = new Random(4);
    Map<Long, Integer> levels = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      levels.put(Cell.number(random.nextGaussian() * Math.pow(10, i % 40 - 20)), i);
    }
    var found = new NumberLevels(levels);

    levels.forEach(
        (cell, level) -> assertThat(found.of(cell, Double.NaN)).isEqualTo((double) level));
    assertThat(found.of(Cell.number(0), Double.NaN)).isNaN();
  }

  @Test
  void withoutLevelsNothingIsFound() {
    assertThat(new NumberLevels(Map.of()).of(Cell.number(1), 7)).isEqualTo(7);
  }
}
