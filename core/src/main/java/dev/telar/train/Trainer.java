package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trains models. The result depends on the plan, the data and the start alone: not on the engine,
/// the number of threads, the listener, or how often training was stopped and resumed.
///
/// Safe for use by many threads; each call of [#train] or [#resume] has an engine of its own.
public final class Trainer {
  private final Engine.Kind engineKind;
  private final int threads;

  /// @param engineKind which implementation computes
  /// @param threads how many threads compute, at least 1
  /// @throws IllegalArgumentException if there is no thread
  public Trainer(Engine.Kind engineKind, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    this.engineKind = engineKind;
    this.threads = threads;
  }

  /// Trains on the rows of the samples that the plan's split leaves for training, and keeps no
  /// checkpoints.
  ///
  /// @param samples (rows, D); only read
  /// @param start the model to start from; not modified
  /// @param listener told of every step and epoch, and asked whether to stop
  /// @throws IllegalArgumentException if the samples do not fit the model, are too few for the
  ///   split, or none of those that train or validate counts
  /// @throws DivergedException if a loss, a measured error or a weight is NaN or infinite
  /// @throws InterruptedException if the thread is interrupted; looked at after every step
  public TrainingResult train(
      TrainingPlan plan, Samples samples, Autoencoder start, TrainingListener listener)
      throws InterruptedException {
    try {
      return run(Checkpoint.start(plan, samples, start, Map.of()), samples, null, listener);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written without a folder for checkpoints", e);
    }
  }

  /// Resumes training where a checkpoint stands, by its plan, and keeps checkpoints: the one given,
  /// so that a folder that cannot be written to is known at once; one at every epoch's end; one as
  /// often as the folder says within an epoch; and one when the thread is interrupted or a listener
  /// asks to stop.
  ///
  /// @param from made by [Checkpoint#start], or read; for more epochs than its plan has, see
  ///   [Checkpoint#extendedTo]
  /// @param samples (rows, D), the same as before; only read
  /// @param folder where checkpoints are kept; not closed
  /// @param listener told of every step and epoch to come, and asked whether to stop
  /// @throws IllegalArgumentException if the samples are others than the checkpoint's, or do not
  ///   fit the model
  /// @throws DivergedException if a loss, a measured error or a weight is NaN or infinite; the last
  ///   good checkpoint stays
  /// @throws IOException if a checkpoint cannot be written; the one before it stays
  /// @throws InterruptedException if the thread is interrupted; looked at after every step
  public TrainingResult resume(
      Checkpoint from, Samples samples, CheckpointFolder folder, TrainingListener listener)
      throws IOException, InterruptedException {
    Checkpoint checked = from.on(samples);
    folder.keep(checked);
    folder.await();
    TrainingResult result = run(checked, samples, folder, listener);
    folder.await();
    return result;
  }

  private TrainingResult run(
      Checkpoint from,
      Samples samples,
      @Nullable CheckpointFolder folder,
      TrainingListener listener)
      throws IOException, InterruptedException {
    TrainingPlan plan = from.plan();
    int evaluated = ReconstructionError.batchRows(from.model().architecture(), samples.rows());
    int maxBatch = Math.max(Math.min(samples.rows(), plan.batchSize()), evaluated);
    try (Engine engine =
        Engine.open(
            engineKind, from.model(), from.optimizerState(), plan.training(), maxBatch, threads)) {
      return new TrainingLoop(from, samples, engine, folder, listener).run();
    }
  }
}
