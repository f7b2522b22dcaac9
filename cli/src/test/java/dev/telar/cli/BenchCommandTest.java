package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class BenchCommandTest {
  /// A small shape, measured as shortly as possible.
  private static Telar bench(Object... options) {
    List<Object> args =
        new ArrayList<>(
            List.of("bench", "--seconds", 0.05, "--hidden", 8, "--inputs", 20, "--batch-size", 30));
    args.addAll(Arrays.asList(options));
    return Telar.run(args.toArray());
  }

  @Test
  void thisJvmMeasuresTheMachineAndEveryWidth() {
    Telar telar = bench("--forks", 0, "--hidden", "8,3,8", "--engine", "reference", "--threads", 2);

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out())
        .contains("; engine reference, 2 threads\n")
        .containsPattern("FMA peak, GFLOP/s +\\d")
        .containsPattern("copy, GB/s +\\d")
        .containsPattern("(?m)^ +8  train .* to .*\n +8  reconstruct .*\n +3  train .*\n +3  recon")
        .endsWith("\nweights equal the reference engine's, bit for bit\n");
    assertThat(telar.err()).hasLineCount(3).contains("\nN=8: train ").contains("\nN=3: train ");
  }

  @Test
  void forksMeasureAndTheirSpreadIsPrinted() throws Exception {
    Telar telar = bench("--forks", 2, "--threads", 1, "--json");

    assertThat(telar.exitCode()).as(telar.err()).isZero();
    assertThat(telar.err()).contains("N=8, fork 1 of 2: ").contains("N=8, fork 2 of 2: ");
    JsonNode result = new ObjectMapper().readTree(telar.out());
    JsonNode measurements = result.get("measurements");
    assertThat(measurements).hasSize(2);
    double first = measurements.get(0).get("trained").asDouble();
    double second = measurements.get(1).get("trained").asDouble();
    JsonNode train = result.get("speeds").get(0);
    assertThat(train.get("work").asString()).isEqualTo("train");
    assertThat(train.get("min").asDouble()).isEqualTo(Math.min(first, second));
    assertThat(train.get("max").asDouble()).isEqualTo(Math.max(first, second));
    assertThat(result.get("machine").get("cores").asInt()).isOne();
  }

  @Test
  void theWeightsAreTheSameInAnyJvmWithAnyThreads() throws Exception {
    Telar here = bench("--forks", 0, "--threads", 2, "--json");
    Telar elsewhere = bench("--forks", 1, "--threads", 1, "--json");

    assertThat(weights(elsewhere)).isEqualTo(weights(here)).hasSize(64);
  }

  private static String weights(Telar telar) {
    return new ObjectMapper()
        .readTree(telar.out())
        .get("measurements")
        .get(0)
        .get("weights_sha256")
        .asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --hidden=8,0     | Invalid value for option '--hidden' (N): hidden must be at least 1, got 0 (see telar bench --help)
          --inputs=0       | inputs must be at least 1, got 0
          --batch-size=0   | a batch must have at least 1 row and at most 2147483639 values, got 0 × 20
          --seconds=0      | seconds must be above 0, got 0.0
          --seconds=NaN    | seconds must be above 0, got NaN
          --forks=-1       | --forks must be at least 0, got -1
          --threads=0      | --threads must be at least 1, got 0
          """)
  void whatCannotBeMeasuredIsSaidInOneLine(String option, String problem) {
    Telar telar = bench(option);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).isEqualTo("telar bench: " + problem + "\n");
    assertThat(telar.out()).isEmpty();
  }

  @Test
  void aForkThatFailsIsNamedWithItsLastWords() {
    String classPath = System.getProperty("java.class.path");
    System.setProperty("java.class.path", "nowhere");
    try {
      Telar telar = bench("--forks", 3, "--quiet");

      assertThat(telar.exitCode()).isEqualTo(1);
      assertThat(telar.err())
          .hasLineCount(1)
          .startsWith("telar bench: fork 1 of 3 for N=8 failed with exit code 1: ")
          .contains("dev.telar.cli.Main");
    } finally {
      System.setProperty("java.class.path", classPath);
    }
  }

  @Test
  void theWorkerIsNotPartOfTheHelp() {
    Telar telar = Telar.run("bench", "--help");

    assertThat(telar.out()).contains("--forks").doesNotContain("--worker");
  }
}
