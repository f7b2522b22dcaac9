package dev.telar.bench;

import dev.telar.engine.Engine;
import dev.telar.model.Architecture;
import dev.telar.speed.Machine;
import dev.telar.speed.MeasurementException;
import dev.telar.speed.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the machine gives at most, as `./telar bench` measures it: prints a line of JSON, the
/// multiply-adds of all cores in GFLOP/s and the bytes that one core reads and writes in copying in
/// GB/s.
public final class MachineLimits {
  private static final double SECONDS = 0.3;

  private MachineLimits() {}

  /// Measures and prints.
  public static void main(String[] args)
      throws IOException, InterruptedException, MeasurementException {
    Machine machine = measure();
    System.out.printf(
        Locale.ROOT,
        "{\"peak_gflops\": %.1f, \"copy_gigabytes_one_core\": %.1f}%n",
        machine.peakGflops(),
        machine.copyGigabytesOneCore());
  }

  /// Measures for a few seconds.
  static Machine measure() throws IOException, InterruptedException, MeasurementException {
    Path tilings = Files.createTempFile("telar-tilings", null);
    try {
      // The limits come with a measurement of work, which may be as small as can be.
      var work = new Workload(Architecture.relu(16, 16), 16, Engine.Kind.AUTO, threads(), SECONDS);
      return work.measure(tilings).machine();
    } finally {
      Files.deleteIfExists(tilings);
    }
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
