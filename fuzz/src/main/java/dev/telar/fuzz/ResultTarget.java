package dev.telar.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.model.HiddenWidths;
import dev.telar.run.Json;
import dev.telar.run.LayerCounts;
import dev.telar.run.RunResult;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// The input is a run's `result.json`.
public final class ResultTarget {
  private ResultTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    long memory = (2 << 20) + 256L * input.length;
    Verdict.on(Set.of(file), memory, () -> Json.read(file, RunResult.class));
  }

  static byte[] seed() {
    var split = new RunResult.SplitSizes("random", 1, 8, 2);
    var result =
        new RunResult(
            0.5,
            OptionalDouble.of(0.25),
            OptionalInt.of(3),
            OptionalDouble.of(0.75),
            "0",
            "1",
            "data",
            3,
            HiddenWidths.of("2-1"),
            17,
            1,
            "vector",
            2,
            1,
            2,
            new LayerCounts(List.of(0, 1, 0)),
            1,
            "pytorch-default",
            "2",
            TrainingPlan.asPrinted(),
            split,
            Map.of("telar", "1"),
            "telar train");
    return Json.write(result).getBytes(UTF_8);
  }
}
