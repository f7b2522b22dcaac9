package dev.telar.engine;

import dev.telar.data.Batch;
import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Noise.Masking;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.random.NormalDistribution;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The specification: the plainest loops that compute a step, and the bits that every engine must
/// give.
///
/// Shapes: B rows in a batch, D inputs, N hidden units; x (B, D), h (B, N), y (B, D), encoder
/// weights w1 (D, N), decoder weights w2 (N, D). A gradient is named `d` and what it is the
/// gradient of.
///
/// Work is spread over threads by rows of the result. That cannot change a bit: each element of a
/// product is one chain of fused multiply-adds over ascending k, whoever computes it.
final class ReferenceEngine implements Engine {
  /// Rows of a result that one thread computes before it asks for more: enough to hide the asking,
  /// few enough that the threads finish together.
  private static final int TILE_ROWS = 8;

  private final Architecture architecture;
  private final Training training;
  private final BatchLimits limits;
  private final WorkerPool workers;
  private final RandomSource dropoutBits;
  private final RandomSource noiseBits;

  private final ReferenceWeights weights;
  private final ReferenceWeights gradient;
  private final List<ReferenceWeights> memory; // what the optimizer remembers
  private final float[][] w2Transposed; // (D, N)

  private final float[][] x; // (B, D)
  private final float[][] noisy; // (B, D), what the encoder is given
  private final float[][] z; // (B, N), what the hidden activation is given
  private final float[][] a; // (B, N), the hidden activations
  private final float[][] mask; // (B, N), 0 or 1 / (1 − dropout)
  private final float[][] h; // (B, N), a ∘ mask
  private final float[][] u; // (B, D), what the output activation is given
  private final float[][] y; // (B, D)
  private final float[][] dY; // (B, D)
  private final float[][] dH; // (B, N)
  private final double[] rowError; // (B), the squared error of each row

  ReferenceEngine(
      Autoencoder start, List<Parameters> memory, Training training, int maxBatch, int threads) {
    this.architecture = start.architecture();
    this.training = training;
    this.limits = new BatchLimits(maxBatch, architecture.inputs());
    this.dropoutBits = new RandomSource(training.seed(), Purpose.DROPOUT);
    this.noiseBits = new RandomSource(training.seed(), Purpose.NOISE);
    int inputs = architecture.inputs();
    int hidden = architecture.hidden();
    this.weights = ReferenceWeights.of(start.parameters());
    this.gradient = ReferenceWeights.zeros(inputs, hidden);
    this.memory =
        IntStream.range(0, training.optimizer().memoryNames().size())
            .mapToObj(i ->
                memory.isEmpty()
                    ? ReferenceWeights.zeros(inputs, hidden)
                    : ReferenceWeights.of(memory.get(i)))
            .toList();
    this.w2Transposed = new float[inputs][hidden];
    this.x = new float[maxBatch][inputs];
    this.noisy = new float[maxBatch][inputs];
    this.z = new float[maxBatch][hidden];
    this.a = new float[maxBatch][hidden];
    this.mask = new float[maxBatch][hidden];
    this.h = new float[maxBatch][hidden];
    this.u = new float[maxBatch][inputs];
    this.y = new float[maxBatch][inputs];
    this.dY = new float[maxBatch][inputs];
    this.dH = new float[maxBatch][hidden];
    this.rowError = new double[maxBatch];
    // Last: threads of an engine whose arrays do not fit would never end.
    this.workers = new WorkerPool(threads);
  }

  @Override
  public Kind kind() {
    return Kind.REFERENCE;
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public int maxBatch() {
    return limits.maxRows();
  }

  @Override
  public double trainStep(Batch batch, long step, float learningRate) {
    double squaredError = computeGradient(batch, step);
    if (training.clips()) {
      scaleGradient(training.clipFactor(squaredGradientNorm()));
    }
    var update = new ReferenceUpdate(training.optimizer(), step, learningRate);
    forEachRow(architecture.inputs(), i -> update.apply(gradient, weights, memory, w -> w.w1()[i]));
    forEachRow(architecture.hidden(), i -> update.apply(gradient, weights, memory, w -> w.w2()[i]));
    update.apply(gradient, weights, memory, ReferenceWeights::b1);
    update.apply(gradient, weights, memory, ReferenceWeights::b2);
    return squaredError;
  }

  @Override
  public void squaredErrors(Batch batch, double[] out) {
    encodeWithoutDropout(batch);
    decodeLoaded(batch.size());
    sumSquaredError(batch.size());
    System.arraycopy(rowError, 0, out, 0, batch.size());
  }

  @Override
  public void encode(Batch batch, float[] out) {
    encodeWithoutDropout(batch);
    copyRows(h, batch.size(), out);
  }

  @Override
  public void reconstruct(Batch batch, float[] out) {
    encodeWithoutDropout(batch);
    decodeLoaded(batch.size());
    copyRows(y, batch.size(), out);
  }

  @Override
  public void decode(Batch codes, float[] out) {
    limits.checkCodes(codes, architecture.hidden());
    forEachRow(codes.size(), i -> codes.read(i, h[i]));
    decodeLoaded(codes.size());
    copyRows(y, codes.size(), out);
  }

  @Override
  public Parameters parameters() {
    workers.checkOpen();
    return weights.toParameters();
  }

  @Override
  public List<Parameters> optimizerMemory() {
    workers.checkOpen();
    return memory.stream().map(ReferenceWeights::toParameters).toList();
  }

  /// The gradient of the last step, in the layout of the parameters; a copy.
  Parameters gradient() {
    return gradient.toParameters();
  }

  /// The forward and the backward pass: leaves the gradient of the batch's mean square error with
  /// respect to every parameter, and returns the sum of the squared errors.
  double computeGradient(Batch batch, long step) {
    int rows = batch.size();
    load(batch);
    addNoise(rows, step);
    drawMask(rows, step, training.dropout());
    encode(noisy, rows);
    decodeLoaded(rows);
    double squaredError = sumSquaredError(rows);

    // dY = 2 (y − x) / (B·D) ∘ act', or (y − x) / (B·D) for the cross entropy of a sigmoid
    float scale = training.loss().gradientScale(rows, architecture.inputs());
    forEachRow(
        rows,
        i -> {
          for (int j = 0; j < dY[i].length; j++) {
            dY[i][j] = (y[i][j] - x[i][j]) * scale;
          }
          if (training.loss() == Loss.MEAN_SQUARED_ERROR) {
            architecture.outputActivation().applyDerivative(u[i], y[i], dY[i]);
          }
        });

    // dH = (dY·w2ᵀ ∘ mask + sparsity · sign a) ∘ act'
    float sparsity = training.sparsityGradient(rows, architecture.hidden());
    transpose(weights.w2(), w2Transposed);
    forEachRow(
        rows,
        i -> {
          product(dY[i], w2Transposed, dH[i]);
          multiply(dH[i], mask[i]);
          if (sparsity > 0) {
            addSigns(sparsity, a[i], dH[i]);
          }
          architecture.hiddenActivation().applyDerivative(z[i], a[i], dH[i]);
        });

    // dW = inputᵀ·dOutput, dB = the column sums of dOutput
    forEachRow(architecture.hidden(), i -> product(column(h, i, rows), dY, gradient.w2()[i]));
    forEachRow(architecture.inputs(), i -> product(column(noisy, i, rows), dH, gradient.w1()[i]));
    columnSums(dY, rows, gradient.b2());
    columnSums(dH, rows, gradient.b1());
    if (training.tied()) {
      addTransposed(gradient.w2(), gradient.w1());
      transpose(gradient.w1(), gradient.w2());
    }
    return squaredError;
  }

  private void addNoise(int rows, long step) {
    int inputs = architecture.inputs();
    forEachRow(
        rows,
        i -> {
          System.arraycopy(x[i], 0, noisy[i], 0, inputs);
          int[] bits = new int[inputs];
          switch (training.noise()) {
            case Noise.None() -> {}
            case Gaussian(float deviation) -> {
              noiseBits.fillBits(step, i, bits, inputs);
              for (int j = 0; j < inputs; j++) {
                noisy[i][j] = Math.fma(deviation, NormalDistribution.of(bits[j]), x[i][j]);
              }
            }
            case Masking(float probability) -> {
              int threshold = (int) Math.round((double) probability * 0x1p32);
              noiseBits.fillBits(step, i, bits, inputs);
              for (int j = 0; j < inputs; j++) {
                noisy[i][j] = Integer.compareUnsigned(bits[j], threshold) >= 0 ? x[i][j] : 0;
              }
            }
          }
        });
  }

  /// The penalty's gradient is constant; at 0 it is taken to be 0.
  private static void addSigns(float sparsity, float[] a, float[] gradient) {
    for (int j = 0; j < a.length; j++) {
      if (a[j] > 0) {
        gradient[j] += sparsity;
      } else if (a[j] < 0) {
        gradient[j] -= sparsity;
      }
    }
  }

  /// Over all parameters, tied ones once. Each hidden unit's two rows of weights, and each bias
  /// vector, is a row whose squares are summed in virtual lanes; rows in ascending order, the
  /// decoder's after the encoder's, then the encoder's biases, then the decoder's.
  private double squaredGradientNorm() {
    int hidden = architecture.hidden();
    double sum = 0;
    for (int i = 0; i < hidden; i++) {
      sum += VirtualLanes.squaredNorm(column(gradient.w1(), i, architecture.inputs()));
    }
    for (int i = 0; i < hidden && !training.tied(); i++) {
      sum += VirtualLanes.squaredNorm(gradient.w2()[i]);
    }
    return sum + VirtualLanes.squaredNorm(gradient.b1()) + VirtualLanes.squaredNorm(gradient.b2());
  }

  private void scaleGradient(float factor) {
    for (float[] row : gradient.w1()) {
      scale(row, factor);
    }
    for (float[] row : gradient.w2()) {
      scale(row, factor);
    }
    scale(gradient.b1(), factor);
    scale(gradient.b2(), factor);
  }

  private static void scale(float[] values, float factor) {
    for (int j = 0; j < values.length; j++) {
      values[j] *= factor;
    }
  }

  private void load(Batch batch) {
    limits.check(batch);
    forEachRow(batch.size(), i -> batch.read(i, x[i]));
  }

  /// A unit is kept if its 32 random bits, read as an unsigned number, reach dropout · 2³²; what is
  /// kept is scaled by 1 / (1 − dropout), so that the expected activation stays the same (inverted
  /// dropout).
  ///
  /// @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al., Dropout
  ///   (2014)</a>
  private void drawMask(int rows, long step, float dropout) {
    int threshold = (int) Math.round((double) dropout * 0x1p32);
    float kept = (float) (1 / (1 - (double) dropout));
    forEachRow(
        rows,
        i -> {
          if (dropout == 0) {
            Arrays.fill(mask[i], 1);
            return;
          }
          int[] bits = new int[mask[i].length];
          dropoutBits.fillBits(step, i, bits, bits.length);
          for (int j = 0; j < bits.length; j++) {
            mask[i][j] = Integer.compareUnsigned(bits[j], threshold) >= 0 ? kept : 0;
          }
        });
  }

  private void encodeWithoutDropout(Batch batch) {
    load(batch);
    drawMask(batch.size(), 0, 0);
    encode(x, batch.size());
  }

  private void encode(float[][] inputs, int rows) {
    forEachRow(
        rows,
        i -> {
          product(inputs[i], weights.w1(), z[i]);
          add(z[i], weights.b1());
          System.arraycopy(z[i], 0, a[i], 0, a[i].length);
          architecture.hiddenActivation().apply(a[i]);
          System.arraycopy(a[i], 0, h[i], 0, h[i].length);
          multiply(h[i], mask[i]);
        });
  }

  private void decodeLoaded(int rows) {
    forEachRow(
        rows,
        i -> {
          product(h[i], weights.w2(), u[i]);
          add(u[i], weights.b2());
          System.arraycopy(u[i], 0, y[i], 0, y[i].length);
          architecture.outputActivation().apply(y[i]);
        });
  }

  private double sumSquaredError(int rows) {
    forEachRow(rows, i -> rowError[i] = VirtualLanes.squaredDistance(y[i], x[i]));
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += rowError[i];
    }
    return sum;
  }

  @FunctionalInterface
  private interface Row {
    void compute(int i);
  }

  private void forEachRow(int rows, Row row) {
    workers.forEachTile(
        rows,
        TILE_ROWS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            row.compute(i);
          }
        });
  }

  /// One row of a matrix product, `out[j] = Σ row[k] · b[k][j]`: a chain over ascending k from 0.
  ///
  /// Four links at a time halve the traffic on `out`; the chain stays the same.
  ///
  /// @param row (K) or longer
  /// @param b (K or more, J); K is the length of the row
  /// @param out (J), overwritten; must not alias
  private static void product(float[] row, float[][] b, float[] out) {
    int length = row.length;
    Arrays.fill(out, 0);
    int k = 0;
    for (; k + 4 <= length; k += 4) {
      addFour(row[k], b[k], row[k + 1], b[k + 1], row[k + 2], b[k + 2], row[k + 3], b[k + 3], out);
    }
    for (; k < length; k++) {
      addOne(row[k], b[k], out);
    }
  }

  private static void addOne(float c, float[] b, float[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.fma(c, b[j], out[j]);
    }
  }

  private static void addFour(
      float c0,
      float[] b0,
      float c1,
      float[] b1,
      float c2,
      float[] b2,
      float c3,
      float[] b3,
      float[] out) {
    for (int j = 0; j < out.length; j++) {
      float sum = Math.fma(c0, b0[j], out[j]);
      sum = Math.fma(c1, b1[j], sum);
      sum = Math.fma(c2, b2[j], sum);
      out[j] = Math.fma(c3, b3[j], sum);
    }
  }

  /// Sums over the first rows, in ascending order.
  private static void columnSums(float[][] values, int rows, float[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < rows; i++) {
      add(out, values[i]);
    }
  }

  private static void add(float[] values, float[] summand) {
    for (int j = 0; j < values.length; j++) {
      values[j] += summand[j];
    }
  }

  private static void multiply(float[] values, float[] factor) {
    for (int j = 0; j < values.length; j++) {
      values[j] *= factor[j];
    }
  }

  private static float[] column(float[][] matrix, int j, int rows) {
    float[] column = new float[rows];
    for (int i = 0; i < rows; i++) {
      column[i] = matrix[i][j];
    }
    return column;
  }

  private static void addTransposed(float[][] matrix, float[][] out) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j][i] += matrix[i][j];
      }
    }
  }

  private static void transpose(float[][] matrix, float[][] out) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j][i] = matrix[i][j];
      }
    }
  }

  private static void copyRows(float[][] matrix, int rows, float[] out) {
    int columns = matrix[0].length;
    BatchLimits.checkOut(out, rows, columns);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(matrix[i], 0, out, i * columns, columns);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
