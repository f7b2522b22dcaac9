package dev.telar.model;

import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;

/// How parameters begin.
public final class Initialisation {
  private Initialisation() {}

  /// PyTorch's default for a linear layer: weights and biases uniform in ±1/√(fan-in), the number
  /// of the layer's inputs.
  ///
  /// @see <a href="https://doi.org/10.1109/ICCV.2015.123">He et al., Delving deep into rectifiers
  ///   (2015); PyTorch calls it with a = √5</a>
  public static Parameters pytorchDefault(Architecture architecture, long seed) {
    int inputs = architecture.inputs();
    int hidden = architecture.hidden();
    float encoderBound = (float) (1 / Math.sqrt(inputs));
    float decoderBound = (float) (1 / Math.sqrt(hidden));
    return new Parameters(
        uniform(hidden, inputs, encoderBound, seed, Purpose.ENCODER_WEIGHT),
        uniform(1, hidden, encoderBound, seed, Purpose.ENCODER_BIAS),
        uniform(inputs, hidden, decoderBound, seed, Purpose.DECODER_WEIGHT),
        uniform(1, inputs, decoderBound, seed, Purpose.DECODER_BIAS));
  }

  private static float[] uniform(int rows, int columns, float bound, long seed, Purpose purpose) {
    var random = new RandomSource(seed, purpose);
    float[] values = new float[rows * columns];
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      random.fillUniform(i, bound, row, columns);
      System.arraycopy(row, 0, values, i * columns, columns);
    }
    return values;
  }
}
