package dev.telar.engine.vector;

import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.telar.engine.Optimizer.Adam;
import jdk.incubator.vector.FloatVector;

/// [Adam] on vectors.
final class VectorAdam extends VectorOptimizer {
  private final Adam adam;
  private float rate;
  private float correction;
  private float kept = 1;

  VectorAdam(Adam adam) {
    this.adam = adam;
  }

  @Override
  void begin(long step, float learningRate) {
    rate = adam.rate(step, learningRate);
    correction = adam.correction(step);
    kept = adam.decoupled() ? adam.kept(learningRate) : 1;
  }

  @Override
  void apply(float[] gradient, int g, float[][] state, float[] weights, int w, int width) {
    if (!adam.decoupled() && adam.weightDecay() != 0) {
      VectorSgd.decay((float) adam.weightDecay(), gradient, g, weights, w, width);
    }
    accumulate(gradient, g, state[0], state[1], w, width);
    descend(state[0], state[1], weights, w, width);
  }

  private void accumulate(
      float[] gradient, int g, float[] first, float[] second, int w, int width) {
    FloatVector firstShare = broadcast(SPECIES, (float) (1 - adam.beta1()));
    FloatVector secondShare = broadcast(SPECIES, (float) (1 - adam.beta2()));
    FloatVector secondKept = broadcast(SPECIES, (float) adam.beta2());
    for (int j = 0; j < width; j += LANES) {
      FloatVector gradients = fromArray(SPECIES, gradient, g + j);
      FloatVector m = fromArray(SPECIES, first, w + j);
      firstShare.fma(gradients.sub(m), m).intoArray(first, w + j);
      FloatVector v = secondKept.mul(fromArray(SPECIES, second, w + j));
      secondShare.mul(gradients).fma(gradients, v).intoArray(second, w + j);
    }
  }

  private void descend(float[] first, float[] second, float[] weights, int w, int width) {
    FloatVector rates = broadcast(SPECIES, -rate);
    FloatVector corrections = broadcast(SPECIES, correction);
    FloatVector epsilon = broadcast(SPECIES, (float) adam.epsilon());
    FloatVector keeps = broadcast(SPECIES, kept);
    for (int j = 0; j < width; j += LANES) {
      FloatVector scale = fromArray(SPECIES, second, w + j).sqrt().fma(corrections, epsilon);
      FloatVector ratio = fromArray(SPECIES, first, w + j).div(scale);
      rates.fma(ratio, keeps.mul(fromArray(SPECIES, weights, w + j))).intoArray(weights, w + j);
    }
  }
}
