package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.Arrays;

/// The gradient of the mean square error of a batch, dropout off, in double and layer by layer.
///
/// From h = act(x·W1 + b1) and y = act(h·W2 + b2), whose products an engine computes: dY = 2 (y −
/// x) / (B·D) ∘ act', dH = dY·W2ᵀ ∘ act', dW = inputsᵀ·d and db = Σ d of each layer. Only one row
/// of a weight's gradient is there at a time. Tied weights count as two layers.
final class LossGradient {
  private LossGradient() {}

  /// The norms of the encoder and of the decoder.
  static Layers norms(Autoencoder model, Batch batch, Engine.Kind kind, int threads) {
    Architecture shape = model.architecture();
    Parameters parameters = model.parameters();
    int rows = batch.size();
    float[][] x = new float[rows][shape.inputs()];
    for (int row = 0; row < rows; row++) {
      batch.read(row, x[row]);
    }
    float[] code = new float[rows * shape.hidden()];
    float[] outputs = new float[rows * shape.inputs()];
    try (Engine engine = Engine.open(kind, linear(model), rows, threads)) {
      engine.encode(batch, code);
    }
    try (Engine engine = Engine.open(kind, OutputSums.linearOutput(model), rows, threads)) {
      engine.reconstruct(batch, outputs);
    }
    float[][] h = split(code, rows);
    float[][] y = split(outputs, rows);

    double[][] dY = new double[rows][shape.inputs()];
    double[][] dH = new double[rows][shape.hidden()];
    double scale = 2.0 / ((double) rows * shape.inputs());
    for (int row = 0; row < rows; row++) {
      float[] slope = activate(shape.outputActivation(), y[row]);
      for (int i = 0; i < shape.inputs(); i++) {
        dY[row][i] = scale * ((double) y[row][i] - x[row][i]) * slope[i];
      }
      backward(dY[row], parameters.decoderWeight(), dH[row]);
      slope = activate(shape.hiddenActivation(), h[row]);
      for (int unit = 0; unit < shape.hidden(); unit++) {
        dH[row][unit] *= slope[unit];
      }
    }
    return new Layers(
        layer(parameters.encoderWeight(), parameters.encoderBias(), dH, x),
        layer(parameters.decoderWeight(), parameters.decoderBias(), dY, h));
  }

  /// The model whose codes are the pre-activations of this one's hidden units.
  private static Autoencoder linear(Autoencoder model) {
    Architecture shape = model.architecture();
    var identity = new Activation.Identity();
    return new Autoencoder(
        new Architecture(shape.inputs(), shape.hidden(), identity, identity), model.parameters());
  }

  /// Both layers.
  record Layers(LayerNorms encoder, LayerNorms decoder) {}

  private static float[][] split(float[] values, int rows) {
    int width = values.length / rows;
    float[][] split = new float[rows][];
    for (int row = 0; row < rows; row++) {
      split[row] = Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }
    return split;
  }

  /// Applies an activation to a row of pre-activations, in place.
  ///
  /// @return its derivative there
  private static float[] activate(Activation activation, float[] row) {
    float[] inputs = row.clone();
    activation.apply(row);
    float[] slopes = new float[row.length];
    Arrays.fill(slopes, 1);
    activation.applyDerivative(inputs, row, slopes);
    return slopes;
  }

  /// Adds d·W to `out`, W being (d.length, out.length).
  private static void backward(double[] d, float[] weight, double[] out) {
    for (int i = 0; i < d.length; i++) {
      if (d[i] != 0) {
        for (int j = 0; j < out.length; j++) {
          out[j] += d[i] * weight[i * out.length + j];
        }
      }
    }
  }

  private static LayerNorms layer(float[] weight, float[] bias, double[][] d, float[][] in) {
    double weightSquares = 0;
    double biasSquares = 0;
    for (int unit = 0; unit < bias.length; unit++) {
      double[] gradient = new double[in[0].length];
      double biasGradient = 0;
      for (int row = 0; row < d.length; row++) {
        double factor = d[row][unit];
        biasGradient += factor;
        if (factor != 0) {
          float[] inputs = in[row];
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] += factor * inputs[i];
          }
        }
      }
      biasSquares += biasGradient * biasGradient;
      for (double g : gradient) {
        weightSquares += g * g;
      }
    }
    return new LayerNorms(
        norm(weight), norm(bias), Math.sqrt(weightSquares), Math.sqrt(biasSquares));
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
