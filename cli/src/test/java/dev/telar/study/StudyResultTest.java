package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyResultTest {
  private static StudyResult study(int... widths) {
    List<ModelResult> models =
        Arrays.stream(widths)
            .mapToObj(n -> {
              var model = Autoencoder.initialise(Architecture.relu(4, n), 1);
              return new ModelResult(n, 1, List.of(), 0.1, 0, 0, 1, "", model, model);
            })
            .toList();
    return new StudyResult(
        Optional.empty(),
        Map.of(),
        models,
        Optional.empty(),
        "data",
        "",
        Map.of(),
        "telar",
        Instant.EPOCH);
  }

  @Test
  void changedSettingsHaveNoNumbersOfPyTorch() {
    assertThat(study(64).recipeName()).isEqualTo("custom");
    assertThat(study(64).pytorch()).isEmpty();
    assertThat(study(64).pytorch(64)).isEmpty();
  }

  @Test
  void modelsAreKeptByWidth() {
    StudyResult study = study(8, 2, 4);

    assertThat(study.models()).extracting(ModelResult::hidden).containsExactly(2, 4, 8);
    assertThat(study.narrowest().hidden()).isEqualTo(2);
    assertThat(study.widest().hidden()).isEqualTo(8);
  }

  @Test
  void aWidthIsThereOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> study(4, 2, 4))
        .withMessage("a study has one model for each width, got two with N = 4");
    assertThatIllegalArgumentException().isThrownBy(StudyResultTest::study);
  }
}
