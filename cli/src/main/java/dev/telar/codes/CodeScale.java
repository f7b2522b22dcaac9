package dev.telar.codes;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.format.FormatException;
import dev.telar.internal.AtomicFile;
import dev.telar.run.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How the numbers of codes become bytes: each unit has 256 steps from its least number to its
/// greatest. Immutable.
///
/// @param least of each unit
/// @param greatest of each unit, not below the least
public record CodeScale(List<Double> least, List<Double> greatest) {
  private static final int LAST_STEP = 255;

  /// @throws IllegalArgumentException if the lists differ in length, a number is not finite, or a
  ///   greatest one is below the least
  public CodeScale {
    least = List.copyOf(least);
    greatest = List.copyOf(greatest);
    if (least.size() != greatest.size()) {
      throw new IllegalArgumentException(
          "%d least numbers need as many greatest ones, got %d"
              .formatted(least.size(), greatest.size()));
    }
    for (int i = 0; i < least.size(); i++) {
      if (!(Double.isFinite(least.get(i)) && Double.isFinite(greatest.get(i)))
          || least.get(i) > greatest.get(i)) {
        throw new IllegalArgumentException(
            "unit %d reaches from %s to %s, must reach from a finite number to one that is not less"
                .formatted(i, least.get(i), greatest.get(i)));
      }
    }
  }

  /// The scale of the codes of rows.
  ///
  /// @throws IllegalArgumentException if a code has a number that is not finite
  /// @throws InterruptedException if the thread is interrupted
  public static CodeScale of(Engine engine, Samples samples) throws InterruptedException {
    int width = engine.architecture().codeWidth();
    float[] least = new float[width];
    float[] greatest = new float[width];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    float[] codes = new float[engine.maxBatch() * width];
    int[] rows = IntStream.range(0, samples.rows()).toArray();
    for (Batch batch : new Batches(samples, rows, engine.maxBatch())) {
      Compression.checkInterrupt();
      engine.encode(batch, codes);
      for (int i = 0; i < batch.size() * width; i++) {
        least[i % width] = Math.min(least[i % width], codes[i]);
        greatest[i % width] = Math.max(greatest[i % width], codes[i]);
      }
    }
    return new CodeScale(list(least), list(greatest));
  }

  private static List<Double> list(float[] values) {
    List<Double> list = new ArrayList<>();
    for (float value : values) {
      list.add((double) value);
    }
    return list;
  }

  /// The file beside a file of codes.
  public static Path fileOf(Path codes) {
    return codes.resolveSibling(codes.getFileName() + ".json");
  }

  /// The scale beside a file of codes, if there is one.
  ///
  /// @param width how many numbers a code has
  /// @throws FormatException if it is damaged, or of another width
  static Optional<CodeScale> find(Path codes, int width) throws IOException {
    Path file = fileOf(codes);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CodeScale scale = Json.read(file, CodeScale.class);
    if (scale.least().size() != width) {
      throw new FormatException(
          file,
          0,
          "has the scale of %d numbers, the model's codes have %d"
              .formatted(scale.least().size(), width));
    }
    return Optional.of(scale);
  }

  /// Writes it beside a file of codes.
  void write(Path codes) throws IOException {
    AtomicFile.write(fileOf(codes), Json.write(this));
  }

  /// The nearest step of a number.
  ///
  /// @return 0 … 255
  int step(int unit, float value) {
    double size = size(unit);
    return size == 0 ? 0 : Math.clamp(Math.round((value - least.get(unit)) / size), 0, LAST_STEP);
  }

  /// The number of a step.
  ///
  /// @throws IllegalArgumentException if there is no such step
  float number(int unit, double step) {
    if (!(step >= 0 && step <= LAST_STEP) || step != Math.rint(step)) {
      throw new IllegalArgumentException(
          "is %s; a code whose scale is beside it is of whole numbers from 0 to 255"
              .formatted(step));
    }
    return (float) (least.get(unit) + step * size(unit));
  }

  private double size(int unit) {
    return (greatest.get(unit) - least.get(unit)) / LAST_STEP;
  }
}
