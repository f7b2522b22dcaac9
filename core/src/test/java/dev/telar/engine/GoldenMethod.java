package dev.telar.engine;

import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Noise.Masking;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.train.TrainingPlan;
import java.util.Locale;

/// A way of training of which `tools/methods.py` computes ten steps, with the same names and
/// numbers.
@SuppressWarnings("ImmutableEnumChecker") // records of records
enum GoldenMethod {
  NESTEROV(sgd().optimizer(new Sgd(0.9, true, 0.01))),
  DECAY(sgd().optimizer(new Sgd(0, false, 0.03))),
  ADAM(adam()),
  ADAM_DECAY(adam().optimizer(new Adam(0.8, 0.95, 1e-8, 0.1, false))),
  ADAMW(adamw()),
  CROSS_ENTROPY("relu", "sigmoid", sgd().loss(Loss.BINARY_CROSS_ENTROPY)),
  LEAKY_GELU("leaky-relu:0.2", "gelu", sgd()),
  GELU_TANH("gelu", "tanh", sgd()),
  TANH_SIGMOID("tanh", "sigmoid", sgd()),
  SIGMOID_LEAKY("sigmoid", "leaky-relu", sgd()),
  TOP_K("top-k:5", "identity", sgd()),
  TIED(sgd().optimizer(new Sgd(0.9)).tied(true)),
  CLIP(sgd().clipNorm(0.02)),
  SPARSITY("tanh", "relu", sgd().sparsity(0.7)),
  MASKING(sgd().noise(new Masking(0.4f))),
  GAUSSIAN(sgd().noise(new Gaussian(0.3f))),
  EVERYTHING(
      "leaky-relu:0.2",
      "sigmoid",
      adamw()
          .loss(Loss.BINARY_CROSS_ENTROPY)
          .dropout(0.2)
          .noise(new Gaussian(0.1f))
          .sparsity(0.2)
          .clipNorm(0.05)
          .tied(true));

  static final int STEPS = 10;

  private final Activation hidden;
  private final Activation output;
  private final TrainingPlan plan;

  GoldenMethod(TrainingPlan.Builder plan) {
    this("relu", "relu", plan);
  }

  GoldenMethod(String hidden, String output, TrainingPlan.Builder plan) {
    this.hidden = Activation.of(hidden);
    this.output = Activation.of(output);
    this.plan = plan.seed(GoldenNetwork.DROPOUT_SEED).build();
  }

  private static TrainingPlan.Builder sgd() {
    return TrainingPlan.asPrinted().toBuilder().learningRate(0.3).dropout(0);
  }

  private static TrainingPlan.Builder adam() {
    return sgd().optimizer(Adam.DEFAULT).learningRate(0.01);
  }

  private static TrainingPlan.Builder adamw() {
    return adam().optimizer(new Adam(0.9, 0.999, 1e-8, 0.1, true));
  }

  /// The name in the golden files.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Engine open(Engine.Kind kind, GoldenNetwork golden) {
    Parameters initial = golden.parameters("initial");
    Autoencoder start =
        new Autoencoder(
            Architecture.of(golden.inputs(), golden.hidden(), hidden, output),
            plan.regularisation().tied() ? initial.withTiedDecoder() : initial);
    return Engine.open(kind, start, plan.training(), golden.batchRows(), 2);
  }

  /// Takes a step; returns the sum of the squared errors.
  double trainStep(Engine engine, GoldenNetwork golden, int step) {
    return engine.trainStep(golden.batch(step), step, (float) plan.learningRate().rate());
  }
}
