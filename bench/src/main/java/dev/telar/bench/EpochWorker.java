package dev.telar.bench;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Dataset;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Training;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import dev.telar.table.TableCells;
import dev.telar.table.TableData;
import dev.telar.table.TableSettings;
import dev.telar.table.TableSplit;
import dev.telar.tables.csv.CsvOptions;
import dev.telar.tables.csv.CsvSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Telar's side of `bench/peers/run`: trains an epoch for every line on standard input and answers
/// with a line of JSON, how long it took and the mean square error of its batches.
///
/// Arguments: a folder of images or a table, the hidden widths such as `64` or `256-64`, how many
/// rows train, the batch size, the activation of the hidden layers and that of the output, and how
/// many of each image's middle pixels are used; the code of a network with several hidden layers is
/// linear. The first line of the output names what computes.
public final class EpochWorker {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long SEED = 1;

  // The same numbers stand in bench/peers/worker.py.
  private static final float LEARNING_RATE = 0.1f;
  private static final float MOMENTUM = 0.9f;
  private static final float DROPOUT = 0.1f;

  private final Engine engine;
  private final Samples samples;
  private final int[] rows;
  private final int batchSize;
  private long epoch;
  private long step;

  private EpochWorker(Engine engine, Samples samples, int[] rows, int batchSize) {
    this.engine = engine;
    this.samples = samples;
    this.rows = rows;
    this.batchSize = batchSize;
  }

  /// Serves until the standard input ends.
  ///
  /// @throws IOException if the images cannot be read
  public static void main(String[] args) throws IOException {
    int trainRows = Integer.parseInt(args[2]);
    Samples samples = samples(args[0], trainRows, Integer.parseInt(args[6]));
    HiddenWidths hidden = HiddenWidths.of(args[1]);
    int batchSize = Integer.parseInt(args[3]);
    int[] rows =
        Split.of(Split.Kind.ORDERED, samples.rows(), samples.rows() - trainRows, SEED).train();
    Activation inner = Activation.of(args[4]);
    Activation code = hidden.isDeep() ? new Activation.Identity() : inner;
    Activation output = Activation.of(args[5]);
    var start =
        Autoencoder.initialise(
            Architecture.mirrored(samples.width(), hidden, inner, code, output), SEED);
    var training = new Training(new Optimizer.Sgd(MOMENTUM), DROPOUT, SEED);
    int threads = Runtime.getRuntime().availableProcessors();
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Engine engine = Engine.open(Engine.Kind.AUTO, start, training, batchSize, threads)) {
      var worker = new EpochWorker(engine, samples, rows, batchSize);
      System.out.printf(
          "{\"name\": \"Telar, %s engine, Java %d, %d threads\"}%n",
          engine.kind(), Runtime.version().feature(), threads);
      while (commands.readLine() != null) {
        long started = System.nanoTime();
        double loss = worker.epoch();
        double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
        System.out.printf(Locale.ROOT, "{\"seconds\": %.9f, \"loss\": %.9f}%n", seconds, loss);
      }
    }
  }

  /// The images of a folder, or the rows of a table, standardised by those to train on.
  private static Samples samples(String data, int trainRows, int columns) throws IOException {
    if (!data.endsWith(".csv")) {
      return middle(Dataset.load(Path.of(data)).train(), columns);
    }
    CsvSource source = CsvSource.open(List.of(Path.of(data)), CsvOptions.detect());
    TableCells cells = TableCells.read(source, Long.MAX_VALUE, Path.of("never"));
    TableSettings settings =
        TableSettings.defaults()
            .withOrder(new TableSettings.AsWritten())
            .withSizes(new TableSplit.Sizes(0, 0, (double) cells.rows() - trainRows));
    return TableData.divide(data, cells, settings, "", Long.MAX_VALUE).train();
  }

  private static Samples middle(Samples all, int columns) {
    if (columns == all.width()) {
      return all;
    }
    float[] row = new float[all.width()];
    float[] values = new float[all.rows() * columns];
    for (int i = 0; i < all.rows(); i++) {
      all.read(i, row);
      System.arraycopy(row, (row.length - columns) / 2, values, i * columns, columns);
    }
    return new FloatSamples(values, all.rows(), columns);
  }

  /// Trains on every row once, in a new order, and returns the mean square error of the batches.
  private double epoch() {
    int[] order = new RandomSource(SEED, Purpose.SHUFFLE).permutation(++epoch, rows.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = rows[order[i]];
    }
    double squaredError = 0;
    for (Batch batch : new Batches(samples, order, batchSize)) {
      squaredError += engine.trainStep(batch, step++, LEARNING_RATE);
    }
    return squaredError / ((double) rows.length * samples.width());
  }
}
