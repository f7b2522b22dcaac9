package dev.telar.speed;

import dev.telar.model.HiddenWidths;
import java.util.Locale;

/// What is measured.
public enum Work {
  /// Training steps: three products for each layer, but for the gradient of the samples.
  TRAIN,
  /// Reconstructions: one product for each layer.
  RECONSTRUCT;

  /// Floating-point operations for one sample, two for each multiply-add: a product for each layer
  /// in the forward pass, and in training two more, but for the gradient of the samples. That is
  /// 10·D·N for a training step with one hidden layer, and 4·D·N for a reconstruction.
  ///
  /// @param inputs D
  /// @param hidden the widths of the encoder, which the decoder mirrors
  double flop(int inputs, HiddenWidths hidden) {
    double weights = 0;
    int before = inputs;
    for (int width : hidden.widths()) {
      weights += 2.0 * before * width;
      before = width;
    }
    double first = (double) inputs * hidden.widths().getFirst();
    return switch (this) {
      case TRAIN -> 6 * weights - 2 * first;
      case RECONSTRUCT -> 2 * weights;
    };
  }

  /// The name in results.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
