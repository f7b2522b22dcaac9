package dev.telar.engine.vector;

import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.telar.engine.Optimizer.Sgd;
import jdk.incubator.vector.FloatVector;

/// [Sgd] on vectors.
final class VectorSgd extends VectorOptimizer {
  private final float momentum;
  private final boolean nesterov;
  private final float weightDecay;
  private float learningRate;

  VectorSgd(Sgd sgd) {
    momentum = (float) sgd.momentum();
    nesterov = sgd.nesterov();
    weightDecay = (float) sgd.weightDecay();
  }

  @Override
  void begin(long step, float learningRate) {
    this.learningRate = learningRate;
  }

  @Override
  void apply(float[] gradient, int g, float[][] state, float[] weights, int w, int width) {
    if (weightDecay != 0) {
      decay(weightDecay, gradient, g, weights, w, width);
    }
    if (momentum == 0) {
      descend(learningRate, gradient, g, weights, w, width);
    } else if (nesterov) {
      lookAhead(momentum, learningRate, gradient, g, state[0], weights, w, width);
    } else {
      descend(momentum, learningRate, gradient, g, state[0], weights, w, width);
    }
  }

  /// `gradient += decay · weights`.
  static void decay(float decay, float[] gradient, int g, float[] weights, int w, int width) {
    FloatVector decays = broadcast(SPECIES, decay);
    for (int j = 0; j < width; j += LANES) {
      decays
          .fma(fromArray(SPECIES, weights, w + j), fromArray(SPECIES, gradient, g + j))
          .intoArray(gradient, g + j);
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

  private static void lookAhead(
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
      FloatVector gradients = fromArray(SPECIES, gradient, g + j);
      FloatVector v = momenta.fma(fromArray(SPECIES, velocity, w + j), gradients);
      v.intoArray(velocity, w + j);
      rate.fma(momenta.fma(v, gradients), fromArray(SPECIES, weights, w + j))
          .intoArray(weights, w + j);
    }
  }
}
