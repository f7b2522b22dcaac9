package dev.telar.engine.vector;

import dev.telar.engine.Optimizer;

/// [Optimizer] on vectors: the operations of [dev.telar.engine.reference.ReferenceUpdate], a vector
/// at a time.
abstract sealed class VectorOptimizer permits VectorSgd, VectorAdam {
  static VectorOptimizer of(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd sgd -> new VectorSgd(sgd);
      case Optimizer.Adam adam -> new VectorAdam(adam);
    };
  }

  /// To be called before the parameters of a step are updated.
  abstract void begin(long step, float learningRate);

  /// Updates `width` parameters, rounded up to whole vectors.
  ///
  /// @param gradient from index `g`; modified: weight decay is added to it
  /// @param state its state, in the order of [Optimizer#stateNames()], each from index `w`;
  ///   modified
  /// @param weights from index `w`; modified
  abstract void apply(float[] gradient, int g, float[][] state, float[] weights, int w, int width);
}
