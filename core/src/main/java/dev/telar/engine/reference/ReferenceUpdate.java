package dev.telar.engine.reference;

import dev.telar.engine.Optimizer;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import java.util.List;
import java.util.function.Function;

/// What an [Optimizer] does in one step, as plain loops: the specification of its arithmetic.
///
/// @param step from 0
record ReferenceUpdate(Optimizer optimizer, long step, float learningRate) {
  /// Updates one row of parameters.
  ///
  /// @param gradient not modified
  /// @param weights modified
  /// @param state the optimizer's; modified
  /// @param row which row of each
  void apply(
      ReferenceWeights gradient,
      ReferenceWeights weights,
      List<ReferenceWeights> state,
      Function<ReferenceWeights, float[]> row) {
    float[] g = row.apply(gradient);
    float[] w = row.apply(weights);
    List<float[]> rows = state.stream().map(row).toList();
    switch (optimizer) {
      case Sgd sgd -> descend(sgd, g, w, rows);
      case Adam adam -> descend(adam, g, w, rows);
    }
  }

  private void descend(Sgd sgd, float[] gradient, float[] w, List<float[]> state) {
    float momentum = (float) sgd.momentum();
    for (int j = 0; j < w.length; j++) {
      float g = decayed((float) sgd.weightDecay(), gradient[j], w[j]);
      float direction = g;
      if (momentum != 0) {
        float[] velocity = state.getFirst();
        velocity[j] = Math.fma(momentum, velocity[j], g);
        direction = sgd.nesterov() ? Math.fma(momentum, velocity[j], g) : velocity[j];
      }
      w[j] = Math.fma(-learningRate, direction, w[j]);
    }
  }

  private static float decayed(float weightDecay, float g, float w) {
    return weightDecay == 0 ? g : Math.fma(weightDecay, w, g);
  }

  private void descend(Adam adam, float[] gradient, float[] w, List<float[]> state) {
    float[] m = state.get(0);
    float[] v = state.get(1);
    float rate = adam.rate(step, learningRate);
    float correction = adam.correction(step);
    float kept = adam.decoupled() ? adam.kept(learningRate) : 1;
    float coupled = adam.decoupled() ? 0 : (float) adam.weightDecay();
    for (int j = 0; j < w.length; j++) {
      float g = decayed(coupled, gradient[j], w[j]);
      m[j] = Math.fma((float) (1 - adam.beta1()), g - m[j], m[j]);
      v[j] = Math.fma((float) (1 - adam.beta2()) * g, g, (float) adam.beta2() * v[j]);
      float scale = Math.fma((float) Math.sqrt(v[j]), correction, (float) adam.epsilon());
      w[j] = Math.fma(-rate, m[j] / scale, kept * w[j]);
    }
  }
}
