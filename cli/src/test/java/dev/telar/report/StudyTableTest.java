package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.study.MadeUpStudy;
import dev.telar.study.StudyResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTableTest {
  private static StudyResult study(String recipe) {
    return MadeUpStudy.withLinear(
        MadeUpStudy.study(
            recipe,
            List.of(
                MadeUpStudy.model(9, 64, List.of(), 0.0507, 0),
                MadeUpStudy.model(9, 32, List.of(), 0.07004, 0))),
        Map.of(64, 0.0098, 32, 0.08));
  }

  @Test
  void aRepetitionStandsBesideThePaper() {
    assertThat(StudyTable.text(study("as-printed")))
        .isEqualTo(
            """
               N    paper   measured   ratio       PCA   against PCA
              32        -     0.0700       -    0.0800   below
              64   0.0241     0.0507    2.10   0.00980   above
            (test error, mean square per pixel)
            """);
  }

  @Test
  void otherSettingsAreSaidToBeOther() {
    assertThat(StudyTable.text(study("custom")))
        .contains("64   0.0241", "not to confirm or refute.");
  }

  @Test
  void otherDataHaveNoColumnOfThePaper() {
    assertThat(StudyTable.text(MadeUpStudy.ofOwnData(study("custom"))))
        .isEqualTo(
            """
               N   measured       PCA   against PCA
              32     0.0700    0.0800   below
              64     0.0507   0.00980   above
            (test error, mean square per pixel)
            """);
  }

  @Test
  void aFailedTrainingIsTold() {
    StudyResult failed =
        MadeUpStudy.study(
            "custom",
            List.of(
                MadeUpStudy.model(9, 8, 1, List.of(), 0.1, 8),
                MadeUpStudy.model(9, 8, 2, List.of(), 0.05, 0)));

    assertThat(StudyTable.text(failed))
        .contains("N = 8, seed 1: The test error 0.1000 is not below 0.0866")
        .contains("8 of 9 outputs are dead")
        .doesNotContain("seed 2");
  }
}
