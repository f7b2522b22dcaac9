package dev.telar.model;

import java.util.Objects;

/// A dense layer: `outputs = activation(inputs · W + b)`.
///
/// @param inputs the width of what it is given
/// @param outputs the width of what it gives
/// @param activation after its sums
public record Dense(int inputs, int outputs, Activation activation) {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /// @throws IllegalArgumentException if a width is below 1, or the weights would not fit into an
  ///   array
  public Dense {
    Objects.requireNonNull(activation);
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a layer's widths must be at least 1, got %d→%d".formatted(inputs, outputs));
    }
    if ((long) inputs * outputs > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "a layer of %d × %d weights is too large; at most %d fit"
              .formatted(inputs, outputs, LARGEST_ARRAY));
    }
  }

  /// The number of its weights and biases.
  public long parameterCount() {
    return (long) inputs * outputs + outputs;
  }
}
