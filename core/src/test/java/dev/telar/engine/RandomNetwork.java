package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.RandomWeights;
import dev.telar.data.Samples;
import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Noise.Masking;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
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
    Training training,
    Values values) {
  /// What samples are made of.
  enum Values {
    BYTES,
    FLOATS,
    /// Floats with [RandomWeights].
    WEIGHTED;

    private static Values of(int i) {
      return i % 5 < 3 ? BYTES : FLOATS;
    }
  }

  private static final int STEPS = 4;
  private static final float LEARNING_RATE = 0.3f;
  private static final long SEED = -3;
  private static final Activation[] ACTIVATIONS = {new Relu(), new Identity()};
  private static final float NO_CLIP = Float.POSITIVE_INFINITY;

  /// Sizes that straddle vectors, register tiles and panels.
  private static final int[][] SIZES = {
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

  /// Hidden and output activations that take turns.
  private static final String[][] CURVES = {
    {"sigmoid", "tanh"},
    {"gelu", "sigmoid"},
    {"leaky-relu:0.2", "gelu"},
    {"top-k:3", "relu"},
    {"tanh", "leaky-relu"},
    {"relu", "sigmoid"},
    {"top-k:40", "sigmoid"}
  };

  /// Everything else that a step may do, in turn.
  private static final List<Training> METHODS =
      List.of(
          method(new Sgd(0.9f, true, 0.01f), 0.1f, new Noise.None(), 0, 0.05f, false),
          method(new Adam(0.9, 0.999, 1e-8, 0, false), 0, new Gaussian(0.3f), 0.1f, NO_CLIP, false),
          method(new Sgd(0, false, 0.02f), 0, new Masking(0.4f), 0, NO_CLIP, true),
          method(new Adam(0.8, 0.95, 1e-6, 0.1f, true), 0.2f, new Masking(0.1f), 0, 0.1f, false),
          method(new Sgd(0.5f), 0, new Gaussian(1), 0.5f, 0.02f, true),
          method(new Adam(0, 0.9, 1e-3, 0.1f, false), 0, new Noise.None(), 0, NO_CLIP, true));

  private static Training method(
      Optimizer optimizer, float dropout, Noise noise, float sparsity, float clip, boolean tied) {
    return new Training(
        optimizer,
        Loss.MEAN_SQUARED_ERROR,
        new Regularisation(dropout, noise, sparsity, clip, tied),
        SEED);
  }

  static Stream<RandomNetwork> all() {
    return Stream.of(plain(), varied(), weighted()).flatMap(networks -> networks);
  }

  /// The paper's kind of training at every size.
  private static Stream<RandomNetwork> plain() {
    return IntStream.range(0, SIZES.length)
        .mapToObj(i ->
            new RandomNetwork(
                SIZES[i][0],
                SIZES[i][1],
                SIZES[i][2],
                ACTIVATIONS[i % 3 == 2 ? 1 : 0],
                ACTIVATIONS[i % 4 == 3 ? 1 : 0],
                new Training(
                    new Sgd(i % 2 == 0 ? 0.9f : 0), new float[] {0.5f, 0.1f, 0}[i % 3], SEED),
                Values.of(i)));
  }

  /// Every activation and every method at every size.
  private static Stream<RandomNetwork> varied() {
    return IntStream.range(0, 2 * SIZES.length).mapToObj(i -> varied(i, SIZES[i % SIZES.length]));
  }

  /// Both kinds of networks with weighted samples, in turn.
  private static Stream<RandomNetwork> weighted() {
    List<RandomNetwork> networks = Stream.concat(plain(), varied()).toList();
    return IntStream.range(0, networks.size())
        .filter(i -> i % 2 == 0)
        .mapToObj(i -> networks.get(i).weightedToo());
  }

  private RandomNetwork weightedToo() {
    return new RandomNetwork(
        inputs, hidden, batchRows, hiddenActivation, outputActivation, training, Values.WEIGHTED);
  }

  private static RandomNetwork varied(int i, int[] size) {
    String[] curves = CURVES[i % CURVES.length];
    Training method = METHODS.get((i + i / SIZES.length) % METHODS.size());
    if (curves[1].equals("sigmoid") && i % 2 == 0) {
      method = withCrossEntropy(method);
    }
    return new RandomNetwork(
        size[0],
        size[1],
        size[2],
        hiddenActivation(curves[0], size[1]),
        Activation.of(curves[1]),
        method,
        Values.of(i));
  }

  /// Top-k keeps all units where there are fewer.
  private static Activation hiddenActivation(String label, int units) {
    Activation activation = Activation.of(label);
    return activation instanceof Activation.TopK(int k)
        ? new Activation.TopK(Math.min(k, units))
        : activation;
  }

  private static Training withCrossEntropy(Training method) {
    return new Training(
        method.optimizer(), Loss.BINARY_CROSS_ENTROPY, method.regularisation(), method.seed());
  }

  /// The paper's smallest network, with everything that a step may do.
  static RandomNetwork fashionMnist() {
    return new RandomNetwork(
        784,
        64,
        100,
        new Relu(),
        new Relu(),
        new Training(new Sgd(0.9f), 0.1f, SEED),
        Values.BYTES);
  }

  /// Networks of the same size that have every other stage between them, and the weights of samples
  /// with fused activations and others.
  static Stream<RandomNetwork> everyStage() {
    return Stream.concat(
        IntStream.range(0, CURVES.length).mapToObj(i -> varied(i, new int[] {784, 64, 50})),
        Stream.of(fashionMnist().weightedToo(), varied(1, new int[] {784, 64, 50}).weightedToo()));
  }

  /// The first rows.
  Batch batch() {
    return new Batch(samples(), IntStream.range(0, batchRows).toArray(), 0, batchRows);
  }

  Engine open(Engine.Kind kind, int threads) {
    var architecture = Architecture.of(inputs, hidden, hiddenActivation, outputActivation);
    Autoencoder start = Autoencoder.initialise(architecture, 5);
    return open(
        kind,
        training.regularisation().tied()
            ? new Autoencoder(architecture, start.parameters().withTiedDecoder())
            : start,
        List.of(),
        threads);
  }

  private Engine open(Engine.Kind kind, Autoencoder start, List<Parameters> memory, int threads) {
    return Engine.open(kind, start, memory, training, batchRows, threads);
  }

  /// Trains; the checksums of the weights and of the optimizer state.
  List<String> train(Engine.Kind kind) {
    try (Engine engine = open(kind, 2)) {
      train(engine, 0, STEPS);
      return checksums(engine);
    }
  }

  private static List<String> checksums(Engine engine) {
    return Stream.concat(Stream.of(engine.parameters()), engine.optimizerState().stream())
        .map(Parameters::sha256)
        .toList();
  }

  /// The same, half of the steps in one engine and half in another that resumes where the first one
  /// stood.
  List<String> trainInTurns(Engine.Kind first, Engine.Kind second) {
    try (Engine one = open(first, 2)) {
      train(one, 0, STEPS / 2);
      var stopped = new Autoencoder(one.architecture(), one.parameters());
      try (Engine other = open(second, stopped, one.optimizerState(), 3)) {
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
    float[] decoded = new float[batchRows * inputs];
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
        engine.decode(codes(latent, size), decoded);
        trace
            .append(Arrays.hashCode(errors))
            .append(' ')
            .append(Arrays.hashCode(latent))
            .append(' ')
            .append(Arrays.hashCode(output))
            .append(' ')
            .append(Arrays.equals(decoded, output))
            .append('\n');
      }
      return trace.append(engine.parameters().sha256()).toString();
    }
  }

  private Batch codes(float[] latent, int rows) {
    return new Batch(
        new FloatSamples(latent, batchRows, hidden), IntStream.range(0, rows).toArray(), 0, rows);
  }

  private Samples samples() {
    int rows = batchRows + STEPS;
    var random = new Random(7);
    if (values == Values.BYTES) {
      byte[] bytes = new byte[rows * inputs];
      random.nextBytes(bytes);
      return new ByteSamples(bytes, rows, inputs);
    }
    float[] floats = new float[rows * inputs];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = random.nextFloat();
    }
    var samples = new FloatSamples(floats, rows, inputs);
    return values == Values.WEIGHTED ? RandomWeights.of(samples) : samples;
  }

  @Override
  public String toString() {
    return "%d-%d-%d %s %s, %s, %s"
        .formatted(
            inputs,
            hidden,
            batchRows,
            hiddenActivation.label(),
            outputActivation.label(),
            training,
            values);
  }
}
