package dev.telar.engine;

import static dev.telar.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.Golden;
import dev.telar.engine.Engine.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Training on samples that do not all count the same, against PyTorch in float64, and to the bit
/// against the second implementation of the contract.
class WeightedNetworkTest {
  /// After twelve steps, whose differences add up. Measured: below 1e-6.
  private static final double TOLERANCE = 2e-6;

  @ParameterizedTest
  @EnumSource
  void everyEngineGivesTheBitsOfTheIndependentImplementation(WeightedMethod method) {
    Properties exact = Golden.properties("exact-weighted.properties");
    double[] expected =
        Arrays.stream(exact.getProperty(method.label() + ".squaredErrors").split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();

    for (Kind kind : List.of(Kind.REFERENCE, Kind.VECTOR)) {
      for (int threads : new int[] {1, 3}) {
        try (Engine engine = method.open(kind, threads)) {
          assertThat(method.train(engine)).as(kind + " " + threads).containsExactly(expected);
          assertThat(engine.parameters().sha256())
              .as(kind + " " + threads)
              .isEqualTo(exact.getProperty(method.label() + ".sha256"));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twelveStepsAgreeWithPyTorch(WeightedMethod method) {
    float[] losses = new float[WeightedMethod.STEPS];

    try (Engine engine = method.open(Kind.REFERENCE, 2)) {
      double[] errors = method.train(engine);
      for (int step = 0; step < losses.length; step++) {
        losses[step] = method.loss(step, errors[step]);
      }

      assertClose("losses", losses, method.losses(), TOLERANCE);
      assertClose(engine.parameters(), method.trained(), TOLERANCE);
    }
  }
}
