package dev.telar.engine;

import static dev.telar.engine.Panels.WIDTH;

import dev.telar.data.Batch;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The fast engine: register tiles on the Vector API, and whatever follows a product is done while
/// the tiles are in the cache. Gives the bits of [ReferenceEngine], whose names it shares.
///
/// A training step has two phases, and threads meet only between them.
///
/// 1. Some rows of the batch at a time: load x, h = act(x·w1 + b1) ∘ mask, y = act(h·w2 + b2), dY,
///    dH = dY·w2ᵀ ∘ mask ∘ act'. No row needs another.
/// 2. A block of 64 × 64 weights at a time: the gradient over all rows, and its update.
final class VectorEngine implements Engine {
  /// Rows that a thread takes through the first phase at a time: their activations stay in the
  /// second-level cache.
  private static final int RANGE_ROWS = 48;

  /// The same where the weights do not fit the caches, and are read from memory for every range.
  private static final int WIDE_RANGE_ROWS = 192;

  private static final long WIDE_WEIGHTS = 1 << 22;

  private final Architecture architecture;
  private final BatchLimits limits;
  private final WorkerPool workers;
  private final WorkerPool.Phase rowsPhase = this::computeRows;
  private final WorkerPool.Phase weightsPhase = this::updateBlock;
  private final RowStage[] trainingStages;
  private final RowStage[] encodingStages = {this::load, this::encode, this::copyLatents};
  private final RowStage[] reconstructionStages = {
    this::load, this::encode, this::decode, this::copyOutputs
  };
  private final RowStage[] evaluationStages = {
    this::load, this::encode, this::decode, this::measureErrors
  };
  private final BlockStage[] blockStages = {
    this::multiplyGradient, this::updateWeights, this::transposeWeights, this::updateBiases
  };
  private final RowRanges ranges;
  private final List<WeightBlock> blocks;
  private final List<Workspace> workspaces;

  private final VectorActivation hiddenActivation;
  private final VectorActivation outputActivation;
  private final VectorUpdate update;
  private final DropoutMask dropout;
  private final PanelLayer encoder;
  private final PanelLayer decoder;

  private final Panels x; // (B, D)
  private final Panels a; // (B, N), the hidden activations
  private final Panels mask; // (B, N), 0 or 1 / (1 − dropout)
  private final Panels h; // (B, N), a ∘ mask
  private final Panels y; // (B, D), becomes dY
  private final Panels dH; // (B, N)
  private final float[] errorLanes; // (B, 16)
  private final double[] rowError; // (B)

  // What is computed: written by the caller before a phase, read by the pool's threads in it.
  private @Nullable Batch batch;
  private RowStage[] stages = {};
  private float[] out = {};
  private long step;
  private float learningRate;

  /// What a thread needs for itself.
  @SuppressWarnings("ArrayRecordComponent") // private, and never compared
  private record Workspace(float[] sample, int[] bits, float[] gradient) {}

  /// A part of the first phase, on the rows `from … to − 1`.
  ///
  /// Stages are called through an interface, and not one after the other, because C2 would inline
  /// them into one method, run out of its budget on the way, and leave vectors on the heap.
  @FunctionalInterface
  private interface RowStage {
    void compute(Workspace workspace, int from, int to);
  }

  /// A part of the second phase, on one block of weights.
  @FunctionalInterface
  private interface BlockStage {
    void compute(Workspace workspace, WeightBlock block);
  }

  VectorEngine(
      Autoencoder start, List<Parameters> memory, Training training, int maxBatch, int threads) {
    this.architecture = start.architecture();
    int inputs = architecture.inputs();
    int hidden = architecture.hidden();
    this.limits = new BatchLimits(maxBatch, inputs);
    boolean wide = (long) inputs * hidden > WIDE_WEIGHTS;
    this.ranges = new RowRanges(maxBatch, threads, wide ? WIDE_RANGE_ROWS : RANGE_ROWS);

    this.hiddenActivation = VectorActivation.of(architecture.hiddenActivation());
    this.outputActivation = VectorActivation.of(architecture.outputActivation());
    this.update = new VectorUpdate(training.optimizer());
    Parameters parameters = start.parameters();
    boolean remembers = update.remembers();
    this.encoder =
        PanelLayer.encoder(parameters.encoderWeight(), parameters.encoderBias(), remembers);
    this.decoder =
        PanelLayer.decoder(parameters.decoderWeight(), parameters.decoderBias(), remembers);
    if (!memory.isEmpty()) {
      Parameters velocity = memory.getFirst();
      encoder.velocity.setRows(velocity.encoderWeight());
      encoder.biasVelocity.setRows(velocity.encoderBias());
      decoder.velocity.setTransposed(velocity.decoderWeight());
      decoder.biasVelocity.setRows(velocity.decoderBias());
    }
    this.blocks = WeightBlock.all(hidden, inputs, threads);

    int rows = RowRanges.roundUp(maxBatch);
    boolean drops = training.dropout() > 0;
    this.dropout = new DropoutMask(training.dropout(), training.seed());
    this.x = new Panels(rows, inputs);
    this.a = new Panels(rows, hidden);
    this.mask = new Panels(drops ? rows : 0, hidden);
    this.h = drops ? new Panels(rows, hidden) : a;
    this.y = new Panels(rows, inputs);
    this.dH = new Panels(rows, hidden);
    this.errorLanes = new float[rows * VirtualLanes.COUNT];
    this.rowError = new double[rows];

    this.trainingStages =
        drops
            ? new RowStage[] {
              this::load, this::encode, this::dropOut, this::decodeToGradient, this::backward
            }
            : new RowStage[] {this::load, this::encode, this::decodeToGradient, this::backward};
    this.workers = new WorkerPool(threads);
    int bits = Math.ceilDiv(hidden, WIDTH) * WIDTH;
    this.workspaces =
        IntStream.range(0, threads)
            .mapToObj(
                _ -> new Workspace(new float[inputs], new int[bits], new float[WIDTH * WIDTH]))
            .toList();
  }

  @Override
  public Kind kind() {
    return Kind.VECTOR;
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
    this.step = step;
    this.learningRate = learningRate;
    compute(batch, trainingStages);
    workers.run(blocks.size(), weightsPhase);
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += rowError[i];
    }
    return sum;
  }

  @Override
  public void squaredErrors(Batch batch, double[] out) {
    compute(batch, evaluationStages);
    System.arraycopy(rowError, 0, out, 0, batch.size());
  }

  @Override
  public void encode(Batch batch, float[] out) {
    BatchLimits.checkOut(out, batch.size(), a.columns);
    this.out = out;
    compute(batch, encodingStages);
  }

  @Override
  public void reconstruct(Batch batch, float[] out) {
    BatchLimits.checkOut(out, batch.size(), y.columns);
    this.out = out;
    compute(batch, reconstructionStages);
  }

  @Override
  public Parameters parameters() {
    return new Parameters(
        encoder.weight.toArray(),
        encoder.bias.toArray(),
        decoder.transposed.toArray(),
        decoder.bias.toArray());
  }

  @Override
  public List<Parameters> optimizerMemory() {
    if (!update.remembers()) {
      return List.of();
    }
    return List.of(
        new Parameters(
            encoder.velocity.toArray(),
            encoder.biasVelocity.toArray(),
            decoder.velocity.toTransposedArray(),
            decoder.biasVelocity.toArray()));
  }

  private void compute(Batch batch, RowStage[] stages) {
    limits.check(batch);
    this.batch = batch;
    this.stages = stages;
    ranges.cut(batch.size());
    workers.run(ranges.count(), rowsPhase);
  }

  private void computeRows(int thread, int range) {
    for (RowStage stage : stages) {
      stage.compute(workspaces.get(thread), ranges.from(range), ranges.to(range));
    }
  }

  private void load(Workspace workspace, int from, int to) {
    SampleLoader.load(Objects.requireNonNull(batch), from, to, workspace.sample, x);
  }

  /// a = act(x·w1 + b1)
  private void encode(Workspace workspace, int from, int to) {
    for (int panel = 0; panel < a.count(); panel++) {
      Products.alongRows(x, from, to, encoder.transposed, panel, a);
      LayerPasses.activate(a, panel, from, to, encoder.bias, hiddenActivation);
    }
  }

  /// h = a ∘ mask
  private void dropOut(Workspace workspace, int from, int to) {
    dropout.draw(step, from, to, workspace.bits, mask);
    for (int panel = 0; panel < a.count(); panel++) {
      LayerPasses.multiply(a, mask, panel, from, to, h);
    }
  }

  /// y = act(a·w2 + b2)
  private void decode(Workspace workspace, int from, int to) {
    for (int panel = 0; panel < y.count(); panel++) {
      Products.alongRows(a, from, to, decoder.weight, panel, y);
      LayerPasses.activate(y, panel, from, to, decoder.bias, outputActivation);
    }
  }

  private void copyLatents(Workspace workspace, int from, int to) {
    a.getRows(from, to, out);
  }

  private void copyOutputs(Workspace workspace, int from, int to) {
    y.getRows(from, to, out);
  }

  private void measureErrors(Workspace workspace, int from, int to) {
    Arrays.fill(errorLanes, from * VirtualLanes.COUNT, to * VirtualLanes.COUNT, 0);
    for (int panel = 0; panel < y.count(); panel++) {
      LayerPasses.addSquaredErrors(y, x, panel, from, to, errorLanes);
    }
    sumErrors(from, to);
  }

  /// y = act(h·w2 + b2), and dY = 2 (y − x) / (B·D) ∘ act' in its place.
  private void decodeToGradient(Workspace workspace, int from, int to) {
    float scale =
        (float) (2.0 / ((double) Objects.requireNonNull(batch).size() * architecture.inputs()));
    Arrays.fill(errorLanes, from * VirtualLanes.COUNT, to * VirtualLanes.COUNT, 0);
    for (int panel = 0; panel < y.count(); panel++) {
      Products.alongRows(h, from, to, decoder.weight, panel, y);
      LayerPasses.errorGradient(
          y, x, panel, from, to, decoder.bias, outputActivation, scale, errorLanes);
    }
    sumErrors(from, to);
  }

  private void sumErrors(int from, int to) {
    for (int i = from; i < to; i++) {
      rowError[i] = VirtualLanes.sum(errorLanes, i * VirtualLanes.COUNT);
    }
  }

  /// dH = dY·w2ᵀ ∘ mask ∘ act'
  private void backward(Workspace workspace, int from, int to) {
    for (int panel = 0; panel < dH.count(); panel++) {
      Products.alongRows(y, from, to, decoder.transposed, panel, dH);
      if (mask.rows > 0) {
        LayerPasses.multiply(dH, mask, panel, from, to, dH);
      }
      LayerPasses.applyDerivative(a, dH, panel, from, to, hiddenActivation);
    }
  }

  private void updateBlock(int thread, int task) {
    for (BlockStage stage : blockStages) {
      stage.compute(workspaces.get(thread), blocks.get(task));
    }
  }

  /// dW2 = hᵀ·dY or dW1ᵀ = dHᵀ·x
  private void multiplyGradient(Workspace workspace, WeightBlock block) {
    Products.alongColumns(
        block.decoder() ? h : dH,
        block.rowPanel(),
        block.from(),
        block.to(),
        block.decoder() ? y : x,
        block.panel(),
        Objects.requireNonNull(batch).size(),
        workspace.gradient);
  }

  private void updateWeights(Workspace workspace, WeightBlock block) {
    PanelLayer layer = block.decoder() ? decoder : encoder;
    int start = layer.weight.start(block.panel(), block.rowPanel() * WIDTH);
    for (int i = block.from(); i < block.to(); i++) {
      update.apply(
          learningRate,
          workspace.gradient,
          i * WIDTH,
          layer.velocity.values,
          layer.weight.values,
          start + i * WIDTH,
          block.width());
    }
  }

  private void transposeWeights(Workspace workspace, WeightBlock block) {
    PanelLayer layer = block.decoder() ? decoder : encoder;
    int row = block.rowPanel() * WIDTH;
    layer.weight.transpose(block.panel(), row + block.from(), row + block.to(), layer.transposed);
  }

  /// Once for each panel of dY and of dH.
  private void updateBiases(Workspace workspace, WeightBlock block) {
    if (block.from() > 0) {
      return;
    }
    if (block.decoder() && block.rowPanel() == 0) {
      updateBias(decoder, y, block.panel(), workspace.gradient);
    }
    if (!block.decoder() && block.panel() == 0) {
      updateBias(encoder, dH, block.rowPanel(), workspace.gradient);
    }
  }

  /// db = the column sums of dOutput
  private void updateBias(PanelLayer layer, Panels dOutput, int panel, float[] gradient) {
    LayerPasses.columnSums(dOutput, panel, Objects.requireNonNull(batch).size(), gradient);
    update.apply(
        learningRate,
        gradient,
        0,
        layer.biasVelocity.values,
        layer.bias.values,
        layer.bias.start(panel, 0),
        layer.bias.width(panel));
  }

  @Override
  public void close() {
    workers.close();
  }
}
