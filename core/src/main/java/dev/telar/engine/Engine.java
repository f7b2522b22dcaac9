package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.engine.base.VirtualLanes;
import dev.telar.engine.base.WorkerPool;
import dev.telar.engine.base.Workers;
import dev.telar.engine.reference.ReferenceEngine;
import dev.telar.engine.vector.VectorEngine;
import dev.telar.engine.vector.VectorModule;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Computes with one model: forward passes, and training steps that change its parameters.
///
/// An engine owns a copy of the parameters, workspaces for batches of a fixed greatest size, and
/// threads; close it to end them. Its result never depends on the engine's kind or the number of
/// threads: every bit is laid down by [ReferenceEngine].
///
/// A closed engine still knows its kind and shape; whatever computes or copies throws
/// [IllegalStateException].
///
/// Not safe for use by many threads at once, except for [#close], which waits for what is being
/// computed.
public sealed interface Engine extends AutoCloseable permits ReferenceEngine, VectorEngine {
  /// The largest batch of an engine that is opened without one.
  int DEFAULT_MAX_BATCH = 1000;

  /// Which implementation computes.
  enum Kind {
    /// The fastest one that this JVM can run. Where that is not the vector engine, one warning says
    /// why; where it is, a line of level INFO says how wide its vectors are.
    AUTO,
    /// The specification: plain loops.
    REFERENCE,
    /// The Vector API; it needs the JVM option `--add-modules jdk.incubator.vector`.
    VECTOR;

    /// Whether this JVM can run it.
    public boolean isAvailable() {
      return this != VECTOR || VectorModule.obstacle().isEmpty();
    }

    /// The name in files and on the command line.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Opens an engine that can train, with threads of its own.
  ///
  /// @param start the model to start from; not modified
  /// @param maxBatch the largest batch that it will be given
  /// @param threads how many threads compute, at least 1
  /// @throws IllegalArgumentException if a number is too small or too large, or this JVM cannot run
  ///   the kind
  static Engine open(Kind kind, Autoencoder start, Training training, int maxBatch, int threads) {
    return open(kind, start, List.of(), training, maxBatch, threads);
  }

  /// Opens an engine that resumes the training of another one, with threads of its own.
  ///
  /// @param start that engine's model; not modified
  /// @param state that engine's [#optimizerState()], or empty if the optimizer begins anew; not
  ///   modified
  /// @throws IllegalArgumentException also if the state is not of this optimizer and model
  static Engine open(
      Kind kind,
      Autoencoder start,
      List<Parameters> state,
      Training training,
      int maxBatch,
      int threads) {
    return open(kind, start, state, training, maxBatch, threads, workers(threads));
  }

  private static Supplier<Workers> workers(int threads) {
    return () -> Workers.owning(new WorkerPool(threads));
  }

  /// Opens an engine that trains or resumes training, on threads that it shares.
  ///
  /// @param state as above
  /// @param threads closed by the caller, after the engine
  static Engine open(
      Kind kind,
      Autoencoder start,
      List<Parameters> state,
      Training training,
      int maxBatch,
      Threads threads) {
    return open(
        kind,
        start,
        state,
        training,
        maxBatch,
        threads.count(),
        () -> Workers.sharing(threads.pool()));
  }

  /// @param training absent if the engine is to compute forward passes alone
  private static Engine open(
      Kind kind,
      Autoencoder start,
      List<Parameters> state,
      @Nullable Training training,
      int maxBatch,
      int threads,
      Supplier<Workers> workers) {
    if (training != null) {
      training.check(start);
      training.optimizer().checkState(state, start.architecture());
    }
    return switch (VectorModule.choose(kind)) {
      case AUTO, REFERENCE -> new ReferenceEngine(start, state, training, maxBatch, workers);
      case VECTOR -> new VectorEngine(start, state, training, maxBatch, threads, workers);
    };
  }

  /// Opens an engine for encoding, reconstruction and evaluation, with threads of its own. It
  /// cannot train, and has no memory for it.
  ///
  /// @param maxBatch the largest batch that it will be given
  static Engine open(Kind kind, Autoencoder model, int maxBatch, int threads) {
    return open(kind, model, List.of(), null, maxBatch, threads, workers(threads));
  }

  /// The same on threads that it shares.
  ///
  /// @param threads closed by the caller, after the engine
  static Engine open(Kind kind, Autoencoder model, int maxBatch, Threads threads) {
    return open(
        kind,
        model,
        List.of(),
        null,
        maxBatch,
        threads.count(),
        () -> Workers.sharing(threads.pool()));
  }

  /// The same on all processors, for batches of up to 1000 rows.
  static Engine open(Autoencoder model) {
    return open(Kind.AUTO, model, DEFAULT_MAX_BATCH, Runtime.getRuntime().availableProcessors());
  }

  /// The kind that computes; never [Kind#AUTO].
  Kind kind();

  /// The shape of the model.
  Architecture architecture();

  /// The largest batch that it takes.
  int maxBatch();

  /// One step: forward with noise and dropout, the loss's gradient over the batch, and the update.
  /// Of weighted samples, each value of a row counts its row's weight times its loss weight.
  ///
  /// @param batch (B, D)
  /// @param step the number of the step since the start of training, from 0; it names the dropout
  ///   masks and the noise
  /// @param learningRate η
  /// @return the sum of the squared errors over rows and columns, weighted likewise, before the
  ///   update, with noise and dropout on
  /// @throws IllegalStateException if the engine was opened without a training
  double trainStep(Batch batch, long step, float learningRate);

  /// Writes the squared error of each row of a batch, summed over its columns, dropout off. Of
  /// weighted samples, each value counts its loss weight; the row's weight is left to whoever adds
  /// rows.
  ///
  /// @param out (B) or longer; modified
  void squaredErrors(Batch batch, double[] out);

  /// Writes the codes of a batch, dropout off.
  ///
  /// @param out (B, code width), row after row; modified
  void encode(Batch batch, float[] out);

  /// Writes what a hidden layer makes of a batch, dropout off: the layer before the decoder gives
  /// the codes.
  ///
  /// @param layer from 0, through the encoder and on through the decoder
  /// @param out (B, width of the layer), row after row; modified
  /// @throws IllegalArgumentException if there is no such hidden layer
  void activations(int layer, Batch batch, float[] out);

  /// Writes the reconstructions of a batch, dropout off.
  ///
  /// @param out (B, D), row after row; modified
  void reconstruct(Batch batch, float[] out);

  /// Writes what the decoder makes of codes: of those that [#encode] gives, the bits that
  /// [#reconstruct] gives. They are taken as they are, whatever the code's activation.
  ///
  /// @param codes (B, code width)
  /// @param out (B, D), row after row; modified
  void decode(Batch codes, float[] out);

  /// The squared error of one row, summed over its columns, to the bit as [#squaredErrors] gives
  /// it.
  ///
  /// @param output (D); not modified
  /// @param sample (D); not modified
  /// @throws IllegalArgumentException if they differ in length
  static double squaredError(float[] output, float[] sample) {
    if (output.length != sample.length) {
      throw new IllegalArgumentException(
          "an output of %d columns has no error against a sample of %d"
              .formatted(output.length, sample.length));
    }
    return VirtualLanes.squaredDistance(output, sample);
  }

  /// The same where values have loss weights, as [#squaredErrors] gives it of weighted samples.
  ///
  /// @param output (D); not modified
  /// @param sample (D); not modified
  /// @param lossWeights (D); not modified
  /// @throws IllegalArgumentException if they differ in length
  static double squaredError(float[] output, float[] sample, float[] lossWeights) {
    if (output.length != sample.length || output.length != lossWeights.length) {
      throw new IllegalArgumentException(
          "an output of %d columns has no error against a sample of %d with %d weights"
              .formatted(output.length, sample.length, lossWeights.length));
    }
    return VirtualLanes.squaredDistance(output, sample, lossWeights);
  }

  /// A copy of the parameters as they are now.
  Parameters parameters();

  /// A copy of the optimizer's state: as many numbers for each parameter as
  /// [Optimizer#stateNames()] names, laid out like the parameters. Empty without a training.
  List<Parameters> optimizerState();

  /// Ends the engine's threads, if they are its own.
  @Override
  void close();
}
