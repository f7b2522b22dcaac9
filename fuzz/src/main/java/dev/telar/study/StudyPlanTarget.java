package dev.telar.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.fuzz.InputFile;
import dev.telar.fuzz.Verdict;
import dev.telar.run.Json;
import dev.telar.run.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The input is a study's `study.json`.
public final class StudyPlanTarget {
  private StudyPlanTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    long memory = (2 << 20) + 256L * input.length;
    Verdict.on(Set.of(file), memory, () -> StudyPlan.read(file));
  }

  /// A good input.
  public static byte[] seed() {
    return Json.write(plan()).getBytes(UTF_8);
  }

  static StudyPlan plan() {
    return new StudyPlan(
        StudyPlan.FORMAT,
        Recipe.named(Recipe.TUNED),
        Recipe.PAPER_WIDTHS,
        2,
        Optional.of("data"),
        Map.of("size", "28x28"),
        "data",
        "1",
        "telar study");
  }
}
