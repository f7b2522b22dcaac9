package dev.telar.study;

import dev.telar.data.ByteSamples;
import dev.telar.data.Labels;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Features;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Baseline;
import dev.telar.run.LayerCounts;
import dev.telar.run.Recipe;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.text.DataWords;
import dev.telar.train.EpochErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Studies with numbers of one's own, for tests: nothing in them was measured.
public final class MadeUpStudy {
  private MadeUpStudy() {}

  public static EpochErrors epoch(int epoch, double train, double validation) {
    return new EpochErrors(
        epoch, 1.1 * train, OptionalDouble.of(train), OptionalDouble.of(validation), 1, 1.2);
  }

  /// Errors that fall from `first` towards `last`, the fastest at the start.
  public static List<EpochErrors> falling(int epochs, double first, double last) {
    var history = new ArrayList<EpochErrors>();
    for (int e = 1; e <= epochs; e++) {
      double error = last + (first - last) * Math.exp(-(e - 1) / 5.0);
      history.add(epoch(e, error, 1.01 * error));
    }
    return history;
  }

  public static ModelResult model(
      int pixels, int hidden, List<EpochErrors> epochs, double testError, int deadPixels) {
    return model(pixels, hidden, 1, epochs, testError, deadPixels);
  }

  public static ModelResult model(
      int pixels,
      int hidden,
      long seed,
      List<EpochErrors> epochs,
      double testError,
      int deadPixels) {
    var untrained = Autoencoder.initialise(Architecture.relu(pixels, hidden), 1);
    var trained = Autoencoder.initialise(Architecture.relu(pixels, hidden), 2);
    return new ModelResult(
        HiddenWidths.of(hidden),
        seed,
        epochs,
        testError,
        Optional.empty(),
        deadPixels,
        LayerCounts.of(0),
        75.3,
        trained.parameters().sha256(),
        Optional.of(untrained),
        trained);
  }

  public static StudyResult study(String recipe, List<ModelResult> models) {
    var plan = new LinkedHashMap<String, String>();
    plan.put("batch", "1000");
    plan.put("dropout", "0.1");
    plan.put("rate", "0.5");
    plan.put("seed", "1 to 3");
    plan.put("shuffle", "every epoch");
    return new StudyResult(
        Optional.of(recipe).filter(Recipe.NAMES::contains),
        plan,
        models,
        Optional.empty(),
        new StudyData(
            "Made <up> & small", "c0ffee", true, DataWords.IMAGES, new Baseline(0.0866, 0)),
        Map.of("Telar", "0.1.0"),
        "telar reproduce --recipe " + recipe,
        Instant.parse("2026-01-02T03:04:05.678Z"));
  }

  public static StudyResult fourWidths(String recipe, int pixels, double... testErrors) {
    var models = new ArrayList<ModelResult>();
    for (int i = 0; i < testErrors.length; i++) {
      double error = testErrors[i];
      models.add(model(pixels, 64 << i, falling(30, 2.4 * error, error), error, 5 * i));
    }
    return study(recipe, models);
  }

  /// Three seeds of each width, a tenth below, at and above the mean.
  public static StudyResult threeSeeds(String recipe, int pixels, double... testErrors) {
    var models = new ArrayList<ModelResult>();
    for (int i = 0; i < testErrors.length; i++) {
      for (int seed = 1; seed <= 3; seed++) {
        double error = testErrors[i] * (0.8 + 0.1 * seed);
        models.add(
            model(
                pixels,
                64 << i,
                seed,
                falling(30, 2.4 * error, error),
                error,
                seed == 3 ? 2 * i : i));
      }
    }
    return study(recipe, models);
  }

  /// A study with the linear optima of some widths; PCA without clamping is a tenth worse.
  public static StudyResult withLinear(StudyResult study, Map<Integer, Double> best) {
    List<LinearModel> models =
        best.entrySet().stream()
            .map(e ->
                new LinearModel(
                    e.getKey(),
                    1.1 * e.getValue(),
                    e.getValue(),
                    Autoencoder.initialise(Architecture.relu(9, e.getKey()), 3)))
            .toList();
    return new StudyResult(
        study.recipe(),
        study.plan(),
        study.runs(),
        Optional.of(new LinearOptimum(0.0866, true, models)),
        study.data(),
        study.environment(),
        study.command(),
        study.finished());
  }

  /// The same study of data that are not the paper's.
  public static StudyResult ofOwnData(StudyResult study) {
    StudyData data = study.data();
    return new StudyResult(
        Optional.empty(),
        study.plan(),
        study.runs(),
        study.linear(),
        new StudyData(data.name(), data.sha256(), false, data.words(), data.baseline()),
        study.environment(),
        study.command(),
        study.finished());
  }

  public static TestRows pictures(int rows, int height, int width, boolean labels) {
    byte[] bytes = new byte[rows * height * width];
    int[] classes = new int[rows];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 37);
    }
    for (int row = 0; row < rows; row++) {
      classes[row] = row % 3;
    }
    var samples = new ByteSamples(bytes, rows, height * width);
    var known = new Labels(classes, List.of("zero", "one", "a <b> & c"));
    return new TestRows(
        samples,
        labels ? Optional.of(known) : Optional.empty(),
        Features.Image.grey(height, width));
  }
}
