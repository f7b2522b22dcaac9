package dev.telar.preparation;

import java.util.Arrays;
import java.util.Locale;

/// How numbers are scaled.
public enum Scale {
  /// To the mean 0 and the standard deviation 1 (of the population).
  STANDARD,
  /// To [0, 1].
  MIN_MAX,
  /// To the median 0 and a distance of 1 between the quartiles; where that distance is 0, the
  /// standard deviation takes its place.
  ROBUST,
  /// Not at all; dates are in days since 1970-01-01.
  NONE;

  /// The scale of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Scale of(String name) {
    return Arrays.stream(values())
        .filter(scale -> scale.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "scale must be standard, min-max, robust or none, got " + name));
  }

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
