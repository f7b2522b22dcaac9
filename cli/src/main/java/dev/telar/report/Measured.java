package dev.telar.report;

import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.Diagnosis;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.study.ModelResult;
import dev.telar.study.StudyResult;
import dev.telar.study.TestRows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What the page measures of a width beyond the study's numbers: of the first seed's model, on the
/// test images.
///
/// @param result the study's own numbers of the model
/// @param diagnosis where its error lies, and which units are dead; its gradients are of one image
/// @param untrainedError the mean square error before the first step, if that model is there
record Measured(ModelResult result, Diagnosis diagnosis, OptionalDouble untrainedError) {
  /// Measures one model for each width.
  ///
  /// @param threads how many compute; no number depends on it
  /// @throws InterruptedException if the thread is interrupted
  static List<Measured> of(StudyResult study, TestRows tested, int threads)
      throws InterruptedException {
    var test = tested.test();
    // Gradients take as long as all the rest, and the page shows none.
    var one = new FloatSamples(originals(tested, List.of(0)), 1, test.width());
    var all = new ArrayList<Measured>();
    for (ModelResult result : study.models()) {
      var diagnosis = Diagnosis.of(result.model(), test, one, Engine.Kind.AUTO, threads);
      all.add(new Measured(result, diagnosis, untrainedError(result, tested.normal(), threads)));
    }
    return List.copyOf(all);
  }

  private static OptionalDouble untrainedError(ModelResult result, Samples test, int threads)
      throws InterruptedException {
    if (result.untrained().isEmpty()) {
      return OptionalDouble.empty();
    }
    int batch = ReconstructionError.batchRows(result.model().architecture(), test.rows());
    try (Engine untrained =
        Engine.open(Engine.Kind.AUTO, result.untrained().get(), batch, threads)) {
      return OptionalDouble.of(ReconstructionError.mean(untrained, test));
    }
  }

  /// How a model is called on the page.
  String label() {
    return "N = " + result.hidden();
  }

  /// What a model makes of test rows, one after the other.
  static float[] reconstructions(
      Autoencoder model, TestRows tested, List<Integer> rows, int threads) {
    int[] order = rows.stream().mapToInt(Integer::intValue).toArray();
    float[] images = new float[order.length * tested.test().width()];
    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, order.length, threads)) {
      engine.reconstruct(new Batch(tested.test(), order, 0, order.length), images);
    }
    return images;
  }

  /// Images, one after the other.
  static float[] originals(TestRows tested, List<Integer> rows) {
    int pixels = tested.test().width();
    float[] images = new float[rows.size() * pixels];
    float[] image = new float[pixels];
    for (int i = 0; i < rows.size(); i++) {
      tested.test().read(rows.get(i), image);
      System.arraycopy(image, 0, images, i * pixels, pixels);
    }
    return images;
  }
}
