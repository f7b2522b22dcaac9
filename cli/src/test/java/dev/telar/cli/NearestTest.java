package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("relu", "leaky-relu", "gelu", "tanh", "top-k:K", "learning_rate", "reproducing");

  @ParameterizedTest
  @CsvSource({
    "rleu, relu",
    "RELU, relu",
    "leaky_relu, leaky-relu",
    "leakyrelu, leaky-relu",
    "leaky-relux:0.1, leaky-relu",
    "tahn, tanh",
    "top_k:3, top-k:K",
    "topk, top-k:K",
    "learning-rate, learning_rate",
    "learning_rat, learning_rate",
    "repro, reproducing"
  })
  void aNameWithAFewWrongLettersIsFound(String unknown, String meant) {
    assertThat(Nearest.hint(unknown, KNOWN)).isEqualTo("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"swish", "re", "x", "softmax", "''"})
  void aNameUnlikeAllIsNot(String unknown) {
    assertThat(Nearest.hint(unknown, KNOWN)).isEmpty();
  }

  @Test
  void theNearestOfSeveralIsNamed() {
    assertThat(Nearest.hint("gellu", KNOWN)).isEqualTo("; did you mean gelu?");
  }
}
