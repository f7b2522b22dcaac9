package dev.telar.engine.reference;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.engine.Noise;
import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Noise.Masking;
import dev.telar.engine.Training;
import dev.telar.engine.base.BatchLimits;
import dev.telar.engine.base.VirtualLanes;
import dev.telar.engine.base.Workers;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import dev.telar.random.NormalDistribution;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The specification: the plainest loops that compute a step, and the bits that every engine must
/// give.
///
/// Shapes: B rows in a batch, D inputs; layer l has weights W (inputs, outputs) and gives a =
/// act(z), z = input·W + b. Its input is x for the first layer, and else h = a ∘ mask of the layer
/// before. A gradient is named `d` and what it is the gradient of.
///
/// Work is spread over threads by rows of the result. That cannot change a bit: each element of a
/// product is one chain, its fused multiply-adds in the order of ascending k, whichever thread
/// computes it.
public final class ReferenceEngine implements Engine {
  /// Rows of a result that one thread computes before it asks for more: enough to hide the asking,
  /// few enough that the threads finish together.
  private static final int TILE_ROWS = 8;

  private final Architecture architecture;
  private final List<Dense> layers;
  private final BatchLimits limits;
  private final Workers workers;
  private final ReferenceWeights weights;
  private final float[][] x; // (B, D)
  private final float[][][] a; // of each layer (B, outputs)
  private final double[] rowError; // (B), the squared error of each row
  private float @Nullable [][] v; // (B, D), what values count, where samples are weighted
  private final @Nullable Step step;

  /// What a training step has besides a forward pass.
  private final class Step {
    final Training training;
    final RandomSource noiseBits;
    final ReferenceWeights gradient;
    final List<ReferenceWeights> state; // the optimizer's
    final float[][] noisy; // (B, D), what the encoder is given
    final float[][][] z; // of each layer (B, outputs), what its activation is given
    final float[][][] mask; // of each hidden layer (B, outputs), 0 or 1 / (1 − dropout)
    final float[][][] h; // of each hidden layer (B, outputs), a ∘ mask
    final float[][][] dZ; // of each layer (B, outputs)
    final float[][][] transposed; // of each layer (outputs, inputs), its weights in a backward pass

    Step(Training training, List<Parameters> start, int maxBatch) {
      this.training = training;
      this.noiseBits = new RandomSource(training.seed(), Purpose.NOISE);
      this.gradient = ReferenceWeights.zeros(architecture);
      this.state =
          IntStream.range(0, training.optimizer().stateNames().size())
              .mapToObj(i ->
                  start.isEmpty()
                      ? ReferenceWeights.zeros(architecture)
                      : ReferenceWeights.of(start.get(i)))
              .toList();
      this.noisy = new float[maxBatch][architecture.inputs()];
      this.z = outputs(layers, maxBatch);
      this.mask = outputs(layers.subList(0, architecture.hiddenLayers()), maxBatch);
      this.h = outputs(layers.subList(0, architecture.hiddenLayers()), maxBatch);
      this.dZ = outputs(layers, maxBatch);
      this.transposed =
          layers.stream()
              .map(layer -> new float[layer.outputs()][layer.inputs()])
              .toArray(float[][][]::new);
    }

    float[][] input(int layer) {
      return layer == 0 ? noisy : h[layer - 1];
    }
  }

  /// @param state the optimizer's; empty if it begins anew
  /// @param training absent if the engine is to compute forward passes alone
  /// @param workers called last: threads of an engine whose arrays do not fit would never end
  public ReferenceEngine(
      Autoencoder start,
      List<Parameters> state,
      @Nullable Training training,
      int maxBatch,
      Supplier<Workers> workers) {
    this.architecture = start.architecture();
    this.layers = architecture.layers();
    this.limits = new BatchLimits(maxBatch, architecture.inputs());
    this.weights = ReferenceWeights.of(start.parameters());
    this.x = new float[maxBatch][architecture.inputs()];
    this.a = outputs(layers, maxBatch);
    this.rowError = new double[maxBatch];
    this.step = training == null ? null : new Step(training, state, maxBatch);
    this.workers = workers.get();
  }

  private static float[][][] outputs(List<Dense> layers, int rows) {
    return layers.stream().map(layer -> new float[rows][layer.outputs()]).toArray(float[][][]::new);
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

  private Step step() {
    if (step == null) {
      throw new IllegalStateException("the engine was opened without a training");
    }
    return step;
  }

  @Override
  public double trainStep(Batch batch, long number, float learningRate) {
    Step step = step();
    double squaredError = computeGradient(batch, number);
    if (step.training.regularisation().clips()) {
      scaleGradient(step.training.regularisation().clipFactor(squaredGradientNorm()));
    }
    var update = new ReferenceUpdate(step.training.optimizer(), number, learningRate);
    for (int l = 0; l < layers.size(); l++) {
      int layer = l;
      forEachRow(
          layers.get(l).inputs(),
          i ->
              update.apply(
                  step.gradient, weights, step.state, w -> w.layers().get(layer).weight()[i]));
      update.apply(step.gradient, weights, step.state, w -> w.layers().get(layer).bias());
    }
    return squaredError;
  }

  @Override
  public void squaredErrors(Batch batch, double[] out) {
    load(batch);
    float[][] weights = batch.samples().isWeighted() ? lossWeights(batch) : null;
    forward(x, 0, layers.size(), batch.size());
    sumSquaredError(weights, batch.size());
    System.arraycopy(rowError, 0, out, 0, batch.size());
  }

  @Override
  public void encode(Batch batch, float[] out) {
    compute(batch, architecture.encoder().size() - 1, out);
  }

  @Override
  public void reconstruct(Batch batch, float[] out) {
    compute(batch, layers.size() - 1, out);
  }

  @Override
  public void activations(int layer, Batch batch, float[] out) {
    BatchLimits.checkHiddenLayer(layer, architecture.hiddenLayers());
    compute(batch, layer, out);
  }

  private void compute(Batch batch, int layer, float[] out) {
    load(batch);
    forward(x, 0, layer + 1, batch.size());
    copyRows(a[layer], batch.size(), out);
  }

  @Override
  public void decode(Batch codes, float[] out) {
    limits.checkCodes(codes, architecture.codeWidth());
    int encoder = architecture.encoder().size();
    forEachRow(codes.size(), i -> codes.read(i, a[encoder - 1][i]));
    forward(a[encoder - 1], encoder, layers.size(), codes.size());
    copyRows(a[layers.size() - 1], codes.size(), out);
  }

  @Override
  public Parameters parameters() {
    workers.checkOpen();
    return weights.toParameters();
  }

  @Override
  public List<Parameters> optimizerState() {
    workers.checkOpen();
    return step == null
        ? List.of()
        : step.state.stream().map(ReferenceWeights::toParameters).toList();
  }

  /// The gradient of the last step, in the layout of the parameters; a copy.
  public Parameters gradient() {
    return step().gradient.toParameters();
  }

  /// The forward and the backward pass: leaves the gradient of the batch's loss with respect to
  /// every parameter, and returns the sum of the squared errors.
  public double computeGradient(Batch batch, long number) {
    Step step = step();
    int rows = batch.size();
    load(batch);
    float[][] weights = batch.samples().isWeighted() ? trainingWeights(batch) : null;
    addNoise(step, rows, number);
    for (int l = 0; l < layers.size(); l++) {
      forwardInTraining(step, l, rows, number);
    }
    double squaredError = sumSquaredError(weights, rows);
    outputGradient(step, weights, rows);
    for (int l = layers.size() - 2; l >= 0; l--) {
      backward(step, l, rows);
    }
    // dW = inputᵀ·dZ, dB = the column sums of dZ
    for (int l = 0; l < layers.size(); l++) {
      float[][] input = step.input(l);
      float[][] dZ = step.dZ[l];
      ReferenceWeights.Layer gradient = step.gradient.layers().get(l);
      forEachRow(
          layers.get(l).inputs(), i -> product(column(input, i, rows), dZ, gradient.weight()[i]));
      columnSums(dZ, rows, gradient.bias());
    }
    if (step.training.regularisation().tied()) {
      for (int l = 0; l < architecture.encoder().size(); l++) {
        float[][] shared = step.gradient.layers().get(l).weight();
        addTransposed(step.gradient.mirror(l).weight(), shared);
        transpose(shared, step.gradient.mirror(l).weight());
      }
    }
    return squaredError;
  }

  /// a = act(z), h = a ∘ mask
  private void forwardInTraining(Step step, int layer, int rows, long number) {
    float[][] input = step.input(layer);
    Activation activation = layers.get(layer).activation();
    boolean hidden = layer < architecture.hiddenLayers();
    if (hidden) {
      drawMask(step, layer, rows, number);
    }
    forEachRow(
        rows,
        i -> {
          float[] z = step.z[layer][i];
          linear(input[i], weights.layers().get(layer), z);
          System.arraycopy(z, 0, a[layer][i], 0, z.length);
          activation.apply(a[layer][i]);
          if (hidden) {
            float[] h = step.h[layer][i];
            System.arraycopy(a[layer][i], 0, h, 0, h.length);
            multiply(h, step.mask[layer][i]);
          }
        });
  }

  /// dZ = 2 (y − x) / (B·D) ∘ v ∘ act', or (y − x) / (B·D) ∘ v for the cross entropy of a sigmoid.
  ///
  /// @param weights v; absent where values are not weighted
  private void outputGradient(Step step, float @Nullable [][] weights, int rows) {
    int last = layers.size() - 1;
    float scale = step.training.loss().gradientScale(rows, architecture.inputs());
    boolean derives = step.training.loss().usesOutputDerivative();
    forEachRow(
        rows,
        i -> {
          float[] y = a[last][i];
          float[] dZ = step.dZ[last][i];
          for (int j = 0; j < dZ.length; j++) {
            dZ[j] = (y[j] - x[i][j]) * scale;
          }
          if (weights != null) {
            multiply(dZ, weights[i]);
          }
          if (derives) {
            layers.get(last).activation().applyDerivative(step.z[last][i], y, dZ);
          }
        });
  }

  /// dZ = (dZ of the next layer · its Wᵀ ∘ mask, for the code + sparsity · sign a) ∘ act'
  private void backward(Step step, int layer, int rows) {
    boolean isCode = layer == architecture.encoder().size() - 1;
    float sparsity =
        isCode
            ? step.training.regularisation().sparsityGradient(rows, architecture.codeWidth())
            : 0;
    float[][] transposed = step.transposed[layer + 1];
    transpose(weights.layers().get(layer + 1).weight(), transposed);
    forEachRow(
        rows,
        i -> {
          float[] dZ = step.dZ[layer][i];
          product(step.dZ[layer + 1][i], transposed, dZ);
          multiply(dZ, step.mask[layer][i]);
          if (sparsity > 0) {
            addSigns(sparsity, a[layer][i], dZ);
          }
          layers.get(layer).activation().applyDerivative(step.z[layer][i], a[layer][i], dZ);
        });
  }

  private void addNoise(Step step, int rows, long number) {
    int inputs = architecture.inputs();
    float[][] noisy = step.noisy;
    RandomSource noiseBits = step.noiseBits;
    forEachRow(
        rows,
        i -> {
          System.arraycopy(x[i], 0, noisy[i], 0, inputs);
          int[] bits = new int[inputs];
          switch (step.training.regularisation().noise()) {
            case Noise.None() -> {}
            case Gaussian(float deviation) -> {
              noiseBits.fillBits(number, i, bits, inputs);
              for (int j = 0; j < inputs; j++) {
                noisy[i][j] = Math.fma(deviation, NormalDistribution.of(bits[j]), x[i][j]);
              }
            }
            case Masking(float probability) -> {
              int threshold = (int) Math.round((double) probability * 0x1p32);
              noiseBits.fillBits(number, i, bits, inputs);
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

  /// Over all parameters, tied ones once. Squares are summed in virtual lanes by rows on the code's
  /// side: the weights into each output of an encoder layer, out of each input of a decoder layer.
  /// Rows are added layer by layer, and then the biases, each layer's a row.
  private double squaredGradientNorm() {
    Step step = step();
    int encoder = architecture.encoder().size();
    double sum = 0;
    for (int l = 0; l < encoder; l++) {
      for (int i = 0; i < layers.get(l).outputs(); i++) {
        float[][] gradient = step.gradient.layers().get(l).weight();
        sum += VirtualLanes.squaredNorm(column(gradient, i, layers.get(l).inputs()));
      }
    }
    for (int l = encoder; l < layers.size() && !step.training.regularisation().tied(); l++) {
      for (float[] row : step.gradient.layers().get(l).weight()) {
        sum += VirtualLanes.squaredNorm(row);
      }
    }
    for (ReferenceWeights.Layer gradient : step.gradient.layers()) {
      sum += VirtualLanes.squaredNorm(gradient.bias());
    }
    return sum;
  }

  private void scaleGradient(float factor) {
    for (ReferenceWeights.Layer gradient : step().gradient.layers()) {
      for (float[] row : gradient.weight()) {
        scale(row, factor);
      }
      scale(gradient.bias(), factor);
    }
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

  /// v = ω: a row's own error does not depend on what the row counts.
  private float[][] lossWeights(Batch batch) {
    if (v == null) {
      v = new float[maxBatch()][architecture.inputs()];
    }
    float[][] weights = v;
    forEachRow(batch.size(), i -> batch.readLossWeights(i, weights[i]));
    return weights;
  }

  /// v = w·ω
  private float[][] trainingWeights(Batch batch) {
    float[][] weights = lossWeights(batch);
    forEachRow(batch.size(), i -> scale(weights[i], batch.rowWeight(i)));
    return weights;
  }

  /// A unit is kept if its 32 random bits, read as an unsigned number, reach dropout · 2³²; what is
  /// kept is scaled by 1 / (1 − dropout), so that the expected activation stays the same (inverted
  /// dropout).
  ///
  /// @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al., Dropout
  ///   (2014)</a>
  private void drawMask(Step step, int layer, int rows, long number) {
    double dropout = step.training.regularisation().dropout();
    int threshold = (int) Math.round((double) (float) dropout * 0x1p32);
    float kept = (float) (1 / (1 - (double) (float) dropout));
    RandomSource dropoutBits = RandomSource.dropout(step.training.seed(), layer);
    forEachRow(
        rows,
        i -> {
          float[] mask = step.mask[layer][i];
          if (dropout == 0) {
            Arrays.fill(mask, 1);
            return;
          }
          int[] bits = new int[mask.length];
          dropoutBits.fillBits(number, i, bits, bits.length);
          for (int j = 0; j < bits.length; j++) {
            mask[j] = Integer.compareUnsigned(bits[j], threshold) >= 0 ? kept : 0;
          }
        });
  }

  /// Layers `from … to − 1` without dropout.
  private void forward(float[][] input, int from, int to, int rows) {
    forEachRow(
        rows,
        i -> {
          float[] values = input[i];
          for (int l = from; l < to; l++) {
            linear(values, weights.layers().get(l), a[l][i]);
            layers.get(l).activation().apply(a[l][i]);
            values = a[l][i];
          }
        });
  }

  /// `out = input·W + b`.
  private static void linear(float[] input, ReferenceWeights.Layer layer, float[] out) {
    product(input, layer.weight(), out);
    add(out, layer.bias());
  }

  /// @param weights absent where values are not weighted
  private double sumSquaredError(float @Nullable [][] weights, int rows) {
    float[][] y = a[layers.size() - 1];
    forEachRow(
        rows,
        i ->
            rowError[i] =
                weights == null
                    ? VirtualLanes.squaredDistance(y[i], x[i])
                    : VirtualLanes.squaredDistance(y[i], x[i], weights[i]));
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
  /// Four multiply-adds at a time halve the traffic on `out`; the chain stays the same.
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
