package dev.telar.text;

import java.util.Arrays;
import java.util.OptionalDouble;

/// One quantity, measured with several seeds.
///
/// @param seeds how many, at least 1
/// @param mean over seeds
/// @param deviation the sample standard deviation, by n − 1; empty for one seed
/// @param min the smallest
/// @param max the largest
public record Spread(int seeds, double mean, OptionalDouble deviation, double min, double max) {
  /// Student's t for a two-sided 95 %, by degrees of freedom from 1.
  private static final double[] T_95 = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179
  };

  /// The spread of values, one a seed; of a single one the mean is that value to the last bit.
  ///
  /// @throws IllegalArgumentException if there is no value
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a spread is of at least one value, got none");
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Spread(
        values.length,
        mean,
        values.length == 1
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.sqrt(squares / (values.length - 1))),
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }

  /// Half the width of the interval that holds the mean of some more runs with 95 % confidence: t ·
  /// s · √(1/m + 1/n). The smallest and the largest of so few seeds would miss one run in three.
  /// Beyond 13 seeds t is that of 13, a little too large.
  ///
  /// @see <a href="https://doi.org/10.1002/9780470316771">Hahn and Meeker, Statistical intervals
  ///   (1991), section 4.7</a>
  private double margin(int runs) {
    double s =
        deviation.orElseThrow(
            () -> new IllegalStateException("one seed says nothing of the next ones"));
    double t = T_95[Math.min(seeds - 1, T_95.length) - 1];
    return t * s * Math.sqrt(1.0 / runs + 1.0 / seeds);
  }

  /// The lower end of the 95 % prediction interval for the mean of so many more runs.
  ///
  /// @throws IllegalStateException if this is of one seed
  public double lower(int runs) {
    return mean - margin(runs);
  }

  /// The upper end of the 95 % prediction interval for the mean of so many more runs.
  ///
  /// @throws IllegalStateException if this is of one seed
  public double upper(int runs) {
    return mean + margin(runs);
  }

  /// Whether as many more runs as another spread is of may well have had its mean: it lies in the
  /// prediction interval.
  ///
  /// @throws IllegalStateException if this is of one seed
  public boolean contains(Spread other) {
    return other.mean >= lower(other.seeds) && other.mean <= upper(other.seeds);
  }
}
