package dev.telar.codes;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.ByteSamples;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.ReconstructionError;
import dev.telar.source.JoinedSamples;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What it takes to keep rows, and how much of them is lost, as they are and as codes.
///
/// @param inputBytes of the rows: four a value, or one of images that are bytes
/// @param codeBytes of the codes as float32
/// @param error of what the decoder makes of them
/// @param roundedBytes of the codes rounded to 8 bits, with the least and the greatest number of
///   each unit
/// @param roundedError of what the decoder makes of those
public record Compression(
    long inputBytes, long codeBytes, double error, long roundedBytes, double roundedError) {
  /// Measures it, dropout off.
  ///
  /// @param engine of the model
  /// @param scale of the codes of these samples
  /// @throws IllegalArgumentException if no row counts
  /// @throws InterruptedException if the thread is interrupted
  public static Compression of(Engine engine, Samples samples, CodeScale scale)
      throws InterruptedException {
    int width = engine.architecture().codeWidth();
    long rows = samples.rows();
    int valueBytes = areBytes(samples) ? Byte.BYTES : Float.BYTES;
    return new Compression(
        rows * samples.width() * valueBytes,
        rows * width * Float.BYTES,
        ReconstructionError.mean(engine, samples),
        rows * width + 2L * width * Float.BYTES,
        roundedError(engine, samples, scale));
  }

  /// Whether the values of samples are kept as bytes.
  public static boolean areBytes(Samples samples) {
    return samples instanceof JoinedSamples(Samples first, Samples second)
        ? areBytes(first) && areBytes(second)
        : samples instanceof ByteSamples;
  }

  private static double roundedError(Engine engine, Samples samples, CodeScale scale)
      throws InterruptedException {
    int width = scale.least().size();
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    float[] codes = new float[engine.maxBatch() * width];
    int columns = samples.width();
    float[] outputs = new float[engine.maxBatch() * columns];
    float[] row = new float[columns];
    float[] weights = new float[columns];
    double sum = 0;
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      checkInterrupt();
      engine.encode(batch, codes);
      for (int i = 0; i < batch.size() * width; i++) {
        int unit = i % width;
        codes[i] = scale.number(unit, scale.step(unit, codes[i]));
      }
      engine.decode(codes(codes, batch.size(), width), outputs);
      for (int r = 0; r < batch.size(); r++) {
        batch.read(r, row);
        batch.readLossWeights(r, weights);
        float[] output = Arrays.copyOfRange(outputs, r * columns, (r + 1) * columns);
        sum += batch.rowWeight(r) * Engine.squaredError(output, row, weights);
      }
    }
    return sum / (samples.totalWeight(rows) * columns);
  }

  /// Codes as a batch of their own.
  ///
  /// @param codes (size, width) or longer; not modified
  /// @throws IllegalArgumentException if a number is not finite
  public static Batch codes(float[] codes, int size, int width) {
    var samples = new FloatSamples(Arrays.copyOf(codes, size * width), size, width);
    return new Batch(samples, IntStream.range(0, size).toArray(), 0, size);
  }

  static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while codes were measured");
    }
  }
}
