package dev.telar.engine;

import static dev.telar.engine.Panels.WIDTH;

import dev.telar.data.Batch;
import dev.telar.model.Activation.TopK;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.ArrayList;
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
  private final WorkerPool.Phase weightsPhase = this::computeBlock;
  private final RowStage[] trainingStages;
  private final RowStage[] encodingStages = {
    this::load, this::encode, this::select, this::copyLatents
  };
  private final RowStage[] reconstructionStages = {
    this::load, this::encode, this::select, this::decode, this::copyOutputs
  };
  private final RowStage[] decodingStages = {this::loadCodes, this::decode, this::copyOutputs};
  private final RowStage[] evaluationStages = {
    this::load, this::encode, this::select, this::decode, this::measureErrors
  };
  private final BlockStage[] updatingStages = {
    this::multiplyGradient, this::updateWeights, this::transposeWeights, this::updateBiases
  };
  private final BlockStage[] keepingStages = {
    this::multiplyGradient, this::keepGradient, this::keepBiasGradients
  };
  private final BlockStage[] clippedStages = {
    this::updateFromKept, this::transposeWeights, this::updateKeptBiases
  };
  // Made once, like the stages: a method reference is an object each time.
  private final BiasPanel updateBias = this::updateBias;
  private final BiasPanel keepBiasGradient = this::keepBiasGradient;
  private final BiasPanel updateKeptBias = this::updateKeptBias;
  private final RowRanges ranges;
  private final List<WeightBlock> blocks;
  private final List<Workspace> workspaces;

  private final Training training;
  private final ActivationPasses hiddenActivation;
  private final ActivationPasses outputActivation;
  private final VectorUpdate update;
  private final InputNoise noise;
  private final @Nullable TopK topK;
  private final DropoutMask dropout;
  private final PanelLayer encoder;
  private final PanelLayer decoder;

  private final Panels x; // (B, D)
  private final Panels noisy; // (B, D), what the encoder is given; x where there is no noise
  private final Panels slope; // (B, N), the hidden activations' derivatives where they are kept
  private final Panels outputSlope; // (B, D), the same of the outputs
  private final Panels a; // (B, N), the hidden activations
  private final Panels mask; // (B, N), 0 or 1 / (1 − dropout)
  private final Panels h; // (B, N), a ∘ mask
  private final Panels y; // (B, D), becomes dY
  private final Panels dH; // (B, N)
  private final float[] errorLanes; // (B, 16)
  private final double[] rowError; // (B)
  private final float[] normLanes = new float[VirtualLanes.COUNT];

  // What is computed: written by the caller before a phase, read by the pool's threads in it.
  private @Nullable Batch batch;
  private RowStage[] stages = {};
  private BlockStage[] blockStages = {};
  private Panels input;
  private float[] out = {};
  private long step;
  private float clipFactor;

  /// What a thread needs for itself.
  @SuppressWarnings("ArrayRecordComponent") // private, and never compared
  private record Workspace(
      float[] sample, int[] bits, float[] row, float[] gradient, float[] second, float[] normals) {
    static Workspace of(int inputs, int hidden) {
      int widest = Math.ceilDiv(Math.max(inputs, hidden), WIDTH) * WIDTH;
      return new Workspace(
          new float[inputs],
          new int[widest],
          new float[hidden],
          new float[WIDTH * WIDTH],
          new float[WIDTH * WIDTH],
          new float[2 * WIDTH]);
    }
  }

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

    this.training = training;
    this.hiddenActivation = ActivationPasses.of(architecture.hiddenActivation());
    this.outputActivation = ActivationPasses.of(architecture.outputActivation());
    this.topK = architecture.hiddenActivation() instanceof TopK selected ? selected : null;
    this.update = VectorUpdate.of(training.optimizer());
    this.noise = new InputNoise(training.noise(), training.seed());
    Parameters parameters = start.parameters();
    boolean keeps = training.clips();
    int remembered = training.optimizer().memoryNames().size();
    this.encoder = PanelLayer.encoder(parameters, memory, remembered, keeps);
    this.decoder =
        training.tied()
            ? PanelLayer.tiedDecoder(encoder, parameters, memory, keeps)
            : PanelLayer.decoder(parameters, memory, remembered, keeps);
    this.blocks = WeightBlock.all(hidden, inputs, threads, training.tied());

    int rows = RowRanges.roundUp(maxBatch);
    boolean drops = training.dropout() > 0;
    this.dropout = new DropoutMask(training.dropout(), training.seed());
    this.x = new Panels(rows, inputs);
    this.noisy = noise.isPresent() ? new Panels(rows, inputs) : x;
    this.input = x;
    this.a = new Panels(rows, hidden);
    this.slope = new Panels(hiddenActivation.keepsSlope() ? rows : 0, hidden);
    this.outputSlope = new Panels(outputActivation.keepsSlope() ? rows : 0, inputs);
    this.mask = new Panels(drops ? rows : 0, hidden);
    this.h = drops ? new Panels(rows, hidden) : a;
    this.y = new Panels(rows, inputs);
    this.dH = new Panels(rows, hidden);
    this.errorLanes = new float[rows * VirtualLanes.COUNT];
    this.rowError = new double[rows];

    this.trainingStages = trainingStages(drops);
    this.workspaces =
        IntStream.range(0, threads).mapToObj(_ -> Workspace.of(inputs, hidden)).toList();
    // Last: threads of an engine whose arrays do not fit would never end.
    this.workers = new WorkerPool(threads);
  }

  private RowStage[] trainingStages(boolean drops) {
    List<RowStage> stages = new ArrayList<>();
    stages.add(this::load);
    if (noise.isPresent()) {
      stages.add(this::addNoise);
    }
    stages.add(this::encode);
    stages.add(this::select);
    if (drops) {
      stages.add(this::dropOut);
    }
    stages.add(this::decodeToGradient);
    stages.add(this::backward);
    return stages.toArray(RowStage[]::new);
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
    update.begin(step, learningRate);
    compute(batch, noisy, trainingStages);
    if (training.clips()) {
      computeWeights(keepingStages);
      clipFactor = training.clipFactor(squaredGradientNorm());
      computeWeights(clippedStages);
    } else {
      computeWeights(updatingStages);
    }
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += rowError[i];
    }
    return sum;
  }

  @Override
  public void squaredErrors(Batch batch, double[] out) {
    compute(batch, x, evaluationStages);
    System.arraycopy(rowError, 0, out, 0, batch.size());
  }

  @Override
  public void encode(Batch batch, float[] out) {
    BatchLimits.checkOut(out, batch.size(), a.columns);
    this.out = out;
    compute(batch, x, encodingStages);
  }

  @Override
  public void reconstruct(Batch batch, float[] out) {
    BatchLimits.checkOut(out, batch.size(), y.columns);
    this.out = out;
    compute(batch, x, reconstructionStages);
  }

  @Override
  public void decode(Batch codes, float[] out) {
    limits.checkCodes(codes, a.columns);
    BatchLimits.checkOut(out, codes.size(), y.columns);
    this.out = out;
    computeChecked(codes, decodingStages);
  }

  @Override
  public Parameters parameters() {
    workers.checkOpen();
    return PanelLayer.parameters(encoder, decoder);
  }

  @Override
  public List<Parameters> optimizerMemory() {
    workers.checkOpen();
    return IntStream.range(0, encoder.memory.length)
        .mapToObj(i -> PanelLayer.memory(encoder, decoder, i))
        .toList();
  }

  /// @param input what the encoder is given: x, or x with noise
  private void compute(Batch batch, Panels input, RowStage[] stages) {
    limits.check(batch);
    this.input = input;
    computeChecked(batch, stages);
  }

  private void computeChecked(Batch batch, RowStage[] stages) {
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

  private void loadCodes(Workspace workspace, int from, int to) {
    SampleLoader.load(Objects.requireNonNull(batch), from, to, workspace.row, a);
  }

  private void addNoise(Workspace workspace, int from, int to) {
    noise.add(step, from, to, workspace.bits, workspace.normals, x, noisy);
  }

  /// a = act(x·w1 + b1)
  private void encode(Workspace workspace, int from, int to) {
    for (int panel = 0; panel < a.count(); panel++) {
      Products.alongRows(input, from, to, encoder.transposed, panel, a);
      hiddenActivation.activate(a, panel, from, to, encoder.bias, slope);
    }
  }

  /// What an activation of whole rows leaves of them.
  private void select(Workspace workspace, int from, int to) {
    if (topK != null) {
      RowSelection.keepLargest(topK, from, to, workspace.row, a, slope);
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
      outputActivation.activate(y, panel, from, to, decoder.bias, outputSlope);
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
    int rows = Objects.requireNonNull(batch).size();
    float scale = training.loss().gradientScale(rows, architecture.inputs());
    Arrays.fill(errorLanes, from * VirtualLanes.COUNT, to * VirtualLanes.COUNT, 0);
    for (int panel = 0; panel < y.count(); panel++) {
      Products.alongRows(h, from, to, decoder.weight, panel, y);
      outputActivation.errorGradient(
          y, x, panel, from, to, decoder.bias, training.loss(), scale, outputSlope, errorLanes);
    }
    sumErrors(from, to);
  }

  private void sumErrors(int from, int to) {
    for (int i = from; i < to; i++) {
      rowError[i] = VirtualLanes.sum(errorLanes, i * VirtualLanes.COUNT);
    }
  }

  /// dH = (dY·w2ᵀ ∘ mask + sparsity · sign a) ∘ act'
  private void backward(Workspace workspace, int from, int to) {
    float sparsity =
        training.sparsityGradient(Objects.requireNonNull(batch).size(), architecture.hidden());
    for (int panel = 0; panel < dH.count(); panel++) {
      Products.alongRows(y, from, to, decoder.transposed, panel, dH);
      if (mask.rows > 0) {
        LayerPasses.multiply(dH, mask, panel, from, to, dH);
      }
      if (sparsity > 0) {
        LayerPasses.addSigns(a, sparsity, dH, panel, from, to);
      }
      hiddenActivation.applyDerivative(a, slope, dH, panel, from, to);
    }
  }

  private void computeWeights(BlockStage[] stages) {
    blockStages = stages;
    workers.run(blocks.size(), weightsPhase);
  }

  private void computeBlock(int thread, int task) {
    for (BlockStage stage : blockStages) {
      stage.compute(workspaces.get(thread), blocks.get(task));
    }
  }

  private PanelLayer layer(WeightBlock block) {
    return block.decoder() ? decoder : encoder;
  }

  /// dW2 = hᵀ·dY or dW1ᵀ = dHᵀ·x, or their sum where the weights are tied.
  private void multiplyGradient(Workspace workspace, WeightBlock block) {
    multiply(block, block.decoder(), workspace.gradient);
    if (training.tied()) {
      multiply(block, true, workspace.second);
      for (int i = block.from() * WIDTH; i < block.to() * WIDTH; i++) {
        workspace.gradient[i] += workspace.second[i];
      }
    }
  }

  private void multiply(WeightBlock block, boolean decoder, float[] out) {
    Products.alongColumns(
        decoder ? h : dH,
        block.rowPanel(),
        block.from(),
        block.to(),
        decoder ? y : input,
        block.panel(),
        Objects.requireNonNull(batch).size(),
        out);
  }

  private void updateWeights(Workspace workspace, WeightBlock block) {
    PanelLayer layer = layer(block);
    int start = layer.weight.start(block.panel(), block.rowPanel() * WIDTH);
    for (int i = block.from(); i < block.to(); i++) {
      update.apply(
          workspace.gradient,
          i * WIDTH,
          layer.memory,
          layer.weight.values,
          start + i * WIDTH,
          block.width());
    }
  }

  private void keepGradient(Workspace workspace, WeightBlock block) {
    Panels kept = layer(block).gradient;
    int start = kept.start(block.panel(), block.rowPanel() * WIDTH);
    for (int i = block.from(); i < block.to(); i++) {
      System.arraycopy(
          workspace.gradient, i * WIDTH, kept.values, start + i * WIDTH, block.width());
    }
  }

  /// In the order in which [ReferenceEngine] adds them up.
  private double squaredGradientNorm() {
    double sum = addSquares(0, encoder.gradient);
    if (!training.tied()) {
      sum = addSquares(sum, decoder.gradient);
    }
    return addSquares(addSquares(sum, encoder.biasGradient), decoder.biasGradient);
  }

  private double addSquares(double sum, Panels gradient) {
    double total = sum;
    for (int i = 0; i < gradient.rows; i++) {
      Arrays.fill(normLanes, 0);
      for (int panel = 0; panel < gradient.count(); panel++) {
        LayerPasses.addSquares(gradient, panel, i, normLanes);
      }
      total += VirtualLanes.sum(normLanes, 0);
    }
    return total;
  }

  private void updateFromKept(Workspace workspace, WeightBlock block) {
    PanelLayer layer = layer(block);
    int row = block.rowPanel() * WIDTH;
    LayerPasses.scale(
        layer.gradient, block.panel(), row + block.from(), row + block.to(), clipFactor);
    int start = layer.weight.start(block.panel(), row);
    for (int i = block.from(); i < block.to(); i++) {
      update.apply(
          layer.gradient.values,
          start + i * WIDTH,
          layer.memory,
          layer.weight.values,
          start + i * WIDTH,
          block.width());
    }
  }

  private void transposeWeights(Workspace workspace, WeightBlock block) {
    PanelLayer layer = layer(block);
    int row = block.rowPanel() * WIDTH;
    layer.weight.transpose(block.panel(), row + block.from(), row + block.to(), layer.transposed);
  }

  /// A panel of a layer's biases.
  @FunctionalInterface
  private interface BiasPanel {
    void compute(PanelLayer layer, Panels dOutput, int panel, Workspace workspace);
  }

  private void updateBiases(Workspace workspace, WeightBlock block) {
    forEachBias(workspace, block, updateBias);
  }

  private void keepBiasGradients(Workspace workspace, WeightBlock block) {
    forEachBias(workspace, block, keepBiasGradient);
  }

  private void updateKeptBiases(Workspace workspace, WeightBlock block) {
    forEachBias(workspace, block, updateKeptBias);
  }

  /// Once for each panel of dY and of dH.
  private void forEachBias(Workspace workspace, WeightBlock block, BiasPanel bias) {
    if (block.from() > 0) {
      return;
    }
    if ((block.decoder() || training.tied()) && block.rowPanel() == 0) {
      bias.compute(decoder, y, block.panel(), workspace);
    }
    if (!block.decoder() && block.panel() == 0) {
      bias.compute(encoder, dH, block.rowPanel(), workspace);
    }
  }

  /// db = the column sums of dOutput
  private void updateBias(PanelLayer layer, Panels dOutput, int panel, Workspace workspace) {
    int rows = Objects.requireNonNull(batch).size();
    LayerPasses.columnSums(dOutput, panel, rows, workspace.gradient);
    update.apply(
        workspace.gradient,
        0,
        layer.biasMemory,
        layer.bias.values,
        layer.bias.start(panel, 0),
        layer.bias.width(panel));
  }

  private void keepBiasGradient(PanelLayer layer, Panels dOutput, int panel, Workspace workspace) {
    int rows = Objects.requireNonNull(batch).size();
    LayerPasses.columnSums(dOutput, panel, rows, workspace.gradient);
    int start = layer.biasGradient.start(panel, 0);
    int width = layer.bias.width(panel);
    System.arraycopy(workspace.gradient, 0, layer.biasGradient.values, start, width);
  }

  private void updateKeptBias(PanelLayer layer, Panels dOutput, int panel, Workspace workspace) {
    LayerPasses.scale(layer.biasGradient, panel, 0, 1, clipFactor);
    int start = layer.bias.start(panel, 0);
    update.apply(
        layer.biasGradient.values,
        start,
        layer.biasMemory,
        layer.bias.values,
        start,
        layer.bias.width(panel));
  }

  @Override
  public void close() {
    workers.close();
  }
}
