package dev.telar.engine;

import dev.telar.model.Parameters;

/// The parameters as rows of plain arrays, or as many numbers that belong to them.
///
/// @param w1 encoder weights (D, N)
/// @param b1 encoder biases (N)
/// @param w2 decoder weights (N, D)
/// @param b2 decoder biases (D)
@SuppressWarnings("ArrayRecordComponent") // not public, and never compared
record ReferenceWeights(float[][] w1, float[] b1, float[][] w2, float[] b2) {
  static ReferenceWeights zeros(int inputs, int hidden) {
    return new ReferenceWeights(
        new float[inputs][hidden], new float[hidden], new float[hidden][inputs], new float[inputs]);
  }

  static ReferenceWeights of(Parameters parameters) {
    ReferenceWeights weights = zeros(parameters.inputs(), parameters.hidden());
    copyTransposed(parameters.encoderWeight(), weights.w1);
    copyTransposed(parameters.decoderWeight(), weights.w2);
    System.arraycopy(parameters.encoderBias(), 0, weights.b1, 0, weights.b1.length);
    System.arraycopy(parameters.decoderBias(), 0, weights.b2, 0, weights.b2.length);
    return weights;
  }

  Parameters toParameters() {
    return new Parameters(flatTransposed(w1), b1.clone(), flatTransposed(w2), b2.clone());
  }

  /// From PyTorch's (outputs, inputs), flat, to (inputs, outputs).
  private static void copyTransposed(float[] flat, float[][] out) {
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < out[i].length; j++) {
        out[i][j] = flat[j * out.length + i];
      }
    }
  }

  /// From (inputs, outputs) to PyTorch's (outputs, inputs), flat.
  private static float[] flatTransposed(float[][] matrix) {
    float[] flat = new float[matrix.length * matrix[0].length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        flat[j * matrix.length + i] = matrix[i][j];
      }
    }
    return flat;
  }
}
