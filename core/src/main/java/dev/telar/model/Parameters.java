package dev.telar.model;

import dev.telar.data.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The four tensors of an autoencoder, laid out as PyTorch's `nn.Linear` lays them out: row after
/// row.
///
/// The arrays are shared, not copied: whoever holds them leaves them unchanged. Safe for use by
/// many threads on that condition.
public final class Parameters {
  /// A named tensor: a view of the parameters.
  ///
  /// @param shape its extent in each dimension
  /// @param values its elements, the last dimension fastest
  @SuppressWarnings("ArrayRecordComponent") // a short-lived view that is never compared
  public record Tensor(String name, List<Integer> shape, float[] values) {}

  private final int inputs;
  private final int hidden;
  private final float[] encoderWeight;
  private final float[] encoderBias;
  private final float[] decoderWeight;
  private final float[] decoderBias;

  /// @param encoderWeight (N, D)
  /// @param encoderBias (N)
  /// @param decoderWeight (D, N)
  /// @param decoderBias (D)
  /// @throws IllegalArgumentException if the arrays' lengths do not fit each other
  public Parameters(
      float[] encoderWeight, float[] encoderBias, float[] decoderWeight, float[] decoderBias) {
    this.hidden = encoderBias.length;
    this.inputs = decoderBias.length;
    checkLength("encoder.weight", encoderWeight.length, hidden, inputs);
    checkLength("decoder.weight", decoderWeight.length, inputs, hidden);
    this.encoderWeight = encoderWeight;
    this.encoderBias = encoderBias;
    this.decoderWeight = decoderWeight;
    this.decoderBias = decoderBias;
  }

  private static void checkLength(String name, int length, int rows, int columns) {
    if (length != (long) rows * columns) {
      throw new IllegalArgumentException(
          name
              + " must be "
              + rows
              + " × "
              + columns
              + " to fit the biases, got "
              + length
              + " values");
    }
  }

  /// D, the width of a sample.
  public int inputs() {
    return inputs;
  }

  /// N, the width of the hidden layer.
  public int hidden() {
    return hidden;
  }

  /// The weights (D) from the inputs to a hidden unit, a copy.
  public float[] encoderUnit(int unit) {
    return Arrays.copyOfRange(encoderWeight, unit * inputs, (unit + 1) * inputs);
  }

  /// The weights (D) from a hidden unit to the outputs, a copy.
  public float[] decoderUnit(int unit) {
    float[] weights = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      weights[i] = decoderWeight[i * hidden + unit];
    }
    return weights;
  }

  /// (N, D), not a copy.
  public float[] encoderWeight() {
    return encoderWeight;
  }

  /// (N), not a copy.
  public float[] encoderBias() {
    return encoderBias;
  }

  /// (D, N), not a copy.
  public float[] decoderWeight() {
    return decoderWeight;
  }

  /// (D), not a copy.
  public float[] decoderBias() {
    return decoderBias;
  }

  /// The four tensors in the order that files and checksums use.
  public List<Tensor> tensors() {
    return List.of(
        new Tensor("encoder.weight", List.of(hidden, inputs), encoderWeight),
        new Tensor("encoder.bias", List.of(hidden), encoderBias),
        new Tensor("decoder.weight", List.of(inputs, hidden), decoderWeight),
        new Tensor("decoder.bias", List.of(inputs), decoderBias));
  }

  /// Whether no number is infinite or NaN.
  public boolean areFinite() {
    return notFinite().isEmpty();
  }

  /// The first number that is infinite or NaN, such as `encoder.bias[3] is NaN`; empty if there is
  /// none.
  public Optional<String> notFinite() {
    for (Tensor tensor : tensors()) {
      float[] values = tensor.values();
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          return Optional.of(tensor.name() + place(tensor.shape(), i) + " is " + values[i]);
        }
      }
    }
    return Optional.empty();
  }

  private static String place(List<Integer> shape, int index) {
    return shape.size() == 1
        ? "[" + index + "]"
        : "[" + index / shape.getLast() + ", " + index % shape.getLast() + "]";
  }

  /// Whether the decoder's weights are the encoder's, transposed.
  public boolean areTied() {
    int inputs = inputs();
    int hidden = hidden();
    for (int i = 0; i < hidden; i++) {
      for (int j = 0; j < inputs; j++) {
        if (encoderWeight[i * inputs + j] != decoderWeight[j * hidden + i]) {
          return false;
        }
      }
    }
    return true;
  }

  /// These with the encoder's weights, transposed, as the decoder's.
  public Parameters withTiedDecoder() {
    int inputs = inputs();
    int hidden = hidden();
    float[] tied = new float[decoderWeight.length];
    for (int i = 0; i < hidden; i++) {
      for (int j = 0; j < inputs; j++) {
        tied[j * hidden + i] = encoderWeight[i * inputs + j];
      }
    }
    return new Parameters(encoderWeight, encoderBias, tied, decoderBias);
  }

  /// The SHA-256, in hexadecimal, of the tensors' little-endian bytes in the order of [#tensors()].
  public String sha256() {
    var sha256 = new Sha256();
    for (Tensor tensor : tensors()) {
      sha256.add(tensor.values());
    }
    return sha256.hex();
  }
}
