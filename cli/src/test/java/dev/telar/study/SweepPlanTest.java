package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.telar.model.HiddenWidths;
import dev.telar.run.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
  private static SweepPlan sweep(String setting, String... values) {
    var study =
        new StudyPlan(
            StudyPlan.FORMAT,
            Recipe.named("as-printed"),
            List.of(HiddenWidths.of(4)),
            1,
            Optional.empty(),
            Map.of(),
            "data",
            "",
            "telar study");
    return new SweepPlan(SweepPlan.FORMAT, study, Map.of(setting, List.of(values)));
  }

  private static List<String> folders(SweepPlan plan) {
    return plan.points().stream().map(SweepPlan::folder).toList();
  }

  @Test
  void foldersHaveNamesForAnySystem() {
    assertThat(folders(sweep("noise", "gaussian:0.1", "none")))
        .containsExactly("noise=gaussian-0.1", "noise=none");
    assertThat(folders(sweep("learning_rate", "1e+1", "1e-1")))
        .containsExactly("learning_rate=1e+1", "learning_rate=1e-1");
  }

  @Test
  void namesAreNotTooLongForAFileSystem() {
    Map<String, String> one = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      one.put("setting_" + i, "0.123456789");
    }
    Map<String, String> other = new LinkedHashMap<>(one);
    other.put("setting_39", "0.2");

    assertThat(SweepPlan.folder(one)).hasSize(120).isNotEqualTo(SweepPlan.folder(other));
  }

  @Test
  void twoCombinationsInOneFolderAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sweep("momentum", "0", "0.9", "0"))
        .withMessage(
            "a sweep has each combination once, in a folder of its own; {momentum=0} and"
                + " {momentum=0} have the same one");
  }
}
