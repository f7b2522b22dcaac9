package dev.telar.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.fuzz.InputFile;
import dev.telar.fuzz.Verdict;
import dev.telar.run.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The input is a sweep's `sweep.json`.
public final class SweepPlanTarget {
  private SweepPlanTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    long memory = (16 << 20) + 256L * input.length;
    Verdict.on(Set.of(file), memory, () -> SweepPlan.read(file));
  }

  /// A good input.
  public static byte[] seed() {
    var plan =
        new SweepPlan(
            SweepPlan.FORMAT,
            StudyPlanTarget.plan(),
            Map.of("seed", List.of("1", "2"), "dropout", List.of("0", "0.1")));
    return Json.write(plan).getBytes(UTF_8);
  }
}
