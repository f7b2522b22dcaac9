package dev.telar.bench;

import dev.telar.format.ModelFile;
import dev.telar.internal.Processor;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.score.Calibration;
import dev.telar.score.CodeDistance;
import dev.telar.score.RowScore;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// What one row takes: a scorer with a calibration scores row after row, in one thread and in
/// eight, each as fast as it can. Printed are the median and the 99.9 % quantile of the time of a
/// row, and the rows a second of all threads together.
///
/// Arguments: the seconds of each measurement, 2 if not given. Code is compiled for a second before
/// it.
public final class RowLatency {
  private static final int ROWS = 1024;
  private static final int COLUMNS = 30;
  private static final int PIXELS = 784;
  private static final int CALIBRATED = 1000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private RowLatency() {}

  /// Counts durations, so finely that a quantile is right to a 32nd.
  private static final class Histogram {
    private static final int FINE_BITS = 5;
    private final long[] counts = new long[Long.SIZE << FINE_BITS];

    void add(long nanos) {
      counts[place(Math.max(nanos, 1))]++;
    }

    private static int place(long nanos) {
      int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
      long fine =
          exponent >= FINE_BITS ? nanos >> (exponent - FINE_BITS) : nanos << (FINE_BITS - exponent);
      return (exponent << FINE_BITS) + (int) (fine & ((1 << FINE_BITS) - 1));
    }

    void addAll(Histogram other) {
      Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
    }

    long count() {
      return Arrays.stream(counts).sum();
    }

    /// In microseconds.
    double quantile(double share) {
      double left = share * count();
      int place = 0;
      while (place < counts.length - 1 && left > counts[place]) {
        left -= counts[place++];
      }
      double fine = 1 + (place & ((1 << FINE_BITS) - 1)) / (double) (1 << FINE_BITS);
      return Math.scalb(fine, place >> FINE_BITS) / NANOS_PER_MICRO;
    }
  }

  /// Measures and prints.
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    double seconds = args.length == 0 ? 2 : Double.parseDouble(args[0]);
    System.out.printf(
        "%s, Java %s%n", Processor.name().orElse("a processor without a name"), Runtime.version());
    Scorer table = table();
    Scorer images = images();
    double[][] cells = cells();
    List<Map<String, Double>> named = Arrays.stream(cells).map(RowLatency::named).toList();
    float[][] pixels = pixels();
    measure(
        table.model().architecture().label() + ", cells", seconds, i -> table.scoreCells(cells[i]));
    measure(
        table.model().architecture().label() + ", names", seconds, i -> table.score(named.get(i)));
    measure(
        images.model().architecture().label() + ", pixels", seconds, i -> images.score(pixels[i]));
    System.out.printf(
        "the same bits as Autoencoder.reconstruct: %s; the same scores by cells and by names: %s%n",
        Arrays.stream(pixels)
            .allMatch(row ->
                Arrays.equals(images.score(row).reconstruction(), images.model().reconstruct(row))),
        Arrays.stream(cells)
            .allMatch(row -> table.scoreCells(row).score() == table.score(named(row)).score()));
  }

  private static void measure(String name, double seconds, IntFunction<RowScore> row)
      throws InterruptedException, ExecutionException {
    for (int threads : new int[] {1, 8}) {
      run(threads, 1, row);
      long start = System.nanoTime();
      Histogram found = run(threads, seconds, row);
      double taken = (System.nanoTime() - start) / NANOS_PER_SECOND;
      System.out.printf(
          "%-30s %d threads   median %8.2f µs   99.9 %% %9.2f µs   %,12.0f rows/s%n",
          name, threads, found.quantile(0.5), found.quantile(0.999), found.count() / taken);
    }
  }

  private static Histogram run(int threads, double seconds, IntFunction<RowScore> row)
      throws InterruptedException, ExecutionException {
    var all = new Histogram();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Histogram>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(() -> loop(seconds, row)));
      }
      for (Future<Histogram> part : parts) {
        all.addAll(part.get());
      }
    }
    return all;
  }

  private static Histogram loop(double seconds, IntFunction<RowScore> row) {
    var found = new Histogram();
    double sum = 0;
    long end = System.nanoTime() + (long) (seconds * NANOS_PER_SECOND);
    for (int i = 0; ; i = (i + 1) % ROWS) {
      long start = System.nanoTime();
      sum += row.apply(i).score();
      long now = System.nanoTime();
      found.add(now - start);
      if (now >= end) {
        break;
      }
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("a score is no number");
    }
    return found;
  }

  private static Scorer table() {
    List<PreparedColumn> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new NumberColumn("column " + i, 10 * i, 3, 10 * i, false));
    }
    return scorer(
        Architecture.mirrored(
            COLUMNS,
            HiddenWidths.of("64-16"),
            new Activation.Relu(),
            new Activation.Identity(),
            new Activation.Identity()),
        COLUMNS,
        Map.of(Preparation.KEY, new Preparation(columns).toJson()));
  }

  private static Scorer images() {
    return scorer(Architecture.relu(PIXELS, 64), 1, Map.of());
  }

  private static Scorer scorer(
      Architecture architecture, int errors, Map<String, String> metadata) {
    Map<String, String> all = new HashMap<>(metadata);
    all.put(Calibration.KEY, calibration(errors, architecture.codeWidth()).toJson());
    return Scorer.of(new ModelFile(Autoencoder.initialise(architecture, 1), all));
  }

  private static Calibration calibration(int columns, int code) {
    double[] errors = new double[columns];
    Arrays.fill(errors, 1);
    double[] whitening = new double[code * (code + 1) / 2];
    Arrays.fill(whitening, 0.5);
    float[] scores = new float[CALIBRATED];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i;
    }
    return new Calibration(
        "calibration rows",
        errors,
        new CodeDistance(new double[code], whitening),
        1,
        1,
        Map.of(ScoreKind.RECONSTRUCTION, scores, ScoreKind.CODE, scores, ScoreKind.BOTH, scores));
  }

  private static double[][] cells() {
    var random = new Random(1);
    double[][] cells = new double[ROWS][COLUMNS];
    for (double[] row : cells) {
      Arrays.setAll(row, i -> 10 * i + 3 * random.nextGaussian());
    }
    return cells;
  }

  private static Map<String, Double> named(double[] cells) {
    Map<String, Double> row = new HashMap<>();
    for (int i = 0; i < cells.length; i++) {
      row.put("column " + i, cells[i]);
    }
    return row;
  }

  private static float[][] pixels() {
    var random = new Random(2);
    float[][] pixels = new float[ROWS][PIXELS];
    for (float[] row : pixels) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return pixels;
  }
}
