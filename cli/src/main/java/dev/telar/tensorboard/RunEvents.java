package dev.telar.tensorboard;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.figure.Raster;
import dev.telar.model.Autoencoder;
import dev.telar.run.CompletedRun;
import dev.telar.run.TrainingRun;
import dev.telar.study.Pictures;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of one run: at each epoch's end its errors, its speed and the reconstructions of a
/// few test images; the test error when the run is complete. A step is an epoch.
final class RunEvents implements TrainingListener {
  private final TrainingRun run;
  private final Path folder;
  private final Consumer<String> notes;
  private final Pictures pictures;
  private final int[] shown;
  private @Nullable EventFile file;
  private boolean failed;

  RunEvents(TrainingRun run, Path folder, Consumer<String> notes) {
    this.run = run;
    this.folder = folder;
    this.notes = notes;
    this.pictures = Pictures.of(run.data());
    this.shown = pictures.shown().stream().mapToInt(Integer::intValue).toArray();
  }

  /// Appends the test error, in a file of its own.
  static void testError(CompletedRun run, Path folder, Consumer<String> notes) {
    int epochs = run.epochs().size();
    try {
      // Nothing to forget.
      EventFile file = EventFile.create(folder, epochs + 1L);
      file.append(epochs, new Summary().scalar("error/test", run.result().testError()));
    } catch (IOException e) {
      notes.accept("no test error for TensorBoard: " + e.getMessage());
    }
  }

  @Override
  public void onEpoch(EpochErrors errors) {
    var summary = new Summary().scalar("error/train_running", errors.trainRunning());
    errors.train().ifPresent(error -> summary.scalar("error/train", error));
    errors.validation().ifPresent(error -> summary.scalar("error/validation", error));
    summary.scalar("speed/samples_per_second", run.trainRows() / errors.trainSeconds());
    append(errors.epoch(), summary);
  }

  @Override
  public void onModel(int epoch, Autoencoder model) {
    if (failed) {
      return;
    }
    try {
      append(epoch, reconstructions(model));
    } catch (IOException e) {
      fail(e);
    }
  }

  /// The images in a row, and their reconstructions below.
  private Summary reconstructions(Autoencoder model) throws IOException {
    int pixels = pictures.test().width();
    int count = shown.length;
    float[] out = new float[count * pixels];
    var batch = new Batch(pictures.test(), shown, 0, count);
    try (Engine engine = Engine.open(run.execution().engine(), model, count, 1)) {
      engine.reconstruct(batch, out);
    }
    int height = pictures.height();
    int width = pictures.width();
    float[] both = new float[2 * count * pixels];
    float[] original = new float[pixels];
    for (int i = 0; i < count; i++) {
      pictures.test().read(shown[i], original);
      for (int y = 0; y < height; y++) {
        int place = (y * count + i) * width;
        System.arraycopy(original, y * width, both, place, width);
        System.arraycopy(out, i * pixels + y * width, both, height * count * width + place, width);
      }
    }
    byte[] png = Raster.grey(both, 2 * height, count * width, 1);
    return new Summary().image("reconstructions", 2 * height, count * width, png);
  }

  private void append(int epoch, Summary summary) {
    if (failed) {
      return;
    }
    try {
      if (file == null) {
        file = EventFile.create(folder, epoch);
      }
      file.append(epoch, summary);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    failed = true;
    notes.accept("no more events for TensorBoard: " + e.getMessage());
  }
}
