package dev.telar.engine;

/// [Optimizer] on vectors: the operations of [ReferenceUpdate], a vector at a time.
abstract sealed class VectorUpdate permits VectorDescent, VectorAdam {
  static VectorUpdate of(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd sgd -> new VectorDescent(sgd);
      case Optimizer.Adam adam -> new VectorAdam(adam);
    };
  }

  /// To be called before the parameters of a step are updated.
  abstract void begin(long step, float learningRate);

  /// Updates `width` parameters, rounded up to whole vectors.
  ///
  /// @param gradient from index `g`; modified: weight decay is added to it
  /// @param memory what the optimizer remembers, in the order of [Optimizer#memoryNames()], each
  ///   from index `w`; modified
  /// @param weights from index `w`; modified
  abstract void apply(float[] gradient, int g, float[][] memory, float[] weights, int w, int width);
}
