package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.measure.DeadUnits;
import dev.telar.model.Autoencoder;
import dev.telar.report.WarningText;
import dev.telar.run.Baseline;
import dev.telar.run.RunResult;
import dev.telar.run.TrainingWarning;
import dev.telar.study.ErrorText;
import dev.telar.study.Sweep;
import dev.telar.text.Language;
import java.util.List;
import java.util.stream.IntStream;

/// What is said against a model that was measured on data, whoever trained it.
final class ModelWarnings {
  private ModelWarnings() {}

  /// A sentence for each warning, the worst first; none if there is nothing to say.
  static List<String> of(double testError, DeadUnits dead, Autoencoder model, ImageDataset images) {
    int[] rows = IntStream.range(0, images.train().rows()).toArray();
    Baseline baseline = Baseline.of(images.train(), rows, images.test());
    return of(TrainingWarning.of(testError, dead, model.architecture(), List.of(), baseline));
  }

  /// What is said against the models of a sweep, which may be many: how many of them failed.
  static List<String> ofSweep(List<Sweep.Row> rows, Baseline baseline) {
    List<RunResult> models = rows.stream().flatMap(row -> row.models().stream()).toList();
    double least = Math.max(baseline.meanImageError(), TrainingWarning.INVISIBLE);
    long failed = models.stream().filter(m -> !(m.testError() < least)).count();
    return failed == 0
        ? List.of()
        : List.of(
            "%d of %d models are not better than the mean image, whose test error is %s"
                .formatted(failed, models.size(), ErrorText.of(baseline.meanImageError())));
  }

  /// A sentence for each warning.
  static List<String> of(List<TrainingWarning> warnings) {
    return warnings.stream().map(warning -> WarningText.of(warning, Language.ENGLISH)).toList();
  }
}
