package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.model.Activation;
import dev.telar.model.Activation.Identity;
import dev.telar.model.Activation.Relu;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A network of some shape with made-up weights and samples, and all that an engine makes of it.
///
/// @param batchRows the rows of a batch; the last one is shorter
record RandomNetwork(
    int inputs,
    int hidden,
    int batchRows,
    Activation hiddenActivation,
    Activation outputActivation,
    float momentum,
    float dropout,
    boolean bytes) {
  private static final int STEPS = 4;
  private static final float LEARNING_RATE = 0.3f;
  private static final Activation[] ACTIVATIONS = {new Relu(), new Identity()};

  /// Sizes that straddle vectors, register tiles and panels; the other properties take turns.
  static Stream<RandomNetwork> all() {
    int[][] sizes = {
      {1, 1, 1},
      {2, 1, 7},
      {7, 8, 5},
      {8, 7, 4},
      {9, 15, 6},
      {15, 9, 11},
      {16, 16, 12},
      {17, 33, 13},
      {31, 17, 10},
      {63, 5, 9},
      {64, 64, 24},
      {65, 63, 25},
      {70, 66, 17},
      {128, 1, 3},
      {100, 130, 50},
      {207, 65, 31},
      {1, 70, 8},
      {784, 64, 29},
      {1030, 3, 5},
      {5, 1100, 40},
      {66, 70, 1030}
    };
    return IntStream.range(0, sizes.length)
        .mapToObj(i ->
            new RandomNetwork(
                sizes[i][0],
                sizes[i][1],
                sizes[i][2],
                ACTIVATIONS[i % 3 == 2 ? 1 : 0],
                ACTIVATIONS[i % 4 == 3 ? 1 : 0],
                i % 2 == 0 ? 0.9f : 0,
                new float[] {0.5f, 0.1f, 0}[i % 3],
                i % 5 < 3));
  }

  /// The paper's smallest network, with everything that a step may do.
  static RandomNetwork fashionMnist() {
    return new RandomNetwork(784, 64, 100, new Relu(), new Relu(), 0.9f, 0.1f, true);
  }

  /// The first rows.
  Batch batch() {
    return new Batch(samples(), IntStream.range(0, batchRows).toArray(), 0, batchRows);
  }

  Engine open(Engine.Kind kind, int threads) {
    var architecture = new Architecture(inputs, hidden, hiddenActivation, outputActivation);
    return open(kind, Autoencoder.initialise(architecture, 5), List.of(), threads);
  }

  private Engine open(Engine.Kind kind, Autoencoder start, List<Parameters> memory, int threads) {
    var training = new Engine.Training(new Optimizer.Sgd(momentum), dropout, -3);
    return Engine.open(kind, start, memory, training, batchRows, threads);
  }

  /// Trains; the checksums of the weights and of what the optimizer remembers.
  List<String> train(Engine.Kind kind) {
    try (Engine engine = open(kind, 2)) {
      train(engine, 0, STEPS);
      return checksums(engine);
    }
  }

  private static List<String> checksums(Engine engine) {
    return Stream.concat(Stream.of(engine.parameters()), engine.optimizerMemory().stream())
        .map(Parameters::sha256)
        .toList();
  }

  /// The same, half of the steps in one engine and half in another that goes on where the first one
  /// stood.
  List<String> trainInTurns(Engine.Kind first, Engine.Kind second) {
    try (Engine one = open(first, 2)) {
      train(one, 0, STEPS / 2);
      var stopped = new Autoencoder(one.architecture(), one.parameters());
      try (Engine other = open(second, stopped, one.optimizerMemory(), 3)) {
        train(other, STEPS / 2, STEPS);
        return checksums(other);
      }
    }
  }

  private void train(Engine engine, int from, int to) {
    Samples samples = samples();
    int[] order = IntStream.range(0, samples.rows()).toArray();
    for (int step = from; step < to; step++) {
      engine.trainStep(new Batch(samples, order, step, batchRows), step, LEARNING_RATE);
    }
  }

  /// Trains, evaluates, encodes and reconstructs with batches of two sizes: every result, to the
  /// bit.
  String trace(Engine.Kind kind, int threads) {
    var trace = new StringBuilder();
    Samples samples = samples();
    int[] order = IntStream.range(0, samples.rows()).map(i -> samples.rows() - 1 - i).toArray();
    float[] latent = new float[batchRows * hidden];
    float[] output = new float[batchRows * inputs];
    double[] errors = new double[batchRows];
    try (Engine engine = open(kind, threads)) {
      for (int step = 0; step < STEPS; step++) {
        int size = step % 2 == 0 ? batchRows : Math.max(1, batchRows - 3);
        var batch = new Batch(samples, order, step, size);
        // The high half of a step's number is in the dropout's counter, too.
        trace.append(engine.trainStep(batch, step + (1L << 33), LEARNING_RATE)).append('\n');
        engine.squaredErrors(batch, errors);
        engine.encode(batch, latent);
        engine.reconstruct(batch, output);
        trace
            .append(Arrays.hashCode(errors))
            .append(' ')
            .append(Arrays.hashCode(latent))
            .append(' ')
            .append(Arrays.hashCode(output))
            .append('\n');
      }
      return trace.append(engine.parameters().sha256()).toString();
    }
  }

  private Samples samples() {
    int rows = batchRows + STEPS;
    var random = new Random(7);
    if (bytes) {
      byte[] values = new byte[rows * inputs];
      random.nextBytes(values);
      return new ByteSamples(values, rows, inputs);
    }
    float[] values = new float[rows * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new FloatSamples(values, rows, inputs);
  }

  @Override
  public String toString() {
    return "%d-%d-%d %s %s, momentum %s, dropout %s, %s"
        .formatted(
            inputs,
            hidden,
            batchRows,
            hiddenActivation.label(),
            outputActivation.label(),
            momentum,
            dropout,
            bytes ? "bytes" : "floats");
  }
}
