package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.Engine.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector engine against the reference engine: the same bits, whatever the shape.
class EngineEqualityTest {
  @Test
  void theVectorEngineIsWhatRunsHere() {
    var network = RandomNetwork.all().findFirst().orElseThrow();

    try (Engine engine = network.open(Kind.AUTO, 1)) {
      assertThat(engine.kind()).isEqualTo(Kind.VECTOR);
    }
  }

  private static Stream<RandomNetwork> networks() {
    return RandomNetwork.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everythingThatItGivesIsTheReferenceEngines(RandomNetwork network) {
    String expected = network.trace(Kind.REFERENCE, 1);

    assertThat(expected).as("codes that decode to something else").doesNotContain("false");
    for (int threads : new int[] {1, 2, 7}) {
      assertThat(network.trace(Kind.VECTOR, threads)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anotherEngineResumesWithTheSameBits(RandomNetwork network) {
    List<String> expected = network.train(Kind.REFERENCE);

    assertThat(network.trainInTurns(Kind.VECTOR, Kind.REFERENCE)).isEqualTo(expected);
    assertThat(network.trainInTurns(Kind.REFERENCE, Kind.VECTOR)).isEqualTo(expected);
  }
}
