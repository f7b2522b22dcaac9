package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.measure.DeadUnits;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.report.WarningText;
import dev.telar.run.Baseline;
import dev.telar.run.TrainingWarning;
import dev.telar.run.TrainingWarning.DeadHiddenUnits;
import dev.telar.run.TrainingWarning.DeadOutputs;
import dev.telar.text.Language;
import java.util.List;
import java.util.stream.IntStream;

/// What is said against a model that was measured on data, whoever trained it.
final class ModelWarnings {
  private ModelWarnings() {}

  /// A sentence for each warning, the worst first; none if there is nothing to say.
  static List<String> of(double testError, DeadUnits dead, Autoencoder model, ImageDataset images) {
    Architecture shape = model.architecture();
    int[] rows = IntStream.range(0, images.train().rows()).toArray();
    Baseline baseline = Baseline.of(images.train(), rows, images.test());
    return TrainingWarning.of(
            testError,
            new DeadHiddenUnits(dead.hidden(), shape.hidden()),
            new DeadOutputs(dead.output(), shape.inputs(), baseline.blackPixels()),
            List.of(),
            baseline.meanImageError())
        .stream()
        .map(warning -> WarningText.of(warning, Language.ENGLISH))
        .toList();
  }
}
