package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The gradient of the mean square error of a batch, dropout off, in double and layer by layer.
///
/// From each layer's sums, which an engine computes: dY = 2 (y − x) / (B·D) ∘ v ∘ act' for the
/// output, v being what a value and its row count, dZ = dNext·Wᵀ ∘ act' for the layers before, dW =
/// inputsᵀ·dZ and db = Σ dZ. Only one row of a weight's gradient is there at a time. Tied weights
/// count as two layers.
final class LossGradient {
  private LossGradient() {}

  /// The norms of each layer, through the encoder and on through the decoder.
  static List<LayerNorms> norms(Autoencoder model, Batch batch, Engine.Kind kind, int threads) {
    List<Dense> shapes = model.architecture().layers();
    List<Parameters.Layer> layers = model.parameters().layers();
    int rows = batch.size();
    int last = shapes.size() - 1;
    float[][][] in = new float[shapes.size() + 1][][]; // what each layer is given, and the output
    float[][][] derivatives = new float[shapes.size()][][];
    in[0] = new float[rows][model.architecture().inputs()];
    for (int row = 0; row < rows; row++) {
      batch.read(row, in[0][row]);
    }
    for (int l = 0; l <= last; l++) {
      in[l + 1] = sums(model, l, batch, kind, threads);
      derivatives[l] = new float[rows][];
      for (int row = 0; row < rows; row++) {
        derivatives[l][row] = activate(shapes.get(l).activation(), in[l + 1][row]);
      }
    }
    List<LayerNorms> norms = new ArrayList<>();
    double[][] d = outputGradient(batch, in[0], in[last + 1], derivatives[last]);
    for (int l = last; l >= 0; l--) {
      norms.addFirst(norms(layers.get(l), d, in[l]));
      if (l > 0) {
        d = backward(d, layers.get(l), derivatives[l - 1]);
      }
    }
    return List.copyOf(norms);
  }

  /// What a layer's activation is given.
  private static float[][] sums(
      Autoencoder model, int layer, Batch batch, Engine.Kind kind, int threads) {
    Autoencoder linear = withLinearLayer(model, layer);
    float[] sums = new float[batch.size() * model.architecture().layers().get(layer).outputs()];
    try (Engine engine = Engine.open(kind, linear, batch.size(), threads)) {
      if (layer < model.architecture().hiddenLayers()) {
        engine.activations(layer, batch, sums);
      } else {
        engine.reconstruct(batch, sums);
      }
    }
    return split(sums, batch.size());
  }

  /// The model of which one layer gives its sums.
  static Autoencoder withLinearLayer(Autoencoder model, int layer) {
    List<Dense> layers = new ArrayList<>(model.architecture().layers());
    Dense changed = layers.get(layer);
    layers.set(layer, new Dense(changed.inputs(), changed.outputs(), new Activation.Identity()));
    return new Autoencoder(
        Architecture.of(layers, model.architecture().encoder().size()), model.parameters());
  }

  private static double[][] outputGradient(
      Batch batch, float[][] x, float[][] y, float[][] derivative) {
    int rows = x.length;
    int width = x[0].length;
    double[][] dY = new double[rows][width];
    float[] weights = new float[width];
    double scale = 2.0 / ((double) rows * width);
    for (int row = 0; row < rows; row++) {
      batch.readLossWeights(row, weights);
      double rowWeight = batch.rowWeight(row);
      for (int i = 0; i < width; i++) {
        dY[row][i] =
            scale
                * ((double) y[row][i] - x[row][i])
                * (rowWeight * weights[i])
                * derivative[row][i];
      }
    }
    return dY;
  }

  /// The gradient with respect to the sums of the layer before.
  private static double[][] backward(double[][] d, Parameters.Layer layer, float[][] derivative) {
    double[][] before = new double[d.length][layer.inputs()];
    for (int row = 0; row < d.length; row++) {
      backward(d[row], layer.weight(), before[row]);
      for (int unit = 0; unit < layer.inputs(); unit++) {
        before[row][unit] *= derivative[row][unit];
      }
    }
    return before;
  }

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
    float[] derivatives = new float[row.length];
    Arrays.fill(derivatives, 1);
    activation.applyDerivative(inputs, row, derivatives);
    return derivatives;
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

  private static LayerNorms norms(Parameters.Layer layer, double[][] d, float[][] in) {
    float[] weight = layer.weight();
    float[] bias = layer.bias();
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
