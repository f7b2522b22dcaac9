package dev.telar.engine.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.telar.engine.Loss;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Activations that cost next to nothing, fused into the kernels that follow a product. Their
/// derivative is 0 or 1 and is read off the output.
///
/// An enum, because a branch on it leaves a loop when the loop is compiled, which one on a type
/// does not.
enum FusedActivation implements ActivationKernel {
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

  @Override
  public boolean storesDerivative() {
    return false;
  }

  @Override
  public void activate(
      Panels bias, Panels out, @Nullable Panels derivative, int panel, int from, int to) {
    ElementwiseKernels.activate(bias, out, panel, from, to, this);
  }

  @Override
  public void errorGradient(
      Panels x,
      @Nullable Panels weights,
      Panels bias,
      Panels y,
      @Nullable Panels derivative,
      float[] lanes,
      int panel,
      int from,
      int to,
      Loss loss,
      float scale) {
    if (!loss.usesOutputDerivative()) {
      throw new IllegalStateException(
          "%s of %s has no fused gradient".formatted(loss, this)); // refused before: Loss#check
    }
    if (weights == null) {
      ElementwiseKernels.errorGradient(x, bias, y, lanes, panel, from, to, this, scale);
    } else {
      ElementwiseKernels.weightedErrorGradient(
          x, weights, bias, y, lanes, panel, from, to, this, scale);
    }
  }

  @Override
  public void applyDerivative(
      Panels outputs, @Nullable Panels derivative, Panels gradient, int panel, int from, int to) {
    ElementwiseKernels.applyDerivative(outputs, gradient, panel, from, to, this);
  }
}
