package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Baseline;
import dev.telar.run.LayerCounts;
import dev.telar.text.DataWords;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyResultTest {
  private static StudyResult study(int... widths) {
    return study(Arrays.stream(widths).mapToObj(n -> model(n, 1)).toList());
  }

  private static ModelResult model(int hidden, long seed) {
    var model = Autoencoder.initialise(Architecture.relu(4, hidden), seed);
    return new ModelResult(
        HiddenWidths.of(hidden),
        seed,
        List.of(),
        0.1 * seed,
        Optional.empty(),
        0,
        LayerCounts.of(0),
        1,
        "",
        Optional.of(model),
        model);
  }

  private static StudyResult study(List<ModelResult> models) {
    return new StudyResult(
        Optional.empty(),
        Map.of(),
        models,
        Optional.empty(),
        new StudyData("data", "", false, DataWords.IMAGES, new Baseline(0.1, 0)),
        Map.of(),
        "telar",
        Instant.EPOCH);
  }

  @Test
  void changedSettingsHaveNoNumbersOfPyTorch() {
    assertThat(study(64).recipeName()).isEqualTo("custom");
    assertThat(study(64).pytorch()).isEmpty();
    assertThat(study(64).pytorch(HiddenWidths.of(64))).isEmpty();
  }

  @Test
  void modelsAreKeptByWidth() {
    StudyResult study = study(8, 2, 4);

    assertThat(study.models()).extracting(m -> m.hidden().code()).containsExactly(2, 4, 8);
    assertThat(study.narrowest().hidden().code()).isEqualTo(2);
    assertThat(study.widest().hidden().code()).isEqualTo(8);
  }

  @Test
  void aWidthMayHaveSeveralSeeds() {
    StudyResult study = study(List.of(model(4, 3), model(2, 1), model(4, 1), model(4, 2)));

    assertThat(study.isRepeated()).isTrue();
    assertThat(study.models()).extracting(m -> m.hidden().code()).containsExactly(2, 4);
    assertThat(study.models()).extracting(ModelResult::seed).containsExactly(1L, 1L);
    assertThat(study.widest().seed()).isEqualTo(1);
    assertThat(study.repeats()).extracting(Repeats::seeds).containsExactly(1, 3);
    Repeats repeats = study.repeats(HiddenWidths.of(4)).orElseThrow();
    assertThat(repeats.models()).extracting(ModelResult::seed).containsExactly(1L, 2L, 3L);
    assertThat(repeats.testError().mean()).isCloseTo(0.2, within(1e-12));
    assertThat(study.repeats(HiddenWidths.of(8))).isEmpty();
    assertThat(study(2, 4).isRepeated()).isFalse();
  }

  @Test
  void aWidthHasASeedOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> study(4, 2, 4))
        .withMessage(
            "a study has one model for each width and seed, got two with N = 4 and seed 1");
    assertThatIllegalArgumentException().isThrownBy(StudyResultTest::study);
  }
}
