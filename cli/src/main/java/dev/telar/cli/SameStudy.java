package dev.telar.cli;

import dev.telar.model.HiddenWidths;
import dev.telar.run.Recipe;
import dev.telar.study.StudyPlan;
import dev.telar.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is given to a study that is resumed must be what it began with.
///
/// @param folder the study's
record SameStudy(Path folder, StudyPlan begun) {
  /// Checks the options that a study alone has.
  ///
  /// @throws IllegalArgumentException if one is given and differs
  void check(@Nullable List<HiddenWidths> hidden, @Nullable Integer repeats) {
    check("hidden", begun.hidden(), hidden);
    check("repeats", begun.repeats(), repeats);
  }

  /// Checks a recipe that is given again.
  ///
  /// @param followed the study's own, with the options of this time
  /// @throws IllegalArgumentException if the other one trains otherwise
  void check(Recipe followed, Recipe given) {
    check(given.hidden().orElse(null), given.gives("repeats") ? given.repeats() : null);
    for (HiddenWidths width : begun.hidden()) {
      TrainingPlan plan = followed.plan(width);
      check("seed", plan.seed(), given.gives("seed") ? given.plan(width).seed() : null);
      check(
          "train error",
          plan.trainError(),
          given.gives("train_error") ? given.plan(width).trainError() : null);
      if (!followed.trainsAs(given, width)) {
        throw new IllegalArgumentException(
            "the study in %s follows %s, and --recipe %s trains N = %s otherwise; leave it away"
                .formatted(folder, followed.name(), given.name(), width));
      }
    }
  }

  private void check(String option, Object stated, @Nullable Object given) {
    if (given != null && !given.equals(stated)) {
      throw new IllegalArgumentException(
          "the study in %s is of %s %s, got %s".formatted(folder, option, stated, given));
    }
  }
}
