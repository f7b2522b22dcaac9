package dev.telar.train;

import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trains a model as a plan says. The result depends on the plan, the data and the start alone: not
/// on the engine, the number of threads, the listener, or how often training was stopped and went
/// on.
///
/// Safe for use by many threads; each call of [#train] has an engine of its own.
public final class Trainer {
  private final TrainingPlan plan;
  private final Engine.Kind engineKind;
  private final int threads;

  /// @param engineKind which implementation computes
  /// @param threads how many threads compute, at least 1
  /// @throws IllegalArgumentException if there is no thread
  public Trainer(TrainingPlan plan, Engine.Kind engineKind, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
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
  /// @throws DivergedException if a loss, a measured error or a weight is NaN or infinite
  /// @throws InterruptedException if the thread is interrupted; looked at after every step
  public TrainingResult train(Samples samples, Autoencoder start, TrainingListener listener)
      throws InterruptedException {
    try {
      return run(samples, Checkpoint.start(plan, samples.rows(), start, Map.of()), null, listener);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written without a folder for checkpoints", e);
    }
  }

  /// Goes on training where a checkpoint stands, and keeps checkpoints: one at every epoch's end,
  /// one as often as the folder says within an epoch, and one when the thread is interrupted. At
  /// the beginning of training, and under a new plan, the checkpoint given is itself kept first: a
  /// folder that cannot be written to is known at once.
  ///
  /// @param samples (rows, D), the same as before; only read
  /// @param from made by [Checkpoint#start], or read; its plan may have another number of epochs
  ///   than this trainer's
  /// @param folder where checkpoints are kept; not closed
  /// @param listener told of every step and epoch to come
  /// @throws IllegalArgumentException if the samples are not as many as the checkpoint's, do not
  ///   fit the model, or the plans differ
  /// @throws DivergedException if a loss, a measured error or a weight is NaN or infinite; the last
  ///   good checkpoint stays
  /// @throws IOException if a checkpoint cannot be written; the one before it stays
  /// @throws InterruptedException if the thread is interrupted; looked at after every step
  public TrainingResult train(
      Samples samples, Checkpoint from, CheckpointFolder folder, TrainingListener listener)
      throws IOException, InterruptedException {
    if (samples.rows() != from.rows()) {
      throw new IllegalArgumentException(
          "there are %d rows, the checkpoint is of training on %d"
              .formatted(samples.rows(), from.rows()));
    }
    Checkpoint planned = from.withPlan(plan);
    if (planned.step() == 0 || !planned.plan().equals(from.plan())) {
      folder.keep(planned);
      folder.await();
    }
    TrainingResult result = run(samples, planned, folder, listener);
    folder.await();
    return result;
  }

  private TrainingResult run(
      Samples samples,
      Checkpoint from,
      @Nullable CheckpointFolder folder,
      TrainingListener listener)
      throws IOException, InterruptedException {
    int evaluated = ReconstructionError.batchRows(from.model().architecture(), samples.rows());
    int maxBatch = Math.max(Math.min(samples.rows(), plan.batchSize()), evaluated);
    try (Engine engine =
        Engine.open(
            engineKind, from.model(), from.optimizerState(), plan.training(), maxBatch, threads)) {
      return new TrainingLoop(from, samples, engine, folder, listener).run();
    }
  }
}
