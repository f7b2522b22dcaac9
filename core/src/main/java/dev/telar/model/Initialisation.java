package dev.telar.model;

import dev.telar.data.UnknownNameException;
import dev.telar.random.NormalDistribution;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a layer's parameters begin.
///
/// Random numbers are addressed by the seed and the parameter's place, so a layer's do not depend
/// on how the other one begins.
public enum Initialisation {
  /// PyTorch's for a linear layer: weights and biases uniform in ±1/√(fan-in), the number of the
  /// layer's inputs.
  ///
  /// @see <a href="https://doi.org/10.1109/ICCV.2015.123">He et al., Delving deep into rectifiers
  ///   (2015); PyTorch calls it with a = √5</a>
  PYTORCH_DEFAULT,
  /// For what a ReLU follows: weights normal with the variance 2/(fan-in), biases 0 (He et al.
  /// 2015).
  KAIMING,
  /// Weights uniform in ±√(6/(fan-in + fan-out)), biases 0.
  ///
  /// @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot, Bengio, Understanding
  ///   the difficulty of training deep feedforward neural networks (2010)</a>
  XAVIER,
  /// Both layers hold the principal components of the training rows, which this class does not see:
  /// `dev.telar.train.ModelPlan` computes them.
  PCA;

  /// PyTorch's default for both layers.
  public static Parameters pytorchDefault(Architecture architecture, long seed) {
    return draw(PYTORCH_DEFAULT, PYTORCH_DEFAULT, architecture, seed);
  }

  /// The parameters of a network that begins.
  public static Parameters draw(
      Initialisation encoder, Initialisation decoder, Architecture architecture, long seed) {
    int inputs = architecture.inputs();
    int hidden = architecture.hidden();
    return new Parameters(
        encoder.weights(hidden, inputs, seed, Purpose.ENCODER_WEIGHT),
        encoder.biases(hidden, inputs, seed, Purpose.ENCODER_BIAS),
        decoder.weights(inputs, hidden, seed, Purpose.DECODER_WEIGHT),
        decoder.biases(inputs, hidden, seed, Purpose.DECODER_BIAS));
  }

  private float[] weights(int outputs, int inputs, long seed, Purpose purpose) {
    var random = new RandomSource(seed, purpose);
    return switch (this) {
      case PYTORCH_DEFAULT -> uniform(outputs, inputs, 1 / Math.sqrt(inputs), random);
      case XAVIER -> uniform(outputs, inputs, Math.sqrt(6.0 / (inputs + outputs)), random);
      case KAIMING -> normal(outputs, inputs, Math.sqrt(2.0 / inputs), random);
      case PCA -> throw new IllegalArgumentException("principal components are not drawn");
    };
  }

  private float[] biases(int outputs, int inputs, long seed, Purpose purpose) {
    return this == PYTORCH_DEFAULT
        ? uniform(1, outputs, 1 / Math.sqrt(inputs), new RandomSource(seed, purpose))
        : new float[outputs];
  }

  private static float[] uniform(int rows, int columns, double bound, RandomSource random) {
    float[] values = new float[rows * columns];
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      random.fillUniform(i, (float) bound, row, columns);
      System.arraycopy(row, 0, values, i * columns, columns);
    }
    return values;
  }

  private static float[] normal(int rows, int columns, double deviation, RandomSource random) {
    float[] values = new float[rows * columns];
    int[] bits = new int[columns];
    for (int i = 0; i < rows; i++) {
      random.fillBits(0, i, bits, columns);
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = (float) deviation * NormalDistribution.of(bits[j]);
      }
    }
    return values;
  }

  /// The initialisation of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Initialisation of(String label) {
    return Arrays.stream(values())
        .filter(initialisation -> initialisation.toString().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new UnknownNameException(
                "unknown initialisation %s; known are %s"
                    .formatted(label, Arrays.toString(values())),
                label,
                List.of(values())));
  }

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
