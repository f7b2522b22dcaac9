package dev.telar.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Anomalous;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.ModelResult;
import dev.telar.study.StudyResult;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What `telar study --json` prints.
record StudySummary(String folder, String recipe, List<Model> models) {
  /// A model in a word.
  ///
  /// @param anomalousRows test rows with labels that are not trained on, if they are told apart
  /// @param linearTestError what principal components reach, if that was computed
  /// @param warnings what its numbers say against it, in sentences
  record Model(
      HiddenWidths hidden,
      long seed,
      double testError,
      @JsonInclude(Include.NON_ABSENT) OptionalInt anomalousRows,
      @JsonInclude(Include.NON_ABSENT) OptionalDouble anomalousTestError,
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
        model.anomalous().stream().mapToInt(Anomalous::rows).findFirst(),
        model.anomalous().stream().mapToDouble(Anomalous::testError).findFirst(),
        study.linear(model.hidden()).stream().mapToDouble(LinearModel::best).findFirst(),
        model.seconds(),
        model.weightsSha256(),
        ModelWarnings.of(model.warnings(study.data().baseline()), study.data().words()));
  }
}
