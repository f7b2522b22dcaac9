package dev.telar.engine;

import static dev.telar.engine.Vectors.LANES;
import static dev.telar.engine.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.telar.engine.Optimizer.Sgd;
import jdk.incubator.vector.FloatVector;

/// [Optimizer] on vectors: the same operations, a vector at a time.
final class VectorUpdate {
  private final float momentum;

  VectorUpdate(Optimizer optimizer) {
    this.momentum =
        switch (optimizer) {
          case Sgd(float momentum) -> momentum;
        };
  }

  /// Whether there is a velocity from one step to the next.
  boolean remembers() {
    return momentum != 0;
  }

  /// Updates `width` parameters, rounded up to whole vectors.
  ///
  /// @param gradient from index `g`; not modified
  /// @param velocity the momentum's memory, from index `w`; modified, unused without momentum
  /// @param weights from index `w`; modified
  void apply(
      float learningRate,
      float[] gradient,
      int g,
      float[] velocity,
      float[] weights,
      int w,
      int width) {
    if (momentum == 0) {
      descend(learningRate, gradient, g, weights, w, width);
    } else {
      descend(momentum, learningRate, gradient, g, velocity, weights, w, width);
    }
  }

  private static void descend(
      float learningRate, float[] gradient, int g, float[] weights, int w, int width) {
    FloatVector rate = broadcast(SPECIES, -learningRate);
    for (int j = 0; j < width; j += LANES) {
      rate.fma(fromArray(SPECIES, gradient, g + j), fromArray(SPECIES, weights, w + j))
          .intoArray(weights, w + j);
    }
  }

  private static void descend(
      float momentum,
      float learningRate,
      float[] gradient,
      int g,
      float[] velocity,
      float[] weights,
      int w,
      int width) {
    FloatVector rate = broadcast(SPECIES, -learningRate);
    FloatVector momenta = broadcast(SPECIES, momentum);
    for (int j = 0; j < width; j += LANES) {
      FloatVector v =
          momenta.fma(fromArray(SPECIES, velocity, w + j), fromArray(SPECIES, gradient, g + j));
      v.intoArray(velocity, w + j);
      rate.fma(v, fromArray(SPECIES, weights, w + j)).intoArray(weights, w + j);
    }
  }
}
