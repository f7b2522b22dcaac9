package dev.telar.cli;

import dev.telar.speed.Machine;
import dev.telar.speed.Measurement;
import dev.telar.speed.Speed;
import java.util.List;
import java.util.Map;

/// What `telar bench --json` prints.
///
/// @param versions of Telar, Java, the operating system and the processor
/// @param engine the kind that computed
/// @param tiles how the vector engine cut products; empty if another one computed
/// @param machine the best of every limit, over all JVMs
/// @param speeds summaries over JVMs
/// @param measurements what each JVM measured, in their order
record Benchmark(
    Map<String, String> versions,
    String engine,
    String tiles,
    int threads,
    int inputs,
    int batchSize,
    Machine machine,
    List<Speed> speeds,
    List<Measurement> measurements) {

  /// What `telar bench` prints otherwise.
  String text() {
    var text = new StringBuilder();
    text.append(
        "%s; Java %s; engine %s, %d thread%s%s%n%n"
            .formatted(
                versions.get("cpu"),
                versions.get("java"),
                engine,
                threads,
                threads == 1 ? "" : "s",
                tiles.isEmpty() ? "" : "\n" + tiles));
    boolean several = machine.cores() > 1;
    text.append(limit("", "one core", several ? machine.cores() + " cores" : "", ""));
    text.append(
        limit(
            "FMA peak, GFLOP/s",
            number(machine.peakGflopsOneCore()),
            several ? number(machine.peakGflops()) : "",
            machine.arithmetic()));
    text.append(
        limit(
            "copy, GB/s",
            number(machine.copyGigabytesOneCore()),
            several ? number(machine.copyGigabytes()) : "",
            "%d MB, read and written".formatted(machine.copyArrayBytes() >> 20)));
    int width =
        speeds.stream().mapToInt(speed -> speed.hidden().toString().length()).reduce(5, Math::max);
    text.append("\n").append(padded("N", width));
    text.append(
        "  %-11s  %10s  %-24s%8s  %s%n"
            .formatted("work", "samples/s", "(min to max)", "GFLOP/s", "% of peak"));
    for (Speed speed : speeds) {
      text.append(padded(speed.hidden().toString(), width)).append(row(speed));
    }
    return text.append("%nweights equal the reference engine's, bit for bit%n".formatted())
        .toString();
  }

  private static String limit(String name, String oneCore, String allCores, String note) {
    return "%-17s  %9s  %9s  %s".formatted(name, oneCore, allCores, note).stripTrailing() + "\n";
  }

  private static String number(double value) {
    return "%.1f".formatted(value);
  }

  private static String padded(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private static String row(Speed speed) {
    return "  %-11s  %,10.0f  %-24s%8.1f  %9.1f%n"
        .formatted(
            speed.work(),
            speed.median(),
            "(%,.0f to %,.0f)".formatted(speed.min(), speed.max()),
            speed.gflops(),
            speed.percentOfPeak());
  }
}
