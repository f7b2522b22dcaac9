package dev.telar.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.train.CheckpointSample;
import dev.telar.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The input is a run's errors and, after a zero, its times.
public final class HistoryTarget {
  private static final Path ERRORS = Path.of("history.csv");
  private static final Path TIMES = Path.of("times.csv");
  private static final char END = '\0';

  private HistoryTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    String both = new String(input, ISO_8859_1);
    int end = both.indexOf(END);
    String errors = end < 0 ? both : both.substring(0, end);
    String times = both.substring(end + 1);
    Verdict.on(
        Set.of(ERRORS, TIMES),
        (1 << 20) + 256L * input.length,
        () -> History.parse(ERRORS, errors, TIMES, times));
  }

  static byte[] seed() {
    var epochs = List.of(CheckpointSample.epoch());
    return (History.errors(epochs) + END + History.times(epochs)).getBytes(ISO_8859_1);
  }
}
