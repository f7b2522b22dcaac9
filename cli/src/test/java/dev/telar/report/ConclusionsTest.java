package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.study.MadeUpStudy;
import dev.telar.study.StudyResult;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ConclusionsTest {
  private static final Messages ENGLISH = Messages.of(Conclusions.class, Language.ENGLISH);

  private static String conclusions(String recipe, double... testErrors) {
    return String.join(" ", Conclusions.of(MadeUpStudy.fourWidths(recipe, 9, testErrors), ENGLISH));
  }

  @Test
  void asPrintedWithinPyTorchsSpreadIsFarFromThePaper() {
    assertThat(conclusions("as-printed", 0.0507, 0.0382, 0.0314, 0.0273))
        .contains("The settings are those that the paper prints.")
        .contains("2.10 to 2.22 times those that the paper prints, all of them above")
        .contains("All 4 lie where one more seed of PyTorch would");
  }

  private static String againstLinear(double first, double second) {
    var study =
        MadeUpStudy.withLinear(
            MadeUpStudy.fourWidths("as-printed", 9, first, second), Map.of(64, 0.01, 128, 0.006));
    return Conclusions.of(study, ENGLISH).getLast();
  }

  @Test
  void otherDataAndOtherSettingsAreNotComparedWithThePaper() {
    StudyResult own =
        MadeUpStudy.withLinear(
            MadeUpStudy.ofOwnData(MadeUpStudy.fourWidths("as-printed", 9, 0.02, 0.015)),
            Map.of(64, 0.01, 128, 0.006));

    assertThat(Conclusions.of(own, ENGLISH))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("All test errors lie above what principal components reach");
    for (String recipe : List.of("custom", "tuned")) {
      assertThat(conclusions(recipe, 0.02, 0.015))
          .contains("to compare, not to confirm or refute", "0.83 to 0.84 times")
          .doesNotContain("do not come out");
    }
  }

  @Test
  void whatCannotBeComparedWithTheLinearOptimumIsSaid() {
    StudyResult study =
        MadeUpStudy.withLinear(
            MadeUpStudy.ofOwnData(MadeUpStudy.fourWidths("custom", 9, 0.05, 0.03, 0.02)),
            Map.of(64, 0.01, 128, 0.0));

    assertThat(Conclusions.of(study, ENGLISH))
        .containsExactly(
            "The test error lies above what principal components reach, the best linear map through"
                + " as many units fitted to the same rows (N = 64: 5.00 times).",
            "N = 128: as many principal components give every image back exactly, so there is no"
                + " ratio to their error.",
            "N = 256: the images have fewer pixels than the model hidden units, so there is no"
                + " linear optimum to compare with.");
  }

  @Test
  void errorsAreComparedWithTheLinearOptimum() {
    assertThat(againstLinear(0.05, 0.03))
        .startsWith("All test errors lie above what principal components reach")
        .endsWith("(N = 64: 5.00 times, N = 128: 5.00 times).");
    assertThat(againstLinear(0.009, 0.003)).startsWith("All test errors lie below");
    assertThat(againstLinear(0.009, 0.03))
        .startsWith("Some test errors lie below")
        .contains("(N = 64: 0.90 times), others above (N = 128: 5.00 times)");
  }

  @Test
  void errorsNearThePapersAreCalledClose() {
    assertThat(conclusions("reproducing", 0.0233, 0.0186, 0.0142, 0.0120))
        .contains("a hypothesis that was fitted")
        .contains("come within 3.9\u00a0% of those that the paper prints (0.97 to 1.04 times)")
        .contains("All 4 lie where one more seed of PyTorch would");
  }

  @Test
  void asPrintedNearThePaperIsNotSaidToBeFar() {
    assertThat(conclusions("as-printed", 0.0241, 0.0179, 0.0146, 0.0123))
        .contains("come within 0.0\u00a0%")
        .contains("None of 4 lie where one more seed")
        .contains("N = 64 (0.0188 below)")
        .doesNotContain("all of them");
  }

  @Test
  void mixedErrorsAreNotSaidToBeAllAbove() {
    assertThat(conclusions("reproducing", 0.0233, 0.0386))
        .contains("not all of them close")
        .contains("1 of 2 lie where one more seed")
        .contains("N = 128 (0.0154 above)");
  }

  @Test
  void anotherSettingIsNotComparedWithPyTorch() {
    assertThat(conclusions("custom", 0.0507, 0.0382))
        .contains("of another setting")
        .doesNotContain("PyTorch");
  }

  @Test
  void aWidthThatThePaperLacksIsNotCompared() {
    var study =
        MadeUpStudy.study("as-printed", List.of(MadeUpStudy.model(9, 7, List.of(), 0.09, 0)));

    assertThat(Conclusions.of(study, ENGLISH))
        .containsExactly(
            "The settings are those that the paper prints.",
            "None of the widths is one of the paper’s, so Table I has nothing to compare with.",
            "PyTorch was not measured at these widths.");
  }

  @Test
  void severalSeedsAreJudgedByTheirMeans() {
    var study = MadeUpStudy.threeSeeds("as-printed", 9, 0.0507, 0.0382, 0.0314, 0.0230);

    assertThat(String.join(" ", Conclusions.of(study, ENGLISH)))
        .contains("Every width was trained with 3 seeds")
        .contains("1.87 to 2.15 times those that the paper prints, all of them above")
        .contains("do not come out of these runs")
        .contains("3 of 4 lie where the mean of as many more seeds of PyTorch would")
        .contains("N = 512 (0.0032 below)");
  }

  @Test
  void differentNumbersOfSeedsAreTold() {
    var study =
        MadeUpStudy.study(
            "custom",
            List.of(
                MadeUpStudy.model(9, 7, 1, List.of(), 0.09, 0),
                MadeUpStudy.model(9, 8, 1, List.of(), 0.09, 0),
                MadeUpStudy.model(9, 8, 5, List.of(), 0.08, 0)));

    assertThat(Conclusions.of(study, ENGLISH).get(1))
        .contains("(N = 7 with one seed; N = 8 with 2 seeds)");
  }
}
