package dev.telar.model;

import java.util.List;

/// An element-wise function after a linear layer. Its arithmetic is part of the bit contract.
public sealed interface Activation {
  /// max(0, x). NaN stays NaN.
  record Relu() implements Activation {}

  /// x, unchanged.
  record Identity() implements Activation {}

  /// The name in files and on the command line.
  default String label() {
    return switch (this) {
      case Relu() -> "relu";
      case Identity() -> "identity";
    };
  }

  /// The activation with this [#label()].
  ///
  /// @throws IllegalArgumentException if there is none
  static Activation of(String label) {
    var known = List.of(new Relu(), new Identity());
    for (Activation activation : known) {
      if (activation.label().equals(label)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        "unknown activation "
            + label
            + "; known are "
            + String.join(", ", known.stream().map(Activation::label).toList()));
  }

  /// Replaces each value by its activation, in place.
  default void apply(float[] values) {
    switch (this) {
      case Relu() -> {
        for (int i = 0; i < values.length; i++) {
          // Not Math.max(0, x) and not x > 0 ? x : 0, which loses NaN.
          values[i] = values[i] <= 0 ? 0 : values[i];
        }
      }
      case Identity() -> {}
    }
  }

  /// Multiplies each gradient by the derivative at the point that gave this output, in place.
  ///
  /// @param outputs what [#apply(float[])] returned; not modified
  /// @param gradient with respect to the outputs on entry, to the inputs on return
  default void applyDerivative(float[] outputs, float[] gradient) {
    switch (this) {
      case Relu() -> {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = outputs[i] > 0 ? gradient[i] : 0;
        }
      }
      case Identity() -> {}
    }
  }
}
