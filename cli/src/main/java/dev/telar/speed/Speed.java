package dev.telar.speed;

import dev.telar.model.HiddenWidths;
import java.util.ArrayList;
import java.util.List;

/// How fast one kind of work is at one width: a summary over JVMs.
///
/// @param work what was done
/// @param hidden N
/// @param median samples a second
/// @param min the slowest JVM's
/// @param max the fastest JVM's
/// @param gflops operations at the median, in 10⁹ a second
/// @param percentOfPeak the same in percent of the multiply-adds that as many cores can do
public record Speed(
    Work work,
    HiddenWidths hidden,
    double median,
    double min,
    double max,
    double gflops,
    double percentOfPeak) {
  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;

  /// The speeds at every width that was measured, in the order of the widths' first measurements.
  ///
  /// @param inputs D
  /// @param machine whose peak is the measure
  public static List<Speed> of(int inputs, Machine machine, List<Measurement> measurements) {
    List<Speed> speeds = new ArrayList<>();
    for (HiddenWidths hidden : measurements.stream().map(Measurement::hidden).distinct().toList()) {
      for (Work work : Work.values()) {
        double[] sorted =
            measurements.stream()
                .filter(measurement -> measurement.hidden().equals(hidden))
                .mapToDouble(measurement -> measurement.samplesPerSecond(work))
                .sorted()
                .toArray();
        double median = median(sorted);
        double gflops = median * work.flop(inputs, hidden) / GIGA;
        speeds.add(
            new Speed(
                work,
                hidden,
                median,
                sorted[0],
                sorted[sorted.length - 1],
                gflops,
                PERCENT * gflops / machine.peakGflops()));
      }
    }
    return speeds;
  }

  /// The median of numbers in ascending order, of which there is at least one.
  static double median(double... sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
