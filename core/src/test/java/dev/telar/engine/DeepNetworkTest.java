package dev.telar.engine;

import static dev.telar.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.engine.Engine.Kind;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.model.Parameters;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks with several hidden layers, against PyTorch in float64, and to the bit against the
/// second implementation of the contract.
class DeepNetworkTest {
  /// For one pass.
  private static final double ONE_PASS = 1e-6;

  /// After steps, whose differences add up.
  private static final double DESCENT = 2e-6;

  /// The same with Adam, which divides a gradient by its own size, so that the rounding of small
  /// ones shows. Measured: at most 1.1e-5.
  private static final double ADAM = 3e-5;

  private static Stream<Arguments> everyMethodOfEveryNetwork() {
    return DeepNetwork.all()
        .flatMap(network ->
            Arrays.stream(DeepMethod.values()).map(method -> Arguments.of(network, method)));
  }

  @ParameterizedTest
  @MethodSource("everyMethodOfEveryNetwork")
  void everyEngineGivesTheBitsOfTheIndependentImplementation(
      DeepNetwork network, DeepMethod method) {
    Properties exact = Golden.properties("exact-deep.properties");
    String key = network + "." + method.label();
    double[] expected =
        Arrays.stream(exact.getProperty(key + ".squaredErrors").split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();

    for (Kind kind : List.of(Kind.REFERENCE, Kind.VECTOR)) {
      for (int threads : kind == Kind.VECTOR ? new int[] {1, 3} : new int[] {2}) {
        double[] errors = new double[expected.length];
        try (Engine engine = method.open(kind, network, threads)) {
          for (int step = 0; step < errors.length; step++) {
            errors[step] = engine.trainStep(network.batch(step), step, method.learningRate());
          }

          assertThat(errors).as(kind + " " + threads).containsExactly(expected);
          assertThat(engine.parameters().sha256())
              .as(kind + " " + threads)
              .isEqualTo(exact.getProperty(key + ".sha256"));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyMethodOfEveryNetwork")
  void bothEnginesComputeForwardPassesAlike(DeepNetwork network, DeepMethod method) {
    assertThat(forward(method, network, Kind.VECTOR))
        .isDeepEqualTo(forward(method, network, Kind.REFERENCE));
  }

  /// What each layer makes of a short batch after two steps, the outputs decoded from the codes,
  /// and the optimizer's state.
  private static float[][] forward(DeepMethod method, DeepNetwork network, Kind kind) {
    try (Engine engine = method.open(kind, network, 3)) {
      for (int step = 0; step < 2; step++) {
        engine.trainStep(network.batch(step), step, method.learningRate());
      }
      int rows = network.batchRows() - 2;
      var batch = new Batch(network.samples(), IntStream.range(0, rows).toArray(), 0, rows);
      int hidden = engine.architecture().hiddenLayers();
      float[][] outputs = new float[hidden + 3][];
      for (int layer = 0; layer < hidden; layer++) {
        outputs[layer] = new float[rows * engine.architecture().layers().get(layer).outputs()];
        engine.activations(layer, batch, outputs[layer]);
      }
      float[] code = new float[rows * network.hidden().code()];
      engine.encode(batch, code);
      assertThat(code).isEqualTo(outputs[network.hidden().widths().size() - 1]);
      outputs[hidden] = new float[rows * network.inputs()];
      engine.reconstruct(batch, outputs[hidden]);
      outputs[hidden + 1] = new float[rows * network.inputs()];
      var codes = new FloatSamples(code, rows, network.hidden().code());
      engine.decode(
          new Batch(codes, IntStream.range(0, rows).toArray(), 0, rows), outputs[hidden + 1]);
      assertThat(outputs[hidden + 1]).isEqualTo(outputs[hidden]);
      List<Parameters> state = engine.optimizerState();
      outputs[hidden + 2] =
          state.isEmpty() ? new float[0] : state.getLast().encoder().getLast().weight();
      return outputs;
    }
  }

  private static Stream<DeepNetwork> networks() {
    return DeepNetwork.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void forwardPassAndGradientAgreeWithPyTorch(DeepNetwork network) {
    Batch batch = network.batch(0);
    float[] code = new float[batch.size() * network.hidden().code()];
    float[] output = new float[batch.size() * network.inputs()];
    double[] errors = new double[batch.size()];

    try (var engine =
        ReferenceEngines.open(
            network.initial(), List.of(), training(new Sgd(0)), network.batchRows(), 2)) {
      engine.encode(batch, code);
      engine.reconstruct(batch, output);
      engine.squaredErrors(batch, errors);
      engine.computeGradient(batch, 0);

      assertClose("code", code, network.values("code"), ONE_PASS);
      assertClose("output", output, network.values("output"), ONE_PASS);
      float loss = (float) (Arrays.stream(errors).sum() / output.length);
      assertClose("loss", new float[] {loss}, network.values("loss"), ONE_PASS);
      assertClose(engine.gradient(), network.parameters("gradient."), ONE_PASS);
    }
  }

  private static Stream<Arguments> runs() {
    return DeepNetwork.all()
        .flatMap(network ->
            Stream.of("adam", "momentum", "epoch").map(run -> Arguments.of(network, run)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void tenStepsAndAnEpochAgreeWithPyTorch(DeepNetwork network, String run) {
    boolean momentum = run.equals("momentum");
    Training training = training(momentum ? new Sgd(0.9f) : new Adam(0.9, 0.999, 1e-8, 0, false));
    double tolerance = momentum ? DESCENT : ADAM;
    float[] losses = new float[network.values(run + ".losses").length];

    try (Engine engine =
        Engine.open(Kind.VECTOR, network.initial(), training, network.batchRows(), 2)) {
      for (int step = 0; step < losses.length; step++) {
        Batch batch = run.equals("epoch") ? shuffled(network, step) : network.batch(step);
        double error = engine.trainStep(batch, step, momentum ? 0.1f : 0.01f);
        losses[step] = (float) (error / batch.size() / network.inputs());
      }

      assertClose("losses", losses, network.values(run + ".losses"), tolerance);
      assertClose(engine.parameters(), network.parameters(run + "."), tolerance);
    }
  }

  /// As a trainer takes the rows in its first epoch.
  private static Batch shuffled(DeepNetwork network, int step) {
    int rows = network.samples().rows();
    int[] order = new RandomSource(DeepNetwork.SEED, Purpose.SHUFFLE).permutation(1, rows);
    int from = step * network.batchRows();
    return new Batch(network.samples(), order, from, Math.min(network.batchRows(), rows - from));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anEngineWithoutATrainingTrainsNot(DeepNetwork network) {
    for (Kind kind : List.of(Kind.REFERENCE, Kind.VECTOR)) {
      try (Engine engine = Engine.open(kind, network.initial(), network.batchRows(), 2)) {
        assertThat(engine.parameters().sha256()).isEqualTo(network.initial().parameters().sha256());
        assertThat(engine.optimizerState()).isEmpty();
        assertThatThrownBy(() -> engine.trainStep(network.batch(0), 0, 0.1f))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the engine was opened without a training");
        assertThatThrownBy(() -> engine.activations(9, network.batch(0), new float[9]))
            .hasMessageStartingWith("hidden layers are 0 to ");
      }
    }
  }

  @SuppressWarnings("try") // closed on purpose, while the other one computes
  @ParameterizedTest
  @MethodSource("networks")
  void enginesShareThreads(DeepNetwork network) {
    Training training = training(new Sgd(0.9f));
    String alone;
    try (Engine engine =
        Engine.open(Kind.VECTOR, network.initial(), training, network.batchRows(), 1)) {
      engine.trainStep(network.batch(0), 0, 0.1f);
      alone = engine.parameters().sha256();
    }

    try (Threads threads = Threads.of(3)) {
      for (Kind kind : List.of(Kind.REFERENCE, Kind.VECTOR)) {
        try (Engine one =
                Engine.open(
                    kind, network.initial(), List.of(), training, network.batchRows(), threads);
            Engine other = Engine.open(kind, network.initial(), 9, threads)) {
          one.trainStep(network.batch(0), 0, 0.1f);
          other.close();
          assertThat(one.parameters().sha256()).isEqualTo(alone);
          assertThatThrownBy(other::parameters).hasMessage("the engine is closed");
        }
      }
    }
  }

  private static Training training(Optimizer optimizer) {
    return new Training(optimizer, 0, DeepNetwork.SEED);
  }
}
