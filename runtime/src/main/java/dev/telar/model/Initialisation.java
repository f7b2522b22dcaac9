package dev.telar.model;

import dev.telar.internal.UnknownNameException;
import dev.telar.model.Parameters.Layer;
import dev.telar.random.NormalDistribution;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.ArrayList;
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

  /// PyTorch's default for every layer.
  public static Parameters pytorchDefault(Architecture architecture, long seed) {
    return draw(PYTORCH_DEFAULT, PYTORCH_DEFAULT, architecture, seed);
  }

  /// The parameters of a network that begins.
  ///
  /// @param encoder of each of the encoder's layers
  /// @param decoder of each of the decoder's layers
  public static Parameters draw(
      Initialisation encoder, Initialisation decoder, Architecture architecture, long seed) {
    return new Parameters(
        encoder.layers(architecture.encoder(), seed, Purpose.ENCODER_WEIGHT, Purpose.ENCODER_BIAS),
        decoder.layers(architecture.decoder(), seed, Purpose.DECODER_WEIGHT, Purpose.DECODER_BIAS));
  }

  /// A layer's numbers are those of the step that is its place in the encoder or the decoder.
  private List<Layer> layers(List<Dense> shapes, long seed, Purpose weights, Purpose biases) {
    List<Layer> layers = new ArrayList<>();
    for (Dense shape : shapes) {
      int place = layers.size();
      layers.add(
          new Layer(
              weights(shape, place, new RandomSource(seed, weights)),
              biases(shape, place, new RandomSource(seed, biases))));
    }
    return layers;
  }

  private float[] weights(Dense shape, int place, RandomSource random) {
    double inputs = shape.inputs();
    return switch (this) {
      case PYTORCH_DEFAULT ->
          uniform(place, shape.outputs(), shape.inputs(), 1 / Math.sqrt(inputs), random);
      case XAVIER ->
          uniform(
              place,
              shape.outputs(),
              shape.inputs(),
              Math.sqrt(6.0 / (inputs + shape.outputs())),
              random);
      case KAIMING -> normal(place, shape, Math.sqrt(2.0 / inputs), random);
      case PCA -> throw new IllegalArgumentException("principal components are not drawn");
    };
  }

  private float[] biases(Dense shape, int place, RandomSource random) {
    return this == PYTORCH_DEFAULT
        ? uniform(place, 1, shape.outputs(), 1 / Math.sqrt(shape.inputs()), random)
        : new float[shape.outputs()];
  }

  private static float[] uniform(
      int place, int rows, int columns, double bound, RandomSource random) {
    float[] values = new float[rows * columns];
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      random.fillUniform(place, i, (float) bound, row, columns);
      System.arraycopy(row, 0, values, i * columns, columns);
    }
    return values;
  }

  private static float[] normal(int place, Dense shape, double deviation, RandomSource random) {
    int columns = shape.inputs();
    float[] values = new float[shape.outputs() * columns];
    int[] bits = new int[columns];
    for (int i = 0; i < shape.outputs(); i++) {
      random.fillBits(place, i, bits, columns);
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
