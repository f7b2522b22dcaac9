package dev.telar.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.telar.format.FormatException;
import dev.telar.preparation.Preparation;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Models that somebody made to do harm.
class HostileScorerTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final byte[] GOOD =
      ScoreSamples.bytes(
          ScoreSamples.tableNetwork(),
          Map.of(
              Preparation.KEY,
              ScoreSamples.TABLE.toJson(),
              Calibration.KEY,
              ScoreSamples.tableCalibration().toJson()));

  /// Loads classes, which is not what a model takes.
  @BeforeEach
  void warmUp() {
    assertThat(isRead(GOOD, "good")).isTrue();
  }

  private static boolean isRead(byte[] content, String how) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Scorer scorer = Scorer.load(content, "it");
      scorer.why(scorer.score(Map.of("warmth", 20)), Map.of("warmth", 20), 3);
      return true;
    } catch (FormatException e) {
      String message = String.valueOf(e.getMessage());
      assertThat(message).as(how).startsWith("it: ").hasSizeLessThan(2000);
      assertThat(message.codePoints()).as(how).noneMatch(Character::isISOControl);
      return false;
    } finally {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as(how)
          .isLessThan((4 << 20) + 64L * content.length);
    }
  }

  @Test
  void aModelThatIsCutAnywhereIsRefused() {
    for (int length = 0; length < GOOD.length; length++) {
      assertThat(isRead(Arrays.copyOf(GOOD, length), "cut to " + length)).isFalse();
    }
  }

  @Test
  void aFlippedBitIsFoundOrDoesNoHarm() {
    for (int at = 0; at < GOOD.length; at++) {
      for (int bits : new int[] {0x01, 0x02, 0x20, 0x80}) {
        byte[] spoilt = GOOD.clone();
        spoilt[at] ^= (byte) bits;
        isRead(spoilt, "byte %d, bits %d".formatted(at, bits));
      }
    }
  }
}
