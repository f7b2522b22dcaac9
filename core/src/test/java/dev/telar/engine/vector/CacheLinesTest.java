package dev.telar.engine.vector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.TestClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLinesTest {
  /// Prints where the first row of a matrix lies, counted from where its array begins.
  public static void main(String[] args) throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    var field = unsafe.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    var header = unsafe.getMethod("arrayBaseOffset", Class.class);
    int bytes = (int) header.invoke(field.get(null), float[].class);
    System.out.println("at " + (bytes + CacheLines.firstFloat() * Float.BYTES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseCompactObjectHeaders",
        "-XX:-UseCompactObjectHeaders",
        "-XX:-UseCompressedClassPointers"
      })
  void theFirstRowLiesOnACacheLine(String option) throws Exception {
    assertThat(run(CacheLines.OPTION, option)).contains("at 64\n");
  }

  @Test
  void whereArraysBeginAnywhereItIsTheFirstFloat() {
    assertThat(CacheLines.areAligned()).isFalse();
    assertThat(CacheLines.firstFloat()).isZero();
  }

  private static String run(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xshare:auto"));
    command.addAll(List.of("-cp", TestClasses.path(), CacheLinesTest.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
