package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.Engine.Kind;
import dev.telar.engine.RandomNetwork.Values;
import dev.telar.engine.vector.Tiling;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector engine against the reference engine: the same bits, whatever the shape.
class EngineEqualityTest {
  private static final Map<RandomNetwork, String> EXPECTED = new HashMap<>();

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

  private static Stream<Tiling> tilings() {
    return Tiling.candidates();
  }

  /// Of networks whose products have every kind of tile, blocks of links that are cut, and several
  /// ranges; and of some of them with weighted samples.
  @ParameterizedTest
  @MethodSource("tilings")
  void noTilingChangesABit(Tiling tiling) {
    Collection<RandomNetwork> networks =
        networks()
            .filter(network -> network.batchRows() >= 29 && network.inputs() >= 66)
            .collect(
                Collectors.toMap(
                    network -> Map.entry(network.inputs(), network.values() == Values.WEIGHTED),
                    network -> network,
                    (a, _) -> a))
            .values();
    assertThat(networks).hasSize(8);
    System.setProperty("telar.tiles", tiling.toString());
    try {
      for (RandomNetwork network : networks) {
        assertThat(network.trace(Kind.VECTOR, 2)).isEqualTo(expected(network));
      }
    } finally {
      System.clearProperty("telar.tiles");
    }
  }

  private static String expected(RandomNetwork network) {
    return EXPECTED.computeIfAbsent(network, it -> it.trace(Kind.REFERENCE, 1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anotherEngineResumesWithTheSameBits(RandomNetwork network) {
    List<String> expected = network.train(Kind.REFERENCE);

    assertThat(network.trainInTurns(Kind.VECTOR, Kind.REFERENCE)).isEqualTo(expected);
    assertThat(network.trainInTurns(Kind.REFERENCE, Kind.VECTOR)).isEqualTo(expected);
  }
}
