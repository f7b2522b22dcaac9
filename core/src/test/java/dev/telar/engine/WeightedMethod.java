package dev.telar.engine;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.data.WeightedSamples;
import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A way of training on weighted samples of which `tools/weighted.py` computes twelve steps, with
/// the same names and numbers.
@SuppressWarnings("ImmutableEnumChecker") // records of records
enum WeightedMethod {
  SGD(13, "7", "relu", "relu", "relu", new Sgd(0.9f), 0.3f),
  ADAM(13, "7", "relu", "relu", "sigmoid", adam(), 0.01f),
  CROSS_ENTROPY(13, "7", "relu", "relu", "sigmoid", new Sgd(0), 0.3f),
  TIED_CLIP(
      13,
      "7",
      "tanh",
      "tanh",
      "identity",
      new Sgd(0),
      0.3f,
      Regularisation.NONE.withClipNorm(0.02).withTied(true)),
  NOISY(
      13,
      "7",
      "gelu",
      "gelu",
      "relu",
      adam(),
      0.01f,
      Regularisation.NONE.withDropout(0.2).withNoise(new Gaussian(0.1f)).withSparsity(0.2)),
  DEEP(19, "11-5", "leaky-relu:0.2", "identity", "gelu", new Sgd(0.9f), 0.1f),
  DEEP_CROSS_ENTROPY(19, "11-5", "relu", "identity", "sigmoid", adam(), 0.01f);

  static final int STEPS = 12;
  private static final int BATCH_ROWS = 5;
  private static final long SEED = 44;

  private final float learningRate;
  private final Architecture architecture;
  private final Training training;

  WeightedMethod(
      int inputs,
      String hidden,
      String inner,
      String code,
      String output,
      Optimizer optimizer,
      float learningRate) {
    this(inputs, hidden, inner, code, output, optimizer, learningRate, Regularisation.NONE);
  }

  WeightedMethod(
      int inputs,
      String hidden,
      String inner,
      String code,
      String output,
      Optimizer optimizer,
      float learningRate,
      Regularisation regularisation) {
    this.learningRate = learningRate;
    this.architecture =
        Architecture.mirrored(
            inputs,
            HiddenWidths.of(hidden),
            Activation.of(inner),
            Activation.of(code),
            Activation.of(output));
    Loss loss =
        name().endsWith("CROSS_ENTROPY") ? Loss.BINARY_CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR;
    this.training = new Training(optimizer, loss, regularisation, SEED);
  }

  private static Adam adam() {
    return new Adam(0.9, 0.999, 1e-4, 0, false);
  }

  /// The name in the golden files.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private SafeTensors golden() {
    return Golden.tensors("weighted-" + architecture.label() + ".safetensors");
  }

  /// The losses of the steps in PyTorch.
  float[] losses() {
    return Golden.values(golden(), label() + ".losses");
  }

  /// The parameters after them in PyTorch.
  Parameters trained() {
    return parameters(label());
  }

  private Parameters parameters(String prefix) {
    List<float[]> values =
        Autoencoder.initialise(architecture, 1).parameters().tensors().stream()
            .map(Tensor::name)
            .map(name -> Golden.values(golden(), prefix + "." + name))
            .toList();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      layers.add(new Layer(values.get(i), values.get(i + 1)));
    }
    return Parameters.of(layers, architecture.encoder().size());
  }

  Engine open(Engine.Kind kind, int threads) {
    Parameters initial = parameters("initial");
    var start =
        new Autoencoder(
            architecture, training.regularisation().tied() ? initial.withTiedDecoder() : initial);
    return Engine.open(kind, start, training, BATCH_ROWS, threads);
  }

  Samples samples() {
    float[] x = Golden.values(golden(), "x");
    int width = architecture.inputs();
    return new WeightedSamples(
        new FloatSamples(x, x.length / width, width),
        Golden.values(golden(), "loss_weights"),
        Golden.values(golden(), "row_weights"));
  }

  /// Trains; returns the sum of the squared errors of each step.
  double[] train(Engine engine) {
    Samples samples = samples();
    double[] errors = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      Batch batch = Golden.batch(samples, BATCH_ROWS, step);
      errors[step] = engine.trainStep(batch, step, learningRate);
    }
    return errors;
  }

  /// What a step's sum of squared errors is as a loss.
  float loss(int step, double squaredError) {
    int rows = Golden.batch(samples(), BATCH_ROWS, step).size();
    return (float) (squaredError / rows / architecture.inputs());
  }
}
