package dev.telar.report;

import dev.telar.data.Batch;
import dev.telar.data.ImageDataset;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.study.ModelResult;
import dev.telar.study.Pictures;
import dev.telar.study.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.IntStream;

/// Writes a report with made-up errors and Fashion-MNIST's images, to look at: `ReportDemo <folder
/// of IDX files> <output folder> [recipe]`.
final class ReportDemo {
  private ReportDemo() {}

  public static void main(String[] args) throws IOException {
    ImageDataset data = ImageDataset.load(Path.of(args[0]));
    String recipe = args.length > 2 ? args[2] : "as-printed";
    StudyResult study =
        MadeUpStudy.fourWidths(recipe, data.test().width(), 0.0507, 0.0382, 0.0314, 0.0285);
    var models = new ArrayList<ModelResult>();
    for (ModelResult model : study.models()) {
      Autoencoder trained = fewSteps(data, model.hidden());
      models.add(
          new ModelResult(
              model.hidden(),
              model.seed(),
              model.epochs(),
              model.testError(),
              model.deadOutputPixels(),
              0,
              model.seconds(),
              trained.parameters().sha256(),
              model.untrained(),
              trained));
    }
    long start = System.nanoTime();
    StudyReport.write(
        new StudyResult(
            recipe,
            study.plan(),
            models,
            data.name(),
            data.sha256(),
            study.environment(),
            study.command(),
            study.finished()),
        Pictures.of(data),
        Path.of(args[1]),
        2);
    System.out.printf("%.1f s%n", (System.nanoTime() - start) / 1e9);
  }

  private static Autoencoder fewSteps(ImageDataset data, int hidden) {
    var architecture = Architecture.relu(data.test().width(), hidden);
    var start = Autoencoder.initialise(architecture, 1);
    var training = new Engine.Training(new Optimizer.Sgd(0.9f), 0.1f, 1);
    int[] order = IntStream.range(0, 500).toArray();
    try (Engine engine = Engine.open(Engine.Kind.AUTO, start, training, 50, 2)) {
      for (int step = 0; step < 50; step++) {
        engine.trainStep(new Batch(data.train(), order, step % 10 * 50, 50), step, 0.5f);
      }
      return new Autoencoder(architecture, engine.parameters());
    }
  }
}
