package dev.telar.engine;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The activations that are fused with other passes, on vectors.
///
/// An enum, because a branch on it leaves a loop when the loop is compiled, which one on a type
/// does not.
enum VectorActivation {
  RELU,
  IDENTITY;

  FloatVector apply(FloatVector x) {
    return switch (this) {
      case RELU -> x.blend(0, x.compare(LE, 0));
      case IDENTITY -> x;
    };
  }

  /// The gradient times the derivative at the point that gave this output.
  FloatVector applyDerivative(FloatVector output, FloatVector gradient) {
    return switch (this) {
      case RELU -> gradient.blend(0, output.compare(GT, 0).not());
      case IDENTITY -> gradient;
    };
  }
}
