package dev.telar.engine;

import dev.telar.model.Autoencoder;
import java.util.Objects;

/// What a training step computes.
///
/// @param optimizer how the gradient changes the parameters
/// @param loss whose gradient is computed
/// @param regularisation what else is done to inputs, units, gradient and weights
/// @param seed of the dropout masks and the noise
public record Training(Optimizer optimizer, Loss loss, Regularisation regularisation, long seed) {
  public Training {
    Objects.requireNonNull(optimizer);
    Objects.requireNonNull(loss);
    Objects.requireNonNull(regularisation);
  }

  /// The mean square error's gradient with nothing but dropout.
  public Training(Optimizer optimizer, double dropout, long seed) {
    this(optimizer, Loss.MEAN_SQUARED_ERROR, Regularisation.NONE.withDropout(dropout), seed);
  }

  void check(Autoencoder start) {
    loss.check(start.architecture().outputActivation());
    if (regularisation.tied() && !start.parameters().areTied()) {
      throw new IllegalArgumentException(
          "tied weights need a model whose decoder weights are the encoder's, transposed");
    }
  }
}
