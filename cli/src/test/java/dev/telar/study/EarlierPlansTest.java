package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.model.HiddenWidths;
import dev.telar.run.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What earlier versions wrote means what it meant then.
class EarlierPlansTest {
  private static final String STUDY =
      """
      {"format":2,"recipe":{"name":"mine","settings":{"optimizer":"adam","output_bias":"mean"},\
      "widths":{"3":{"epochs":"4"}}},"hidden":[3,5],"repeats":2,"init":%s,"data_folder":"/data",\
      "data_name":"data","data_sha256":"d","command":"telar study"}
      """;

  @TempDir private Path folder;

  @Test
  void adamWithoutARateHadThePapers() throws IOException {
    Path file = Files.writeString(folder.resolve(StudyPlan.FILE), STUDY.formatted("null"));

    StudyPlan plan = StudyPlan.read(file);

    assertThat(plan.recipe().plan(HiddenWidths.of(3)).learningRate().rate()).isEqualTo(0.5);
    assertThat(plan.recipe().plan(HiddenWidths.of(3)).epochs()).isEqualTo(4);
    assertThat(plan.recipe().start(HiddenWidths.of(5)).plan().init().outputAtMean()).isTrue();
    assertThat(plan.models()).hasSize(4);
  }

  @Test
  void biasesBesideAFileWereTheFiles() throws IOException {
    Path file = Files.writeString(folder.resolve(StudyPlan.FILE), STUDY.formatted("\"/w\""));

    Recipe recipe = StudyPlan.read(file).recipe();

    assertThat(recipe.start(HiddenWidths.of(5)).file()).contains(Path.of("/w"));
    assertThat(recipe.start(HiddenWidths.of(5)).plan().init().outputAtMean()).isFalse();
  }

  @Test
  void aSweepHasAStudyOfItsTime() throws IOException {
    String study = STUDY.formatted("null").strip();
    Path file =
        Files.writeString(
            folder.resolve(SweepPlan.FILE),
            "{\"format\":1,\"study\":" + study + ",\"grid\":{\"seed\":[\"1\",\"2\"]}}");

    SweepPlan plan = SweepPlan.read(file);

    assertThat(plan.grid()).isEqualTo(Map.of("seed", List.of("1", "2")));
    assertThat(plan.recipe(Map.of("seed", "2")).plan(HiddenWidths.of(5)).seed()).isEqualTo(2);
  }
}
