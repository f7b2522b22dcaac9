package dev.telar.explore;

import dev.telar.data.ByteSamples;
import dev.telar.data.Labels;
import dev.telar.format.ModelFile;
import dev.telar.internal.AtomicFile;
import dev.telar.measure.PrincipalComponents;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Features;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Json;
import dev.telar.run.LayerCounts;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.study.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Small pictures of bars in three classes, and models that know them.
final class TinyModels {
  static final int HEIGHT = 6;
  static final int WIDTH = 5;
  static final int PIXELS = HEIGHT * WIDTH;
  static final int ROWS = 60;
  static final List<String> CLASSES = List.of("left", "middle", "right");

  private TinyModels() {}

  static TestRows pictures() {
    var random = new Random(3);
    byte[] bytes = new byte[ROWS * PIXELS];
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % CLASSES.size();
      int brightness = 100 + random.nextInt(156);
      for (int i = 0; i < PIXELS; i++) {
        boolean bar = i % WIDTH / 2 == labels[row];
        bytes[row * PIXELS + i] = (byte) (bar ? brightness : random.nextInt(40));
      }
    }
    return new TestRows(
        new ByteSamples(bytes, ROWS, PIXELS),
        Optional.of(new Labels(labels, CLASSES)),
        Features.Image.grey(HEIGHT, WIDTH));
  }

  /// The pictures' principal components, with ReLUs.
  static Autoencoder components(int hidden) {
    try {
      int[] rows = IntStream.range(0, ROWS).toArray();
      var relu = Architecture.relu(PIXELS, hidden);
      return PrincipalComponents.of(pictures().test(), rows, 1).model(relu);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A model of any kind, which knows nothing.
  static Autoencoder untrained(String hiddenActivation, String outputActivation) {
    return Autoencoder.initialise(
        Architecture.of(
            PIXELS, 7, Activation.of(hiddenActivation), Activation.of(outputActivation)),
        11);
  }

  /// The folder of a complete run.
  static Path run(Path folder, int hidden, long seed) throws IOException {
    Autoencoder model = components(hidden);
    Files.createDirectories(folder);
    ModelFile.write(folder.resolve(RunFolder.MODEL), model, Map.of());
    RunResult like = RunFolder.readResult(Path.of("src/test/resources/archive/0.1.0/run"));
    AtomicFile.write(
        folder.resolve(RunFolder.RESULT),
        Json.write(
            new RunResult(
                0.0125,
                like.validationError(),
                like.anomalousRows(),
                like.anomalousTestError(),
                model.parameters().sha256(),
                like.dataSha256(),
                like.dataName(),
                PIXELS,
                HiddenWidths.of(hidden),
                like.parameters(),
                seed,
                like.engine(),
                like.threads(),
                like.seconds(),
                like.trainSeconds(),
                LayerCounts.of(0),
                0,
                like.start(),
                like.startSha256(),
                like.plan(),
                like.split(),
                like.versions(),
                like.command())));
    return folder;
  }
}
