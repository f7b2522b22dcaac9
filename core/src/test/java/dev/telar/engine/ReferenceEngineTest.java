package dev.telar.engine;

import static dev.telar.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.engine.GoldenNetwork.Run;
import dev.telar.engine.reference.ReferenceEngine;
import dev.telar.format.safetensors.SafeTensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The reference engine against PyTorch.
///
/// Not to the bit: PyTorch adds the terms of a product in another order. A tensor may differ by a
/// share of its largest element.
class ReferenceEngineTest {
  /// For one pass. Measured: at most 2.4e-7 from float64, as PyTorch's own float32.
  private static final double ONE_PASS = 4e-7;

  /// After ten steps, whose differences add up. Measured: at most 5.0e-7.
  private static final double TEN_STEPS = 1e-6;

  private static Stream<Arguments> networksInBothPrecisions() {
    return GoldenNetwork.all()
        .flatMap(golden -> Stream.of("float32", "float64").map(type -> Arguments.of(golden, type)));
  }

  private static Stream<Arguments> runs() {
    return GoldenNetwork.all()
        .flatMap(golden -> Arrays.stream(Run.values()).map(run -> Arguments.of(golden, run)));
  }

  @ParameterizedTest
  @MethodSource("networksInBothPrecisions")
  void forwardPassAgreesWithPyTorch(GoldenNetwork golden, String type) {
    Batch batch = golden.batch(0);
    float[] hidden = new float[golden.batchRows() * golden.hidden()];
    float[] output = new float[golden.batchRows() * golden.inputs()];
    double[] squaredErrors = new double[golden.batchRows()];

    try (var engine = open(golden, Run.PLAIN)) {
      engine.encode(batch, hidden);
      engine.reconstruct(batch, output);
      engine.squaredErrors(batch, squaredErrors);
    }

    assertClose("hidden", hidden, golden.values(type + ".hidden"), ONE_PASS);
    assertClose("output", output, golden.values(type + ".output"), ONE_PASS);
    float loss = (float) (Arrays.stream(squaredErrors).sum() / output.length);
    assertClose("loss", new float[] {loss}, golden.values(type + ".loss"), ONE_PASS);
  }

  @ParameterizedTest
  @MethodSource("networksInBothPrecisions")
  void gradientAgreesWithPyTorch(GoldenNetwork golden, String type) {
    try (var engine = open(golden, Run.PLAIN)) {
      engine.computeGradient(golden.batch(0), 0);

      assertClose(engine.gradient(), golden.parameters(type + ".gradient"), ONE_PASS);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void tenStepsAgreeWithPyTorch(GoldenNetwork golden, Run run) {
    float[] losses = new float[golden.values(run.label() + ".losses").length];

    try (var engine = open(golden, run)) {
      for (int step = 0; step < losses.length; step++) {
        Batch batch = golden.batch(step);
        double squaredError = engine.trainStep(batch, step, GoldenNetwork.LEARNING_RATE);
        losses[step] = (float) (squaredError / ((double) batch.size() * golden.inputs()));
      }

      assertThat(losses).hasSize(10);
      assertClose("losses", losses, golden.values(run.label() + ".losses"), TEN_STEPS);
      assertClose(engine.parameters(), golden.parameters(run.label()), TEN_STEPS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenStepsOfEveryMethodAgreeWithPyTorch(GoldenMethod method) {
    GoldenNetwork golden = GoldenNetwork.of(33, 17, 9);
    SafeTensors expected = Golden.tensors("methods-33-17-9.safetensors");
    float[] losses = new float[GoldenMethod.STEPS];

    try (Engine engine = method.open(Engine.Kind.REFERENCE, golden)) {
      for (int step = 0; step < losses.length; step++) {
        double squaredError = method.trainStep(engine, golden, step);
        losses[step] = (float) (squaredError / golden.batch(step).size() / golden.inputs());
      }

      String label = method.label();
      assertClose("losses", losses, Golden.values(expected, label + ".losses"), TEN_STEPS);
      assertClose(engine.parameters(), Golden.parameters(expected, label), TEN_STEPS);
    }
  }

  private static ReferenceEngine open(GoldenNetwork golden, Run run) {
    return ReferenceEngines.open(
        golden.initial(), List.of(), run.training(), golden.batchRows(), 2);
  }
}
