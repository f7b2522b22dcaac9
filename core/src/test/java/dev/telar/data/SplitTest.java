package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  @ParameterizedTest
  @EnumSource
  void everyRowEitherTrainsOrValidates(Split.Kind kind) {
    var split = Split.of(kind, 60, 10, 1);

    assertThat(split.train()).hasSize(50);
    assertThat(split.validation()).hasSize(10);
    assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation())))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 60).boxed().toList());
  }

  @Test
  void orderedSplitTrainsOnTheFirstRows() {
    var split = Split.of(Split.Kind.ORDERED, 5, 2, 1);

    assertThat(split.train()).containsExactly(0, 1, 2);
    assertThat(split.validation()).containsExactly(3, 4);
  }

  @Test
  void randomSplitIsNamedByItsSeed() {
    var split = Split.of(Split.Kind.RANDOM, 1000, 100, 1);

    assertThat(Split.of(Split.Kind.RANDOM, 1000, 100, 1).validation())
        .isEqualTo(split.validation());
    assertThat(Split.of(Split.Kind.RANDOM, 1000, 100, 2).validation())
        .isNotEqualTo(split.validation());
  }

  @ParameterizedTest
  @EnumSource
  void nothingNeedsToValidate(Split.Kind kind) {
    var split = Split.of(kind, 3, 0, 1);

    assertThat(split.train()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(split.validation()).isEmpty();
  }

  @Test
  void rowsAreCopies() {
    var split = Split.of(Split.Kind.ORDERED, 3, 1, 1);

    split.train()[0] = 9;
    split.validation()[0] = 9;

    assertThat(split.train()).containsExactly(0, 1);
    assertThat(split.validation()).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10, 11})
  void refusesToValidateOnMoreThanThereIs(int validationRows) {
    assertThatThrownBy(() -> Split.of(Split.Kind.RANDOM, 10, validationRows, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "validation rows must be at least 0 and fewer than the 10 rows there are, got "
                + validationRows);
  }
}
