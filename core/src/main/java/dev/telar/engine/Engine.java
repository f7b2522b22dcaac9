package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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

  /// What a training step computes.
  ///
  /// @param optimizer how the gradient changes the parameters
  /// @param loss whose gradient is computed
  /// @param dropout the probability with which a hidden unit is switched off in a step, in [0, 1)
  /// @param noise on the inputs
  /// @param sparsity λ of the penalty λ · mean |a| over the batch's hidden activations (Ng, Sparse
  ///   autoencoder, 2011, with the L1 norm), at least 0
  /// @param clipNorm the greatest Euclidean norm of the whole gradient; a longer one is scaled down
  ///   to it (Pascanu, Mikolov, Bengio 2013); infinite to leave it as it is
  /// @param tied whether the decoder's weights are the encoder's, transposed
  /// @param seed of the dropout masks and the noise
  record Training(
      Optimizer optimizer,
      Loss loss,
      float dropout,
      Noise noise,
      float sparsity,
      float clipNorm,
      boolean tied,
      long seed) {
    public Training {
      Objects.requireNonNull(optimizer);
      Objects.requireNonNull(loss);
      Objects.requireNonNull(noise);
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException(
            "dropout must be at least 0 and below 1, got " + dropout);
      }
      if (!(sparsity >= 0 && Float.isFinite(sparsity))) {
        throw new IllegalArgumentException(
            "the sparsity penalty must be at least 0 and finite, got " + sparsity);
      }
      if (!(clipNorm > 0)) {
        throw new IllegalArgumentException(
            "the norm to clip gradients at must be above 0, got " + clipNorm);
      }
    }

    /// The mean square error's gradient with nothing but dropout.
    public Training(Optimizer optimizer, float dropout, long seed) {
      this(
          optimizer,
          Loss.MEAN_SQUARED_ERROR,
          dropout,
          new Noise.None(),
          0,
          Float.POSITIVE_INFINITY,
          false,
          seed);
    }

    /// Whether gradients are clipped.
    boolean clips() {
      return Float.isFinite(clipNorm);
    }

    /// What a gradient is multiplied by, as PyTorch's `clip_grad_norm_` does.
    ///
    /// @param squaredNorm of the whole gradient
    float clipFactor(double squaredNorm) {
      return (float) Math.min(1, clipNorm / (Math.sqrt(squaredNorm) + 1e-6));
    }

    /// What a unit that is on adds to its gradient: the sparsity penalty's derivative.
    float sparsityGradient(int rows, int hidden) {
      return (float) (sparsity / ((double) rows * hidden));
    }

    private void check(Autoencoder start) {
      loss.check(start.architecture().outputActivation());
      if (start.architecture().outputActivation() instanceof Activation.TopK) {
        throw new IllegalArgumentException("top-k is for the hidden layer, not for the output");
      }
      if (tied && !start.parameters().areTied()) {
        throw new IllegalArgumentException(
            "tied weights need a model whose decoder weights are the encoder's, transposed");
      }
    }
  }

  /// Opens an engine that can train.
  ///
  /// @param start the model to start from; not modified
  /// @param maxBatch the largest batch that it will be given
  /// @param threads how many threads compute, at least 1
  /// @throws IllegalArgumentException if a number is too small or too large, or this JVM cannot run
  ///   the kind
  static Engine open(Kind kind, Autoencoder start, Training training, int maxBatch, int threads) {
    return open(kind, start, List.of(), training, maxBatch, threads);
  }

  /// Opens an engine that goes on training where another one stood.
  ///
  /// @param start that engine's model; not modified
  /// @param memory that engine's [#optimizerMemory()], or empty if the optimizer begins anew; not
  ///   modified
  /// @throws IllegalArgumentException also if the memory is not of this optimizer and model
  static Engine open(
      Kind kind,
      Autoencoder start,
      List<Parameters> memory,
      Training training,
      int maxBatch,
      int threads) {
    training.check(start);
    training.optimizer().checkMemory(memory, start.architecture());
    return switch (VectorModule.choose(kind)) {
      case AUTO, REFERENCE -> new ReferenceEngine(start, memory, training, maxBatch, threads);
      case VECTOR -> new VectorEngine(start, memory, training, maxBatch, threads);
    };
  }

  /// Opens an engine for encoding, reconstruction and evaluation.
  ///
  /// @param maxBatch the largest batch that it will be given
  static Engine open(Kind kind, Autoencoder model, int maxBatch, int threads) {
    return open(kind, model, new Training(new Optimizer.Sgd(0), 0, 0), maxBatch, threads);
  }

  /// The kind that computes; never [Kind#AUTO].
  Kind kind();

  /// The shape of the model.
  Architecture architecture();

  /// The largest batch that it takes.
  int maxBatch();

  /// One step: forward with noise and dropout, the loss's gradient over the batch, and the update.
  ///
  /// @param batch (B, D)
  /// @param step the number of the step since the start of training, from 0; it names the dropout
  ///   masks and the noise
  /// @param learningRate η
  /// @return the sum of the squared errors over rows and columns, before the update, with noise and
  ///   dropout on
  double trainStep(Batch batch, long step, float learningRate);

  /// Writes the squared error of each row of a batch, summed over its columns, dropout off.
  ///
  /// @param out (B) or longer; modified
  void squaredErrors(Batch batch, double[] out);

  /// Writes the hidden activations of a batch, dropout off.
  ///
  /// @param out (B, N), row after row; modified
  void encode(Batch batch, float[] out);

  /// Writes the reconstructions of a batch, dropout off.
  ///
  /// @param out (B, D), row after row; modified
  void reconstruct(Batch batch, float[] out);

  /// Writes what the decoder makes of hidden activations: of those that [#encode] gives, the bits
  /// that [#reconstruct] gives. They are taken as they are, whatever the hidden activation.
  ///
  /// @param codes (B, N)
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

  /// A copy of the parameters as they are now.
  Parameters parameters();

  /// A copy of what the optimizer remembers now: as many numbers for each parameter as
  /// [Optimizer#memoryNames()] names, laid out like the parameters.
  List<Parameters> optimizerMemory();

  /// Ends the engine's threads.
  @Override
  void close();
}
