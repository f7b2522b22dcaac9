package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telar.TestClasses;
import dev.telar.engine.Engine.Kind;
import dev.telar.engine.GoldenNetwork.Run;
import dev.telar.engine.vector.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same bits with vectors of every width, and on machines with fewer instructions: each in a
/// JVM of its own, since a JVM decides once.
class VectorWidthTest {
  private static final String FORCED = "-Dtelar.vectorBits=";

  /// The hash of [ExactBitsTest#theBitsStayWhatTheyHaveAlwaysBeen].
  private static String golden(Kind kind) {
    return ExactBitsTest.train(kind, GoldenNetwork.of(33, 17, 9), Run.DROPOUT10, new double[12]);
  }

  private static String traces(Kind kind) {
    return RandomNetwork.all()
        .map(network -> network.trace(kind, 3))
        .collect(Collectors.joining("\n"));
  }

  /// Prints the width of the vectors in bits, and what they give.
  public static void main(String[] args) {
    System.out.println("bits " + Vectors.SPECIES.vectorBitSize());
    System.out.println(args[0].equals("golden") ? golden(Kind.VECTOR) : traces(Kind.VECTOR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dtelar.vectorBits=128",
        "-Dtelar.vectorBits=256",
        "-Dtelar.vectorBits=512",
        "-XX:UseAVX=2",
        "-XX:UseAVX=1",
        "-XX:TieredStopAtLevel=1"
      })
  void everyShapeGivesTheReferenceEnginesBits(String option) throws Exception {
    Result result = run(option, "traces");

    assumeTrue(!result.output.contains("is more than"), result.output);
    assertThat(result.output).endsWith(traces(Kind.REFERENCE));
    assertThat(result.exitCode).isZero();
    if (option.startsWith(FORCED)) {
      assertThat(result.output).contains("bits " + option.substring(FORCED.length()));
    }
  }

  /// Without AVX there is no fused multiply-add, and Java computes one exactly in a slow way.
  @ParameterizedTest
  @ValueSource(strings = {"-Dtelar.vectorBits=128", "-XX:UseAVX=2", "-XX:UseAVX=0"})
  void givesTheGoldenBits(String option) throws Exception {
    Result result = run(option, "golden");

    assertThat(result.output).endsWith(ExactBitsTest.GOLDEN_SHA256);
  }

  private record Result(int exitCode, String output) {}

  private static Result run(String option, String what) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+IgnoreUnrecognizedVMOptions",
                option));
    command.addAll(List.of("-cp", TestClasses.path(), VectorWidthTest.class.getName(), what));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.strip());
  }
}
