package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.telar.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final int STEPS_PER_EPOCH = 7;
  private static final int EPOCHS = 5;

  /// PyTorch multiplies from step to step, and so rounds otherwise.
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "constant, 2",
    "cosine, 0",
    "cosine, 1.5",
    "step:2:0.3, 0",
    "step:1:0.7, 1",
    "one-cycle, 0",
    "one-cycle, 2"
  })
  void everyFactorIsPyTorchs(String label, String warmupEpochs) {
    String key = label.replace(':', '_') + "." + warmupEpochs;
    double[] expected =
        Arrays.stream(Golden.properties("schedules.properties").getProperty(key).split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();

    assertThat(expected).hasSize(STEPS_PER_EPOCH * EPOCHS);
    for (int step = 0; step < expected.length; step++) {
      assertThat(
              Schedule.of(label)
                  .factor(step, STEPS_PER_EPOCH, EPOCHS, Double.parseDouble(warmupEpochs)))
          .as("step %d", step)
          .isCloseTo(expected[step], offset(TOLERANCE));
    }
  }

  @Test
  void aRiseThatRoundsToNoStepIsOfOne() {
    var schedule = new Schedule.OneCycle();

    assertThat(schedule.factor(0, STEPS_PER_EPOCH, EPOCHS, 0.01)).isEqualTo(1);
    assertThat(schedule.factor(1, STEPS_PER_EPOCH, EPOCHS, 0.01)).isLessThan(1);
    assertThat(schedule.factor(0, STEPS_PER_EPOCH, EPOCHS, 0)).isLessThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "step:3:0.25", "cosine", "one-cycle"})
  void isFoundByItsLabel(String label) {
    assertThat(Schedule.of(label).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linear", "step", "step:3", "step:x:0.5", "step:3:x", "step:3:1:1"})
  void refusesOtherLabels(String label) {
    assertThatThrownBy(() -> Schedule.of(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown schedule " + label + "; known are " + Schedule.KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"step:0:0.5", "step:1:0", "step:1:1.5", "step:1:NaN"})
  void refusesStepsThatAreNone(String label) {
    assertThatThrownBy(() -> Schedule.of(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the schedule step needs at least 1 epoch and a factor above 0");
  }

  @Test
  void aCycleOfOneStepIsFinite() {
    assertThat(new Schedule.OneCycle().factor(0, 1, 1, 0)).isFinite();
  }
}
