package dev.telar.run;

import dev.telar.data.ImageDataset;
import dev.telar.engine.Engine;
import dev.telar.measure.DeadUnits;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.train.Trainer;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import dev.telar.train.TrainingResult;

/// What one run is given.
///
/// @param data trained on and tested on
/// @param start the model to start from
/// @param startedFrom where that model comes from: `pytorch-default` or a file
/// @param plan what is to be computed
/// @param engine which implementation computes
/// @param threads how many threads compute
public record TrainingRun(
    ImageDataset data,
    Autoencoder start,
    String startedFrom,
    TrainingPlan plan,
    Engine.Kind engine,
    int threads) {
  /// `startedFrom` of a model that was initialised as PyTorch does.
  public static final String PYTORCH_DEFAULT = "pytorch-default";

  private static final double NANOS_PER_SECOND = 1e9;

  /// How many rows the split leaves for training.
  public int trainRows() {
    return data.train().rows() - plan.validationRows();
  }

  /// Trains, then measures the finished model on the test images.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public FinishedRun train(TrainingListener listener) throws InterruptedException {
    long started = System.nanoTime();
    TrainingResult result = new Trainer(plan, engine, threads).train(data.train(), start, listener);
    int batch = Math.min(data.test().rows(), ReconstructionError.BATCH_ROWS);
    try (Engine test = Engine.open(engine, result.model(), batch, threads)) {
      double testError = ReconstructionError.mean(test, data.test());
      DeadUnits deadUnits = DeadUnits.count(test, data.test());
      double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
      return new FinishedRun(this, result, testError, deadUnits, seconds);
    }
  }
}
