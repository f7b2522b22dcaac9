package dev.telar.engine;

import dev.telar.internal.UnknownNameException;
import dev.telar.model.Activation;
import dev.telar.model.Activation.Sigmoid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What training makes small: its gradient drives every step. What is reported is the mean square
/// error whatever the loss, so that models can be compared.
public enum Loss {
  /// The mean over rows and columns of (y − x)².
  MEAN_SQUARED_ERROR,
  /// The mean over rows and columns of −x·log y − (1 − x)·log(1 − y), for a sigmoid output: its
  /// gradient with respect to what the sigmoid is given is y − x, without a logarithm or a division
  /// that could overflow.
  BINARY_CROSS_ENTROPY;

  /// Checks that the loss is defined for an output.
  ///
  /// @throws IllegalArgumentException if it is not
  public void check(Activation output) {
    boolean defined =
        switch (this) {
          case MEAN_SQUARED_ERROR -> true;
          case BINARY_CROSS_ENTROPY -> output instanceof Sigmoid;
        };
    if (!defined) {
      throw new IllegalArgumentException(
          "the loss %s needs the output sigmoid, got %s".formatted(this, output.label()));
    }
  }

  /// What the difference y − x is multiplied by in the gradient of a batch.
  public float gradientScale(int rows, int columns) {
    double values = (double) rows * columns;
    return switch (this) {
      case MEAN_SQUARED_ERROR -> (float) (2 / values);
      case BINARY_CROSS_ENTROPY -> (float) (1 / values);
    };
  }

  /// Whether the difference is then multiplied by the output's derivative; otherwise it is the
  /// gradient with respect to what the output's activation is given.
  public boolean usesOutputDerivative() {
    return switch (this) {
      case MEAN_SQUARED_ERROR -> true;
      case BINARY_CROSS_ENTROPY -> false;
    };
  }

  /// The loss of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Loss of(String label) {
    return Arrays.stream(values())
        .filter(loss -> loss.toString().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new UnknownNameException(
                "unknown loss " + label + "; known are " + Arrays.toString(values()),
                label,
                List.of(values())));
  }

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
