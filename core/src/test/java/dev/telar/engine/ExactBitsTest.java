package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.Golden;
import dev.telar.engine.GoldenNetwork.Run;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bits that the contract promises, against `tools/telar_trainer.py`, which computes them
/// independently of Java: no tolerance anywhere.
class ExactBitsTest {
  private static final int STEPS = 12;

  /// Not a power of two, by which every product is exact: it would hide a second rounding.
  private static final float LEARNING_RATE = 0.3f;

  /// Written down here as well, so that the golden files cannot be regenerated over a change.
  static final String GOLDEN_SHA256 =
      "4d7866459ad8331b7d6e16435a5f95462f5932305699b53632a40a2bab672a9e";

  private static Stream<Arguments> everyRunOfEveryNetworkOnEveryEngine() {
    return Arrays.stream(Engine.Kind.values())
        .flatMap(kind ->
            GoldenNetwork.all()
                .flatMap(golden ->
                    Arrays.stream(Run.values()).map(run -> Arguments.of(kind, golden, run))));
  }

  @ParameterizedTest
  @MethodSource("everyRunOfEveryNetworkOnEveryEngine")
  void trainingGivesTheBitsOfTheIndependentImplementation(
      Engine.Kind kind, GoldenNetwork golden, Run run) {
    double[] squaredErrors = new double[STEPS];

    String sha256 = train(kind, golden, run, squaredErrors);

    check("exact.properties", golden + "." + run.label(), squaredErrors, sha256);
  }

  private static Stream<Arguments> everyMethodOfTwoNetworksOnEveryEngine() {
    return Arrays.stream(Engine.Kind.values())
        .flatMap(kind ->
            Stream.of(GoldenNetwork.of(13, 7, 5), GoldenNetwork.of(33, 17, 9))
                .flatMap(golden ->
                    Arrays.stream(GoldenMethod.values())
                        .map(method -> Arguments.of(kind, golden, method))));
  }

  @ParameterizedTest
  @MethodSource("everyMethodOfTwoNetworksOnEveryEngine")
  void everyMethodGivesTheBitsOfTheIndependentImplementation(
      Engine.Kind kind, GoldenNetwork golden, GoldenMethod method) {
    double[] squaredErrors = new double[GoldenMethod.STEPS];

    try (Engine engine = method.open(kind, golden)) {
      for (int step = 0; step < squaredErrors.length; step++) {
        squaredErrors[step] = method.trainStep(engine, golden, step);
      }

      String sha256 = engine.parameters().sha256();
      check("exact-methods.properties", golden + "." + method.label(), squaredErrors, sha256);
    }
  }

  private static void check(String file, String key, double[] squaredErrors, String sha256) {
    Properties exact = Golden.properties(file);
    assertThat(squaredErrors)
        .containsExactly(
            Arrays.stream(exact.getProperty(key + ".squaredErrors").split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray());
    assertThat(sha256).isEqualTo(exact.getProperty(key + ".sha256"));
  }

  @ParameterizedTest
  @EnumSource
  void theBitsStayWhatTheyHaveAlwaysBeen(Engine.Kind kind) {
    GoldenNetwork golden = GoldenNetwork.of(33, 17, 9);

    assertThat(train(kind, golden, Run.DROPOUT10, new double[STEPS])).isEqualTo(GOLDEN_SHA256);
  }

  static String train(Engine.Kind kind, GoldenNetwork golden, Run run, double[] squaredErrors) {
    try (Engine engine =
        Engine.open(kind, golden.initial(), run.training(), golden.batchRows(), 2)) {
      for (int step = 0; step < STEPS; step++) {
        squaredErrors[step] = engine.trainStep(golden.batch(step), step, LEARNING_RATE);
      }
      return engine.parameters().sha256();
    }
  }
}
