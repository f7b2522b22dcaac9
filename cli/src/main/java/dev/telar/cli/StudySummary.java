package dev.telar.cli;

import dev.telar.model.HiddenWidths;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.StudyResult;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// What `telar study --json` prints.
record StudySummary(String folder, String recipe, List<Model> models) {
  /// A model in a word.
  ///
  /// @param linearTestError what principal components reach, if that was computed
  /// @param warnings what its numbers say against it, in sentences
  record Model(
      HiddenWidths hidden,
      long seed,
      double testError,
      OptionalDouble linearTestError,
      double seconds,
      String weightsSha256,
      List<String> warnings) {}

  /// @param recipe the name of the one that was followed
  static StudySummary of(StudyResult study, String recipe, Path folder) {
    return new StudySummary(
        folder.toString(),
        recipe,
        study.runs().stream().map(model -> model(model, study)).toList());
  }

  private static Model model(ModelResult model, StudyResult study) {
    return new Model(
        model.hidden(),
        model.seed(),
        model.testError(),
        study.linear(model.hidden()).stream().mapToDouble(LinearModel::best).findFirst(),
        model.seconds(),
        model.weightsSha256(),
        ModelWarnings.of(model.warnings(study.data().baseline()), study.data().words()));
  }
}
