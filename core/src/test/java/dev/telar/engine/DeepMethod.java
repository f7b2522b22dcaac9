package dev.telar.engine;

import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Noise.Masking;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.model.Activation;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.List;
import java.util.Locale;

/// A way of training of which `tools/deep.py` computes twelve steps of every [DeepNetwork], with
/// the same names and numbers.
@SuppressWarnings("ImmutableEnumChecker") // records of records
enum DeepMethod {
  PLAIN(sgd(0)),
  MOMENTUM(sgd(0.9f)),
  DROPOUT10(sgd(0.9f), Regularisation.NONE.withDropout(0.1)),
  DROPOUT50(sgd(0), Regularisation.NONE.withDropout(0.5)),
  NESTEROV(new Sgd(0.9f, true, 0.01f)),
  DECAY(new Sgd(0, false, 0.03f)),
  ADAM(new Adam(0.9, 0.999, 1e-8, 0, false)),
  ADAM_DECAY(new Adam(0.8, 0.95, 1e-8, 0.1f, false)),
  ADAMW(new Adam(0.9, 0.999, 1e-8, 0.1f, true)),
  CROSS_ENTROPY("relu", "identity", "sigmoid", sgd(0), Regularisation.NONE, true),
  RELU_RELU_RELU("relu", "relu", "relu"),
  IDENTITY_LEAKY_GELU("identity", "leaky-relu:0.2", "gelu"),
  LEAKY_GELU_TANH("leaky-relu:0.2", "gelu", "tanh"),
  GELU_TANH_SIGMOID("gelu", "tanh", "sigmoid"),
  TANH_SIGMOID_IDENTITY("tanh", "sigmoid", "identity"),
  SIGMOID_GELU_LEAKY("sigmoid", "gelu", "leaky-relu"),
  GELU_IDENTITY_GELU("gelu", "identity", "gelu"),
  TOP_K("relu", "top-k:3", "identity"),
  GELU_TOP_K("gelu", "top-k:3", "sigmoid", sgd(0.9f), Regularisation.NONE.withDropout(0.1), false),
  TIED(sgd(0.9f), Regularisation.NONE.withTied(true)),
  TIED_ADAM(
      "tanh",
      "identity",
      "relu",
      new Adam(0.9, 0.999, 1e-8, 0, false),
      Regularisation.NONE.withTied(true),
      false),
  CLIP(sgd(0), Regularisation.NONE.withClipNorm(0.02)),
  TIED_CLIP(
      "gelu",
      "identity",
      "relu",
      sgd(0),
      Regularisation.NONE.withClipNorm(0.02).withTied(true),
      false),
  SPARSITY("relu", "tanh", "relu", sgd(0), Regularisation.NONE.withSparsity(0.7), false),
  MASKING(sgd(0), Regularisation.NONE.withNoise(new Masking(0.4f))),
  GAUSSIAN(sgd(0), Regularisation.NONE.withNoise(new Gaussian(0.3f))),
  DROPOUT_GELU(
      "gelu",
      "tanh",
      "relu",
      sgd(0),
      Regularisation.NONE.withDropout(0.3).withNoise(new Masking(0.2f)),
      false),
  GELU_OFF(
      "gelu",
      "identity",
      "sigmoid",
      sgd(0),
      Regularisation.NONE.withNoise(new Gaussian(30)),
      false),
  EVERYTHING(
      "leaky-relu:0.2",
      "tanh",
      "sigmoid",
      new Adam(0.9, 0.999, 1e-8, 0.1f, true),
      new Regularisation(0.2, new Gaussian(0.1f), 0.2, 0.05, true),
      true);

  private final List<Activation> activations;
  private final Training training;

  DeepMethod(Optimizer optimizer) {
    this(optimizer, Regularisation.NONE);
  }

  DeepMethod(Optimizer optimizer, Regularisation regularisation) {
    this("relu", "identity", "relu", optimizer, regularisation, false);
  }

  DeepMethod(String inner, String code, String output) {
    this(inner, code, output, sgd(0), Regularisation.NONE, false);
  }

  DeepMethod(
      String inner,
      String code,
      String output,
      Optimizer optimizer,
      Regularisation regularisation,
      boolean crossEntropy) {
    this.activations = List.of(Activation.of(inner), Activation.of(code), Activation.of(output));
    this.training =
        new Training(
            optimizer,
            crossEntropy ? Loss.BINARY_CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR,
            regularisation,
            DeepNetwork.SEED);
  }

  private static Sgd sgd(float momentum) {
    return new Sgd(momentum);
  }

  /// The name in the golden files.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Engine open(Engine.Kind kind, DeepNetwork network, int threads) {
    Parameters initial = network.parameters("initial.");
    var start =
        new Autoencoder(
            network.with(activations.get(0), activations.get(1), activations.get(2)),
            training.regularisation().tied() ? initial.withTiedDecoder() : initial);
    return Engine.open(kind, start, training, network.batchRows(), threads);
  }

  float learningRate() {
    return training.optimizer() instanceof Adam ? 0.01f : 0.3f;
  }
}
