package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.measure.PrincipalComponents;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Execution;
import dev.telar.run.TrainingWarning;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a network without non-linearity reaches on a study's data: the line to hold its models
/// against.
///
/// @param meanImageError the test error of the training rows' mean image, whatever the input
/// @param least whether no linear network has a smaller error on the training rows: principal
///   components are fitted as if all values counted the same
/// @param models one for each width that the data have as many components for, no width twice
public record LinearOptimum(double meanImageError, boolean least, List<LinearModel> models) {

  public LinearOptimum {
    models = List.copyOf(models);
  }

  /// Principal components of the training rows, as many as a model has hidden units.
  ///
  /// @param hidden N, the number of components
  /// @param testError the mean square error per value on the test set
  /// @param clampedTestError the same with outputs moved into [0, 1]
  /// @param model that computes it, not clamped
  public record LinearModel(
      int hidden, double testError, double clampedTestError, Autoencoder model) {
    /// The smaller of the two errors.
    public double best() {
      return Math.min(testError, clampedTestError);
    }

    /// Whether it gives every image back, up to what no picture shows: then a ratio to its error is
    /// one to rounding.
    public boolean isExact() {
      return best() <= TrainingWarning.INVISIBLE;
    }

    /// On which side of it an error lies.
    public Side side(double error) {
      if (error == best() || (isExact() && error <= TrainingWarning.INVISIBLE)) {
        return Side.EQUAL;
      }
      return error > best() ? Side.ABOVE : Side.BELOW;
    }
  }

  /// Where an error lies beside the linear optimum.
  public enum Side {
    ABOVE,
    BELOW,
    EQUAL;

    /// Its name in files and tables.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What as many components reach as a network's code is wide; empty if the data have fewer.
  public Optional<LinearModel> model(HiddenWidths hidden) {
    return models.stream().filter(model -> model.hidden() == hidden.code()).findFirst();
  }

  /// What `results.json` holds of it.
  ///
  /// @param widths those that the data have as many components for
  public record Errors(double meanImageError, List<Width> widths) {
    /// The errors of a width.
    public record Width(int hidden, double testError, double clampedTestError) {
      /// The smaller of the two errors.
      public double best() {
        return Math.min(testError, clampedTestError);
      }
    }
  }

  /// Computes it.
  ///
  /// @param study its first width's plan, with its first seed, says which rows train
  /// @return empty if the images are too large for principal components
  /// @throws InterruptedException if the thread is interrupted
  static Optional<LinearOptimum> of(Dataset data, StudyPlan study, Execution execution)
      throws InterruptedException {
    int width = data.train().width();
    if (width > PrincipalComponents.MAX_WIDTH) {
      return Optional.empty();
    }
    List<HiddenWidths> widths = study.hidden();
    TrainingPlan plan = study.recipe().plan(widths.getFirst());
    Split split = plan.on(data.train().rows()).split();
    var components = PrincipalComponents.of(data.train(), split.train(), execution.threads());
    List<LinearModel> models = new ArrayList<>();
    for (int n :
        widths.stream().map(HiddenWidths::code).distinct().filter(n -> n <= width).toList()) {
      Autoencoder model = components.model(n);
      int batch = ReconstructionError.batchRows(model.architecture(), data.test().rows());
      try (Engine engine = Engine.open(execution.engine(), model, batch, execution.threads())) {
        models.add(
            new LinearModel(
                n,
                ReconstructionError.mean(engine, data.test()),
                ReconstructionError.meanClamped(
                    engine, data.test(), components.lower(), components.upper()),
                model));
      }
    }
    return Optional.of(
        new LinearOptimum(
            components.meanError(data.test()), isLeast(data.train(), split.train()), models));
  }

  /// Whether principal components of some rows are the best linear map of these: all their values
  /// count the same.
  public static boolean isLeast(Samples samples, int[] rows) {
    if (!samples.isWeighted()) {
      return true;
    }
    float[] weights = new float[samples.width()];
    samples.readLossWeights(rows[0], weights);
    double all = (double) samples.rowWeight(rows[0]) * weights[0];
    for (int row : rows) {
      samples.readLossWeights(row, weights);
      double own = samples.rowWeight(row);
      for (float weight : weights) {
        if (own * weight != all) {
          return false;
        }
      }
    }
    return true;
  }

  /// What the `results.json` of a complete study holds; empty if there is none, or nothing of it.
  public static Optional<Errors> read(Path study) throws IOException {
    Path file = study.resolve(Study.RESULTS);
    return Files.exists(file) ? StudyResultsFile.read(file).linear() : Optional.empty();
  }

  Errors errors() {
    return new Errors(
        meanImageError,
        models.stream()
            .map(m -> new Errors.Width(m.hidden(), m.testError(), m.clampedTestError()))
            .toList());
  }
}
