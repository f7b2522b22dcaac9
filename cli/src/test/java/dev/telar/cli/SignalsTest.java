package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.telar.speed.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalsTest {
  @TempDir private Path folder;

  private Process training(Path run, Path out) throws IOException {
    Path data = TinyImages.write(folder.resolve("data"));
    return Fork.builder(
            List.of("-XX:TieredStopAtLevel=1", "-Dtelar.engine=reference"),
            Main.class.getName(),
            List.of(
                "train --data %s --out %s --hidden 3 --epochs 100000000 --validation-rows 10 --json --quiet"
                    .formatted(data, run)
                    .split(" ")))
        .redirectOutput(out.toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "HUP, 1", "INT, 2"})
  @Timeout(60)
  void theProcessEndsWithTheNumberThatJsonTells(String signal, int number) throws Exception {
    Path run = folder.resolve("run");
    Path out = folder.resolve("out");
    Process process = training(run, out);
    try {
      while (!Files.exists(run.resolve("checkpoints"))) {
        assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
      }
      assumeFalse(ignores(process, number), "signals are ignored here, as nohup does");

      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();

      assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isEqualTo(130);
      assertThat(new ObjectMapper().readTree(out.toFile()).get("exit_code").asInt()).isEqualTo(130);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Whether a process was started with a signal ignored, which it then leaves so.
  private static boolean ignores(Process process, int signal) throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.replaceFirst("SigIgn:\\s*", ""), 16))
        .anyMatch(mask -> (mask & (1L << (signal - 1))) != 0);
  }
}
