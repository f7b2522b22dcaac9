package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.measure.CalibrationFit;
import dev.telar.measure.DeadUnits;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.score.Calibration;
import dev.telar.table.TableSamples;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.DivergedException;
import dev.telar.train.EpochErrors;
import dev.telar.train.Trainer;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingResult;
import java.io.IOException;
import java.util.Optional;

/// What one run is given.
///
/// @param data trained on and tested on
/// @param from where training begins or is resumed; its provenance is a [RunProvenance]
/// @param execution how it is computed
public record TrainingRun(Dataset data, Checkpoint from, Execution execution) {
  private static final double NANOS_PER_SECOND = 1e9;

  /// What is to be computed.
  public TrainingPlan plan() {
    return from.plan();
  }

  /// How many rows the split leaves for training.
  public int trainRows() {
    return plan().on(data.train().rows()).trainRows();
  }

  /// The widths of the hidden layers.
  public HiddenWidths hidden() {
    return from.model().architecture().hidden();
  }

  /// A run that begins.
  ///
  /// @throws IllegalArgumentException if there are too few images to validate with
  public static TrainingRun start(
      Dataset data,
      Autoencoder start,
      RunProvenance provenance,
      TrainingPlan plan,
      Execution execution) {
    var from = Checkpoint.start(plan, data.train(), start, provenance.toMap());
    return new TrainingRun(data, from, execution);
  }

  /// Where the run comes from.
  public RunProvenance provenance() {
    return RunProvenance.of(from.provenance());
  }

  /// Trains, then measures the finished model on the test images.
  ///
  /// @param checkpoints where they are kept; not closed
  /// @throws IOException if a checkpoint cannot be written
  /// @throws InterruptedException if the thread is interrupted
  public CompletedRun train(CheckpointFolder checkpoints, TrainingListener listener)
      throws IOException, InterruptedException {
    Engine.Kind engine = execution.engine();
    int threads = execution.threads();
    TrainingResult trained =
        new Trainer(engine, threads).resume(from, data.train(), checkpoints, listener);
    long started = System.nanoTime();
    int batch = ReconstructionError.batchRows(trained.model().architecture(), data.test().rows());
    try (Engine test = Engine.open(engine, trained.model(), batch, threads)) {
      double testError = ReconstructionError.mean(test, data.test());
      if (!Double.isFinite(testError)) {
        throw new DivergedException("the test error became " + testError);
      }
      Optional<Anomalous> anomalous = Anomalous.of(test, data);
      DeadUnits deadUnits = DeadUnits.count(test, data.test());
      double seconds =
          trained.epochs().stream().mapToDouble(EpochErrors::seconds).sum()
              + (System.nanoTime() - started) / NANOS_PER_SECOND;
      RunResult result = RunResult.of(this, trained, testError, anomalous, deadUnits, seconds);
      return new CompletedRun(result, trained.epochs(), trained.model());
    }
  }

  /// Which scores are usual, where rows of a table were kept for that.
  ///
  /// @throws InterruptedException if the thread is interrupted
  Optional<Calibration> calibration(Autoencoder model) throws InterruptedException {
    Optional<Dataset.Part> rows = data.calibration();
    if (rows.isEmpty()
        || !(rows.get().samples() instanceof TableSamples calibration)
        || !(data.train() instanceof TableSamples trained)) {
      return Optional.empty();
    }
    int batch = ReconstructionError.batchRows(model.architecture(), trained.rows());
    try (Engine engine = Engine.open(execution.engine(), model, batch, execution.threads())) {
      return Optional.of(CalibrationFit.of(engine, trained, calibration, "calibration rows"));
    }
  }
}
