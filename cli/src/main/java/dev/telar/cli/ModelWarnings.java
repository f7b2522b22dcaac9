package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.measure.DeadUnits;
import dev.telar.model.Architecture;
import dev.telar.report.WarningText;
import dev.telar.run.Baseline;
import dev.telar.run.RunResult;
import dev.telar.run.TrainedModel;
import dev.telar.run.TrainingWarning;
import dev.telar.study.Sweep;
import dev.telar.text.DataWords;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingPlan;
import java.util.List;
import java.util.Map;

/// What is said against a model that was measured on data, whoever trained it.
final class ModelWarnings {
  private ModelWarnings() {}

  /// A sentence for each warning, the worst first; none if there is nothing to say. They are those
  /// that its training gave. Data that are not its own say nothing about how it was trained.
  static List<String> of(
      double testError,
      DeadUnits dead,
      TrainedModel trained,
      List<EpochErrors> epochs,
      Dataset images) {
    if (trained.data().isKnown() && !trained.data().areOwn(images)) {
      return List.of();
    }
    Architecture shape = trained.model().architecture();
    Baseline baseline = baseline(trained, images);
    return of(
        TrainingWarning.of(testError, dead, shape, epochs, baseline),
        DataWords.of(images.features()));
  }

  /// Of the rows that trained the model; of those that would, if its file does not tell which.
  private static Baseline baseline(TrainedModel trained, Dataset images) {
    int rows = images.train().rows();
    String validation = String.valueOf(TrainingPlan.paperValidationRows(rows));
    return Baseline.of(
        images,
        trained
            .plan()
            .filter(plan -> plan.on(rows).validationRows() < rows)
            .orElseGet(() -> TrainingPlan.asPrinted().with(Map.of("validation_rows", validation))));
  }

  /// What is said against the models of a sweep, which may be many: how many of them failed.
  static List<String> ofSweep(List<Sweep.Row> rows, Baseline baseline, DataWords words) {
    List<RunResult> models = rows.stream().flatMap(row -> row.models().stream()).toList();
    double least = Math.max(baseline.meanImageError(), TrainingWarning.INVISIBLE);
    long failed = models.stream().filter(m -> !(m.testError() < least)).count();
    return failed == 0
        ? List.of()
        : List.of(
            "%d of %d models are not better than %s, whose test error is %s"
                .formatted(
                    failed, models.size(), words.mean(), ErrorText.of(baseline.meanImageError())));
  }

  /// A sentence for each warning.
  static List<String> of(List<TrainingWarning> warnings, DataWords words) {
    return warnings.stream()
        .map(warning -> WarningText.of(warning, words, Language.ENGLISH))
        .toList();
  }
}
