package dev.telar.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.model.HiddenWidths;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {
  private static final Machine MACHINE = new Machine(2, "made up", 1, 2, 3, 4, 5);

  private static Measurement measured(int hidden, double trained, double reconstructed) {
    return new Measurement(
        HiddenWidths.of(hidden), "made up", "", trained, reconstructed, "", MACHINE);
  }

  @Test
  void medianSpreadAndShareOfThePeakAreOverTheJvms() {
    List<Speed> speeds =
        Speed.of(
            100,
            MACHINE,
            List.of(
                measured(50, 3000, 10),
                measured(7, 1, 1),
                measured(50, 1000, 40),
                measured(50, 2000, 20)));

    // 10·100·50 operations a sample are 0.1 GFLOP/s at 2000 samples a second, of 2 GFLOP/s.
    assertThat(speeds)
        .hasSize(4)
        .startsWith(
            new Speed(Work.TRAIN, HiddenWidths.of(50), 2000, 1000, 3000, 0.1, 5),
            new Speed(Work.RECONSTRUCT, HiddenWidths.of(50), 20, 10, 40, 0.0004, 0.02));
    assertThat(speeds.get(2).hidden()).isEqualTo(HiddenWidths.of(7));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Speed.median(1, 2, 4, 9)).isEqualTo(3);
    assertThat(Speed.median(5)).isEqualTo(5);
  }

  @Test
  void theBestOfEveryLimitCounts() {
    assertThat(MACHINE.best(new Machine(2, "made up", 9, 1, 9, 1, 5)))
        .isEqualTo(new Machine(2, "made up", 9, 2, 9, 4, 5));
  }

  @Test
  void otherWeightsThanTheReferenceEnginesAreAFailure() {
    assertThatThrownBy(() -> Workload.requireEqual("ab", "cd"))
        .isInstanceOf(MeasurementException.class)
        .hasMessage(
            "the weights after 3 training steps are not the reference engine's: SHA-256 ab, expected cd");
  }
}
