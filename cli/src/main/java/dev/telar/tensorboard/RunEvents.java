package dev.telar.tensorboard;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.figure.Raster;
import dev.telar.internal.Printable;
import dev.telar.measure.ColumnErrors;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.PreparedColumn;
import dev.telar.run.CompletedRun;
import dev.telar.run.TrainingRun;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The events of one run: at each epoch's end its errors, its speed, and the reconstructions of a
/// few test images or the error of each column of a table; the test error when the run is complete.
/// A step is an epoch. Of a run that goes on, the errors of earlier epochs are told of which the
/// folder's files do not tell.
final class RunEvents implements TrainingListener {
  /// Wider tables' columns would be too many curves to look at.
  private static final int MOST_COLUMNS = 100;

  /// An epoch of many rows must not wait for its measurement.
  private static final int MOST_ROWS = 10_000;

  private final TrainingRun run;
  private final Path folder;
  private final Consumer<String> notes;
  private final TestRows tested;
  private final int[] shown;
  private @Nullable EventFile file;
  private boolean failed;
  private boolean testing;

  RunEvents(TrainingRun run, Path folder, Consumer<String> notes) {
    this.run = run;
    this.folder = folder;
    this.notes = notes;
    this.tested = TestRows.of(run.data());
    this.shown = tested.shown().stream().mapToInt(Integer::intValue).toArray();
  }

  /// Tells of the epochs that were done before, where nobody has.
  void begin() {
    List<EpochErrors> before = run.from().epochs();
    try {
      long untold = ToldSteps.firstUntold(folder);
      before.stream().filter(errors -> errors.epoch() >= untold).forEach(this::onEpoch);
    } catch (IOException e) {
      fail(e);
    }
  }

  /// Appends the test error.
  void testError(CompletedRun completed) {
    testing = true;
    append(
        completed.epochs().size(),
        new Summary().scalar("error/test", completed.result().testError()));
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
      if (tested.test() instanceof TableSamples table) {
        if (table.preparation().inputColumns() <= MOST_COLUMNS) {
          append(epoch, columnErrors(model, table));
        }
      } else {
        append(epoch, reconstructions(model));
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The error of each column whose cells count, over the first test rows.
  private Summary columnErrors(Autoencoder model, TableSamples table) throws InterruptedException {
    int[] rows = IntStream.range(0, Math.min(MOST_ROWS, table.rows())).toArray();
    int batch = ReconstructionError.batchRows(model.architecture(), rows.length);
    var summary = new Summary();
    try (Engine engine = Engine.open(run.execution().engine(), model, batch, 1)) {
      ColumnErrors errors = ColumnErrors.of(engine, table, rows);
      List<PreparedColumn> columns = table.preparation().columns();
      for (int i = 0; i < columns.size(); i++) {
        if (!Double.isNaN(errors.error(i))) {
          summary.scalar("column_error/" + Printable.line(columns.get(i).name()), errors.error(i));
        }
      }
    }
    return summary;
  }

  /// The images in a row, and their reconstructions below.
  private Summary reconstructions(Autoencoder model) throws IOException {
    int pixels = tested.test().width();
    int count = shown.length;
    float[] out = new float[count * pixels];
    var batch = new Batch(tested.test(), shown, 0, count);
    try (Engine engine = Engine.open(run.execution().engine(), model, count, 1)) {
      engine.reconstruct(batch, out);
    }
    float[] both = new float[2 * count * pixels];
    float[] original = new float[pixels];
    for (int i = 0; i < count; i++) {
      tested.test().read(shown[i], original);
      System.arraycopy(original, 0, both, i * pixels, pixels);
    }
    System.arraycopy(out, 0, both, count * pixels, count * pixels);
    byte[] png = Raster.mosaic(both, tested.image(), count);
    return new Summary().image("reconstructions", 2 * tested.height(), count * tested.width(), png);
  }

  private void append(int epoch, Summary summary) {
    if (failed) {
      return;
    }
    try {
      if (file == null) {
        file = EventFile.create(folder, firstStep(epoch));
      }
      file.append(epoch, summary);
    } catch (IOException e) {
      fail(e);
    }
  }

  /// From where on earlier files are forgotten: from the first epoch that this one tells of; after
  /// the last one only the test error is new.
  private int firstStep(int epoch) {
    return testing ? epoch + 1 : epoch;
  }

  private void fail(IOException e) {
    failed = true;
    notes.accept("no more events for TensorBoard: " + e.getMessage());
  }
}
