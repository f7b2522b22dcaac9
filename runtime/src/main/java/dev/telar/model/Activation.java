package dev.telar.model;

import dev.telar.internal.UnknownNameException;
import dev.telar.math.Elementary;
import java.util.List;

/// A function after a linear layer, of each value or, for [TopK], of a row. Its arithmetic is part
/// of the bit contract.
public sealed interface Activation {
  /// The names on the command line and in files, with what may follow them.
  String KNOWN = "relu, leaky-relu[:SLOPE], gelu, tanh, sigmoid, identity, top-k:K";

  /// The name in files and on the command line.
  String label();

  /// Replaces a row of values by their activations, in place.
  void apply(float[] values);

  /// Multiplies each gradient by the derivative, in place.
  ///
  /// @param inputs what [#apply(float[])] was given; not modified
  /// @param outputs what it made of them; not modified
  /// @param gradient with respect to the outputs on entry, to the inputs on return
  void applyDerivative(float[] inputs, float[] outputs, float[] gradient);

  /// max(0, x). NaN stays NaN.
  record Relu() implements Activation {
    @Override
    public String label() {
      return "relu";
    }

    @Override
    public void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        // Not Math.max(0, x) and not x > 0 ? x : 0, which loses NaN.
        values[i] = values[i] <= 0 ? 0 : values[i];
      }
    }

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = outputs[i] > 0 ? gradient[i] : 0;
      }
    }
  }

  /// x, unchanged.
  record Identity() implements Activation {
    @Override
    public String label() {
      return "identity";
    }

    @Override
    public void apply(float[] values) {}

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {}
  }

  /// x where it is above 0, else `slope · x`.
  ///
  /// @param slope in [0, 1)
  /// @see <a href="https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf">Maas,
  ///   Hannun, Ng, Rectifier nonlinearities improve neural network acoustic models (2013)</a>
  record LeakyRelu(float slope) implements Activation {
    public static final float DEFAULT_SLOPE = 0.01f;

    public LeakyRelu {
      if (!(slope >= 0 && slope < 1)) {
        throw new IllegalArgumentException(
            "the slope of a leaky ReLU must be at least 0 and below 1, got " + slope);
      }
    }

    @Override
    public String label() {
      return slope == DEFAULT_SLOPE ? "leaky-relu" : "leaky-relu:" + slope;
    }

    @Override
    public void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] > 0 ? values[i] : slope * values[i];
      }
    }

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= inputs[i] > 0 ? 1 : slope;
      }
    }
  }

  /// x · Φ(x) in the approximation by tanh, which is PyTorch's `GELU(approximate='tanh')`.
  ///
  /// @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks, Gimpel, Gaussian error linear units
  ///   (2016)</a>
  record Gelu() implements Activation {
    @Override
    public String label() {
      return "gelu";
    }

    @Override
    public void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * Elementary.geluGate(values[i]);
      }
    }

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= derivative(inputs[i]);
      }
    }

    /// With the gate s: s + x·s·(1 − s)·u', u' = 2·√(2/π)·(1 + 3·0.044715·x²).
    private static float derivative(float x) {
      float gate = Elementary.geluGate(x);
      float inner = Math.fma(3 * Elementary.GELU_CUBIC * x, x, 1) * Elementary.GELU_SCALE;
      return Math.fma(Math.fma(-gate, gate, gate) * x, inner, gate);
    }
  }

  /// The hyperbolic tangent.
  record Tanh() implements Activation {
    @Override
    public String label() {
      return "tanh";
    }

    @Override
    public void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Elementary.tanh(values[i]);
      }
    }

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= Math.fma(-outputs[i], outputs[i], 1);
      }
    }
  }

  /// 1 / (1 + e⁻ˣ).
  record Sigmoid() implements Activation {
    @Override
    public String label() {
      return "sigmoid";
    }

    @Override
    public void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Elementary.sigmoid(values[i]);
      }
    }

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= Math.fma(-outputs[i], outputs[i], outputs[i]);
      }
    }
  }

  /// Keeps the k largest values of a row and makes the others 0; of equal ones the first are kept.
  ///
  /// @param k at least 1
  /// @see <a href="https://arxiv.org/abs/1312.5663">Makhzani, Frey, k-sparse autoencoders
  ///   (2013)</a>
  record TopK(int k) implements Activation {
    public TopK {
      if (k < 1) {
        throw new IllegalArgumentException("top-k keeps at least 1 unit, got " + k);
      }
    }

    @Override
    public String label() {
      return "top-k:" + k;
    }

    @Override
    public void apply(float[] values) {
      keepLargest(values, k);
    }

    @Override
    public void applyDerivative(float[] inputs, float[] outputs, float[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= outputs[i] != 0 ? 1 : 0;
      }
    }

    /// Makes all but the k largest values 0; NaN counts as the largest.
    private static void keepLargest(float[] values, int k) {
      if (k >= values.length) {
        return;
      }
      int threshold = kthLargest(values, k);
      int equalLeft = k;
      for (float value : values) {
        equalLeft -= key(value) > threshold ? 1 : 0;
      }
      for (int i = 0; i < values.length; i++) {
        int key = key(values[i]);
        boolean kept = key > threshold || (key == threshold && equalLeft-- > 0);
        values[i] = kept ? values[i] : 0;
      }
    }

    /// The key of the k-th largest value, found bit by bit from the highest.
    private static int kthLargest(float[] values, int k) {
      int threshold = Integer.MIN_VALUE;
      for (int bit = 31; bit >= 0; bit--) {
        int candidate = threshold ^ (1 << bit);
        int reached = 0;
        for (float value : values) {
          reached += key(value) >= candidate ? 1 : 0;
        }
        threshold = reached >= k ? candidate : threshold;
      }
      return threshold;
    }

    /// Integers in the order of the floats.
    private static int key(float value) {
      // Not the raw bits: a negative NaN would be the smallest, and dropped unseen.
      int bits = Float.floatToIntBits(value);
      return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
  }

  /// The activation with this [#label()].
  ///
  /// @throws IllegalArgumentException if there is none
  static Activation of(String label) {
    for (Activation plain :
        List.of(
            new Relu(),
            new Identity(),
            new LeakyRelu(LeakyRelu.DEFAULT_SLOPE),
            new Gelu(),
            new Tanh(),
            new Sigmoid())) {
      if (plain.label().equals(label)) {
        return plain;
      }
    }
    try {
      if (label.startsWith("leaky-relu:")) {
        return new LeakyRelu(slope(label.substring("leaky-relu:".length())));
      }
      if (label.startsWith("top-k:")) {
        return new TopK(Integer.parseInt(label.substring("top-k:".length())));
      }
    } catch (NumberFormatException e) {
      throw unknown(label);
    }
    throw unknown(label);
  }

  private static UnknownNameException unknown(String label) {
    return new UnknownNameException(
        "unknown activation " + label + "; known are " + KNOWN, label, List.of(KNOWN.split(", ")));
  }

  private static float slope(String text) {
    double slope = Double.parseDouble(text);
    if (slope != 0 && (float) slope == 0) {
      throw new IllegalArgumentException("the slope of a leaky ReLU is 0 in float32, got " + slope);
    }
    return (float) slope;
  }
}
