package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What is told of a training where no line can be drawn over, and how fast it is.
class TrainingProgressTest {
  private static final long SECOND = 1_000_000_000;

  private static List<Integer> told(int epochs, int first, long nanosEach) {
    var clock = new AtomicLong(Long.MAX_VALUE - SECOND);
    var lines = new EpochLines(epochs, clock::get);
    List<Integer> told = new ArrayList<>();
    for (int epoch = first; epoch <= epochs; epoch++) {
      clock.addAndGet(nanosEach);
      if (lines.tells(epoch, epoch == epochs)) {
        told.add(epoch);
      }
    }
    return told;
  }

  private static EpochErrors epoch(double seconds) {
    return new EpochErrors(
        1, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), seconds, 2 * seconds);
  }

  @Test
  void fewEpochsAreAllTold() {
    assertThat(told(50, 1, 1)).hasSize(50);
  }

  @Test
  void ofManyShortEpochsFiftyAreTold() {
    assertThat(told(1000, 1, 1)).hasSize(51).startsWith(1, 20, 40).endsWith(980, 1000);
    assertThat(told(1001, 333, 1)).startsWith(333, 336, 357).endsWith(987, 1001);
  }

  @Test
  void aLongWhileHasALine() {
    assertThat(told(1000, 1, 10 * SECOND)).hasSize(1000);
    assertThat(told(1000, 1, 4 * SECOND)).startsWith(1, 4, 7, 10, 13, 16, 19, 20, 23);
  }

  @Test
  void theSpeedIsThatOfHalfASecond() {
    var speed = new TrainingSpeed(100);

    speed.add(epoch(0.01));
    assertThat(speed.perSecond()).isEqualTo(10_000);
    speed.add(epoch(0.03));
    assertThat(speed.perSecond()).isEqualTo(5_000);
    speed.add(epoch(0.46));
    assertThat(speed.perSecond()).isEqualTo(600);
    speed.add(epoch(0.05));
    assertThat(speed.perSecond()).isEqualTo(Math.round(200 / 0.51));
    speed.add(epoch(2));
    assertThat(speed.perSecond()).isEqualTo(50);
  }
}
