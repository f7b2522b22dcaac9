package dev.telar.train;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import dev.telar.train.TrainingPlan.TrainError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Trains a model as a plan says. The result depends on the plan, the data and the start alone: not
/// on the engine, the number of threads, or the listener.
///
/// Safe for use by many threads; each call of [#train] has an engine of its own.
public final class Trainer {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrainingPlan plan;
  private final Engine.Kind engineKind;
  private final int threads;

  /// @param engineKind which implementation computes
  /// @param threads how many threads compute, at least 1
  public Trainer(TrainingPlan plan, Engine.Kind engineKind, int threads) {
    this.plan = plan;
    this.engineKind = engineKind;
    this.threads = threads;
  }

  /// Trains on the rows of the samples that the plan's split leaves for training.
  ///
  /// @param samples (rows, D); only read
  /// @param start the model to start from; not modified
  /// @param listener told of every step and epoch
  /// @throws IllegalArgumentException if the samples do not fit the model, or are too few for the
  ///   split
  /// @throws DivergedException if a loss is NaN or infinite
  /// @throws InterruptedException if the thread is interrupted; looked at after every step
  public TrainingResult train(Samples samples, Autoencoder start, TrainingListener listener)
      throws InterruptedException {
    Split split = Split.of(plan.split(), samples.rows(), plan.validationRows(), plan.seed());
    var training =
        new Engine.Training(
            new Optimizer.Sgd((float) plan.momentum()), (float) plan.dropout(), plan.seed());
    int maxBatch =
        Math.min(samples.rows(), Math.max(plan.batchSize(), ReconstructionError.BATCH_ROWS));
    try (Engine engine = Engine.open(engineKind, start, training, maxBatch, threads)) {
      List<EpochErrors> epochs = new ArrayList<>();
      var progress = new Progress();
      for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
        long started = System.nanoTime();
        double running = trainEpoch(engine, samples, split, epoch, progress, listener);
        long trained = System.nanoTime();
        OptionalDouble train =
            plan.trainError() == TrainError.FULL
                ? OptionalDouble.of(ReconstructionError.mean(engine, samples, split.train()))
                : OptionalDouble.empty();
        OptionalDouble validation =
            plan.validationRows() > 0
                ? OptionalDouble.of(ReconstructionError.mean(engine, samples, split.validation()))
                : OptionalDouble.empty();
        var errors =
            new EpochErrors(
                epoch,
                running,
                train,
                validation,
                (trained - started) / NANOS_PER_SECOND,
                (System.nanoTime() - started) / NANOS_PER_SECOND);
        epochs.add(errors);
        listener.onEpoch(errors);
      }
      return new TrainingResult(
          new Autoencoder(start.architecture(), engine.parameters()), epochs, engine.kind());
    }
  }

  /// What is carried from epoch to epoch.
  private static final class Progress {
    long step;
    double lastFiniteLoss = Double.NaN;
  }

  private double trainEpoch(
      Engine engine,
      Samples samples,
      Split split,
      int epoch,
      Progress progress,
      TrainingListener listener)
      throws InterruptedException {
    var batches = new Batches(samples, epochOrder(split.train(), epoch), plan.batchSize());
    double squaredError = 0;
    long rows = 0;
    int stepOfEpoch = 0;
    for (Batch batch : batches) {
      double batchError = engine.trainStep(batch, progress.step, (float) plan.learningRate());
      double loss = batchError / ((double) batch.size() * samples.width());
      if (!Double.isFinite(loss)) {
        throw new DivergedException(loss, epoch, progress.step + 1, progress.lastFiniteLoss);
      }
      progress.lastFiniteLoss = loss;
      progress.step++;
      stepOfEpoch++;
      squaredError += batchError;
      rows += batch.size();
      listener.onStep(
          epoch, stepOfEpoch, batches.count(), squaredError / ((double) rows * samples.width()));
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in epoch " + epoch);
      }
    }
    return squaredError / ((double) rows * samples.width());
  }

  private int[] epochOrder(int[] trainRows, int epoch) {
    if (!plan.shuffle()) {
      return trainRows;
    }
    int[] order =
        new RandomSource(plan.seed(), Purpose.SHUFFLE).permutation(epoch, trainRows.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = trainRows[order[i]];
    }
    return order;
  }
}
