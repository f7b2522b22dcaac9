package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.TestClasses;
import dev.telar.engine.Engine.Kind;
import dev.telar.engine.vector.VectorCompiler;
import dev.telar.engine.vector.Vectors;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What computes where nobody chose: in a JVM of its own each, because that is what decides.
class AutomaticEngineTest {
  private static final String MODULE = "jdk.incubator.vector";

  /// Prints what is opened, twice.
  public static void main(String[] args) {
    Autoencoder model = Autoencoder.initialise(Architecture.relu(3, 2), 1);
    for (int i = 0; i < 2; i++) {
      try (Engine engine = Engine.open(Kind.valueOf(args[0]), model, 1, 1)) {
        System.out.println("opened " + engine.kind());
      } catch (IllegalArgumentException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  @Test
  void isTheVectorEngineAndSaysHowWideItIs() throws Exception {
    String output = run(Kind.AUTO, "--add-modules", MODULE, "-XX:MaxVectorSize=16");

    assertThat(output)
        .containsOnlyOnce(
            "INFO: the vector engine computes, on vectors of 128 bits; it is faster with");
    assertThat(output).endsWith("opened vector\nopened vector");
  }

  @Test
  void saysNothingMoreWhereArraysBeginOnCacheLines() throws Exception {
    assertThat(run(Kind.AUTO, "--add-modules", MODULE, "-XX:ObjectAlignmentInBytes=64"))
        .containsPattern("INFO: the vector engine computes, on vectors of \\d+ bits\\R")
        .endsWith("opened vector\nopened vector");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Xint | HotSpot's C2 compiler, this JVM interprets everything (-Xint)",
        "-XX:TieredStopAtLevel=1 | HotSpot's C2 compiler, this JVM compiles with C1 alone",
        "-XX:TieredStopAtLevel=3 | HotSpot's C2 compiler, this JVM stops before it",
        "-XX:-UseCompiler | HotSpot's C2 compiler, this JVM compiles nothing (-XX:-UseCompiler)",
        "-XX:MaxVectorSize=8 | vectors of 128 bits or more, those of this JVM have 64"
      })
  void isTheReferenceEngineWhereVectorsWouldBeSlowerAndSaysWhy(String option, String reason)
      throws Exception {
    String output = run(Kind.AUTO, "--add-modules", MODULE, option);

    assertThat(output)
        .containsOnlyOnce(
            "WARNING: the slow reference engine computes; the vector engine needs " + reason);
    assertThat(output).endsWith("opened reference\nopened reference");
  }

  @Test
  void isTheReferenceEngineWithoutTheModule() throws Exception {
    assertThat(run(Kind.AUTO, "-Dx"))
        .containsOnlyOnce("the vector engine needs java --add-modules " + MODULE)
        .endsWith("opened reference\nopened reference");
  }

  @Test
  void whatIsChosenAndImpossibleIsRefusedWithTheReason() throws Exception {
    assertThat(run(Kind.VECTOR, "--add-modules", MODULE, "-XX:MaxVectorSize=8"))
        .endsWith(
            "refused: the vector engine needs vectors of 128 bits or more, those of this JVM have 64");
    assertThat(run(Kind.VECTOR, "-Dx"))
        .endsWith("refused: the vector engine needs java --add-modules " + MODULE);
    assertThat(
            run(
                Kind.AUTO,
                "--add-modules",
                MODULE,
                "-XX:MaxVectorSize=8",
                "-Dtelar.vectorBits=256"))
        .endsWith(
            "refused: -Dtelar.vectorBits=256 is more than the 64 bits of this machine's vectors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OpenJDK 64-Bit Zero VM", "Eclipse OpenJ9 VM", "Substrate VM"})
  void otherJvmsHaveNoC2(String name) {
    assertThat(VectorCompiler.problem(name, "mixed mode")).hasValue("this JVM is " + name);
  }

  @Test
  void everyX86HasItsRegistersCountedAlike() {
    assertThat(Vectors.isX86("amd64")).isTrue();
    assertThat(Vectors.isX86("x86_64")).isTrue();
    assertThat(Vectors.isX86("aarch64")).isFalse();
  }

  private static String run(Kind kind, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=en");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", TestClasses.path(), AutomaticEngineTest.class.getName()));
    command.add(kind.name());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip().replace(System.lineSeparator(), "\n");
  }
}
