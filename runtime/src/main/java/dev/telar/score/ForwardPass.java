package dev.telar.score;

import dev.telar.model.Activation;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import java.util.ArrayList;
import java.util.List;

/// The forward pass of a network, one row at a time, with the bits of the engines: each sum is a
/// chain of fused multiply-adds over the inputs in their order. Immutable and safe for use by many
/// threads.
final class ForwardPass {
  private final List<Layer> layers = new ArrayList<>();
  private final int encoder;

  private static final class Layer {
    private final int inputs;
    private final int outputs;
    private final float[]
        weights; // (inputs, outputs), so that the outputs' chains grow side by side
    private final float[] bias;
    private final Activation activation;

    Layer(Parameters.Layer layer, Activation activation) {
      this.inputs = layer.inputs();
      this.outputs = layer.outputs();
      this.weights = layer.transposedWeight();
      this.bias = layer.bias();
      this.activation = activation;
    }

    void run(float[] in, float[] out) {
      for (int j = 0; j < outputs; j++) {
        out[j] = 0;
      }
      for (int i = 0; i < inputs; i++) {
        float value = in[i];
        int at = i * outputs;
        for (int j = 0; j < outputs; j++) {
          out[j] = Math.fma(value, weights[at + j], out[j]);
        }
      }
      for (int j = 0; j < outputs; j++) {
        out[j] += bias[j];
      }
      activation.apply(out);
    }
  }

  ForwardPass(Autoencoder model) {
    this.encoder = model.architecture().encoder().size();
    add(model.architecture().encoder(), model.parameters().encoder());
    add(model.architecture().decoder(), model.parameters().decoder());
  }

  private void add(List<Dense> shapes, List<Parameters.Layer> parameters) {
    for (int i = 0; i < shapes.size(); i++) {
      layers.add(new Layer(parameters.get(i), shapes.get(i).activation()));
    }
  }

  /// What each layer gives.
  ///
  /// @return (layers), of each (outputs)
  float[][] outputs() {
    return layers.stream().map(layer -> new float[layer.outputs]).toArray(float[][]::new);
  }

  /// Computes what each layer gives for a row.
  ///
  /// @param input (inputs); not modified
  /// @param outputs see [#outputs()]; modified
  void run(float[] input, float[][] outputs) {
    float[] values = input;
    for (int i = 0; i < outputs.length; i++) {
      layers.get(i).run(values, outputs[i]);
      values = outputs[i];
    }
  }

  /// The place of the code among the outputs.
  int code() {
    return encoder - 1;
  }
}
