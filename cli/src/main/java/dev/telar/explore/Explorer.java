package dev.telar.explore;

import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.study.TestRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// A model and the test images: encodes, decodes and interpolates, one picture at a time and at
/// once.
///
/// What it gives has the bits of an engine's reconstruction, codes and errors. It computes with the
/// reference engine, whose plain loops are fast from the first call on; the vector engine is not
/// until its kernels are compiled. What is measured over all images is measured in the background,
/// see [#measuring()].
///
/// Safe for use by many threads.
final class Explorer implements AutoCloseable {
  /// The most places between two pictures that are computed at a time.
  static final int MAX_POSITIONS = 33;

  private final Autoencoder model;
  private final TestRows tested;
  private final Engine engine;
  private final Measuring measuring;

  /// A picture on the way between two others.
  ///
  /// @param position 0 at the first, 1 at the second
  /// @param decoded (D), what the decoder makes of the two codes' mixture
  /// @param blended (D), the mixture of the two pictures, pixel by pixel
  record Between(float position, List<Float> decoded, List<Float> blended) {}

  private Explorer(Autoencoder model, TestRows tested, Engine.Kind kind) {
    this.model = model;
    this.tested = tested;
    this.engine = Engine.open(Engine.Kind.REFERENCE, model, MAX_POSITIONS, 1);
    // Last: its thread would go on if the engine did not fit.
    this.measuring = Measuring.start(model, tested.test(), kind);
  }

  /// Opens an explorer and starts to measure.
  ///
  /// @param kind of the engine that measures all images; no number depends on it
  /// @throws IllegalArgumentException if the images are not as wide as the model
  static Explorer open(Autoencoder model, TestRows tested, Engine.Kind kind) {
    int inputs = model.architecture().inputs();
    if (tested.test().width() != inputs) {
      throw new IllegalArgumentException(
          tested.areImages()
              ? "the model has %d inputs, the images have %s pixels"
                  .formatted(inputs, tested.image())
              : "the model has %d inputs, the rows of the table %d"
                  .formatted(inputs, tested.test().width()));
    }
    return new Explorer(model, tested, kind);
  }

  /// The shape of the model.
  Architecture architecture() {
    return model.architecture();
  }

  /// The test images.
  TestRows tested() {
    return tested;
  }

  /// What is measured over all images, and how far that is.
  Measuring measuring() {
    return measuring;
  }

  /// The pixels (D) of a test image.
  ///
  /// @throws IndexOutOfBoundsException if there is no such image
  float[] pixels(int row) {
    float[] pixels = new float[architecture().inputs()];
    tested.test().read(Objects.checkIndex(row, tested.test().rows()), pixels);
    return pixels;
  }

  /// The hidden activations (N) of a picture.
  ///
  /// @param pixels (D), finite; not modified
  /// @throws IllegalArgumentException if they are not as many, or not finite
  float[] code(float[] pixels) {
    float[] code = new float[architecture().codeWidth()];
    Batch picture = rows(List.of(pixels), architecture().inputs());
    synchronized (engine) {
      engine.encode(picture, code);
    }
    return code;
  }

  /// The hidden activations (N) of a test image.
  ///
  /// @throws IndexOutOfBoundsException if there is no such image
  float[] code(int row) {
    return code(pixels(row));
  }

  /// The picture (D) that the decoder makes of a code.
  ///
  /// @param code (N), finite; not modified
  /// @throws IllegalArgumentException if they are not as many, or not finite
  float[] decode(float[] code) {
    return decodeAll(List.of(code)).getFirst();
  }

  /// The reconstruction (D) of a picture: its code, decoded.
  ///
  /// @param pixels (D), finite; not modified
  float[] reconstruct(float[] pixels) {
    return decode(code(pixels));
  }

  /// The mean square error per pixel of what was made of a picture.
  ///
  /// @param output (D); not modified
  /// @param pixels (D); not modified
  double error(float[] output, float[] pixels) {
    return Engine.squaredError(output, pixels) / architecture().inputs();
  }

  /// The error of what was made of a row whose values count more or less.
  ///
  /// @param output (D); not modified
  /// @param values (D); not modified
  /// @param lossWeights (D); not modified
  double error(float[] output, float[] values, float[] lossWeights) {
    return Engine.squaredError(output, values, lossWeights) / architecture().inputs();
  }

  /// TestRows on the way from one to another: the codes mixed and decoded, and the pixels mixed.
  ///
  /// @param from (D), finite; not modified
  /// @param to (D), finite; not modified
  /// @param positions in [0, 1], at most [#MAX_POSITIONS]; at 0 and 1 are the reconstructions
  List<Between> interpolate(float[] from, float[] to, List<Float> positions) {
    float[] fromCode = code(from);
    float[] toCode = code(to);
    List<float[]> decoded =
        decodeAll(positions.stream().map(position -> mix(fromCode, toCode, position)).toList());
    var between = new ArrayList<Between>();
    for (int i = 0; i < decoded.size(); i++) {
      float position = positions.get(i);
      between.add(new Between(position, list(decoded.get(i)), list(mix(from, to, position))));
    }
    return List.copyOf(between);
  }

  private static float[] mix(float[] from, float[] to, float position) {
    float[] mixed = new float[from.length];
    for (int i = 0; i < mixed.length; i++) {
      // Exact at both ends, which from + position · (to − from) is not.
      mixed[i] = (1 - position) * from[i] + position * to[i];
    }
    return mixed;
  }

  private List<float[]> decodeAll(List<float[]> codes) {
    int inputs = architecture().inputs();
    float[] out = new float[codes.size() * inputs];
    Batch batch = rows(codes, architecture().codeWidth());
    synchronized (engine) {
      engine.decode(batch, out);
    }
    return IntStream.range(0, codes.size())
        .mapToObj(i -> Arrays.copyOfRange(out, i * inputs, (i + 1) * inputs))
        .toList();
  }

  private static Batch rows(List<float[]> rows, int width) {
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length != width) {
        throw new IllegalArgumentException(
            "there are %d values, the model expects %d".formatted(rows.get(i).length, width));
      }
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    Samples samples = new FloatSamples(values, rows.size(), width);
    return new Batch(samples, IntStream.range(0, rows.size()).toArray(), 0, rows.size());
  }

  static List<Float> list(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return List.of(boxed);
  }

  /// Ends what is computed in the background. Questions are still answered: whoever was given the
  /// explorer may be at one, and its engine has no threads to end.
  @Override
  public void close() {
    measuring.close();
  }
}
