package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.FloatSamples;
import dev.telar.data.Labels;
import dev.telar.data.WeightedSamples;
import dev.telar.measure.SampleErrors.ClassError;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleErrorsTest {
  private static final SampleErrors ERRORS = new SampleErrors(new double[] {0.5, 0.125, 1, 0.25});

  @Test
  void worstAndBestAreInOrder() {
    assertThat(ERRORS.worst(2)).containsExactly(2, 0);
    assertThat(ERRORS.best(10)).containsExactly(1, 3, 0, 2);
  }

  @Test
  void aQuantileIsTheErrorOfASample() {
    assertThat(ERRORS.quantile(0)).isEqualTo(0.125);
    assertThat(ERRORS.quantile(0.5)).isEqualTo(0.25);
    assertThat(ERRORS.quantile(0.51)).isEqualTo(0.5);
    assertThat(ERRORS.quantile(1)).isEqualTo(1);
  }

  @Test
  void classesHaveTheirMeans() {
    assertThat(ERRORS.byClass(new Labels(new int[] {7, 200, 7, 7}, List.of())))
        .containsExactly(new ClassError(7, 3, 1.75 / 3), new ClassError(200, 1, 0.125));
  }

  @Test
  void samplesCountWhatTheyCount() {
    float[] ones = {1, 1, 1, 1};
    var samples =
        new WeightedSamples(new FloatSamples(new float[4], 4, 1), ones, new float[] {1, 4, 0, 3});

    SampleErrors errors = SampleErrors.of(new double[] {0.5, 0.125, 1, 0.25}, samples);

    assertThat(errors.worst(9)).containsExactly(0, 3, 1);
    assertThat(errors.quantile(0)).isEqualTo(0.125);
    assertThat(errors.quantile(0.5)).isEqualTo(0.125);
    assertThat(errors.quantile(0.51)).isEqualTo(0.25);
    assertThat(errors.quantile(1)).isEqualTo(0.5);
    assertThat(errors.byClass(new Labels(new int[] {7, 7, 1, 7}, List.of())))
        .containsExactly(new ClassError(1, 1, 0), new ClassError(7, 3, 1.75 / 8));
    assertThatThrownBy(() -> SampleErrors.of(new double[3], samples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 samples have 3 errors");
  }

  @Test
  void labelsOfOtherSamplesAreRefused() {
    assertThatThrownBy(() -> ERRORS.byClass(new Labels(new int[3], List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 samples have 3 labels");
  }
}
