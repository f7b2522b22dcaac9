package dev.telar.engine.vector;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.engine.Training;
import dev.telar.engine.base.BatchLimits;
import dev.telar.engine.base.WorkerPool;
import dev.telar.engine.base.Workers;
import dev.telar.model.Activation.TopK;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The fast engine: register tiles on the Vector API, and whatever follows a product is done while
/// the tiles are in the cache. Gives the bits of the reference engine, whose names it shares.
///
/// A training step has two phases, and threads meet only between them: some rows of the batch at a
/// time go through a list of [RowStage]s, from the samples to each layer's gradient; then
/// [WeightPhase] takes a block of weights at a time.
public final class VectorEngine implements Engine {
  /// Rows that a thread takes through the first phase at a time: their activations stay in the
  /// second-level cache.
  private static final int RANGE_ROWS = 48;

  /// The same where the weights do not fit the caches, and are read from memory for every range.
  private static final int WIDE_RANGE_ROWS = 192;

  /// Weights from which a network is wide.
  private static final long WIDE_WEIGHTS = 1 << 23;

  private final Architecture architecture;
  private final BatchLimits limits;
  private final List<Dense> shapes;
  private final List<LayerWeights> weights;
  private final List<LayerState> states;
  private final Panels x; // (B, D)
  private final Panels noisy; // (B, D), what the encoder is given in training
  private final RowErrors errors;
  private final Pass pass = new Pass();
  private final List<RowStage[]> activationStages; // up to each layer, and its rows copied out
  private final RowStage[] decodingStages;
  private final RowStage[] evaluationStages;
  private final RowStage[] trainingStages;
  private final List<LayerUpdate> updates;
  private final @Nullable WeightPhase weightPhase;
  private final WorkerPool.Phase rowsPhase = this::computeRows;
  private final RowRanges ranges;
  private final List<Workspace> workspaces;
  private final Workers workers;

  // Written by the caller before a phase, read by the threads in it.
  private RowStage[] stages = {};

  /// @param state the optimizer's; empty if it begins anew
  /// @param training absent if the engine is to compute forward passes alone
  /// @param workers called last: threads of an engine whose arrays do not fit would never end
  public VectorEngine(
      Autoencoder start,
      List<Parameters> state,
      @Nullable Training training,
      int maxBatch,
      int threads,
      Supplier<Workers> workers) {
    this.architecture = start.architecture();
    this.shapes = architecture.layers();
    this.limits = new BatchLimits(maxBatch, architecture.inputs());
    boolean wide = architecture.parameterCount() > WIDE_WEIGHTS;
    this.ranges = new RowRanges(maxBatch, threads, wide ? WIDE_RANGE_ROWS : RANGE_ROWS);

    int rows = RowRanges.roundUp(maxBatch);
    int last = shapes.size() - 1;
    this.weights = weights(start.parameters(), training);
    this.states =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> new LayerState(shapes.get(i), rows, training, i == last))
            .toList();
    this.x = new Panels(rows, architecture.inputs());
    this.errors = new RowErrors(rows);
    this.workspaces =
        IntStream.range(0, threads).mapToObj(_ -> Workspace.of(architecture)).toList();

    this.activationStages =
        IntStream.rangeClosed(0, last).mapToObj(this::activationStages).toList();
    this.decodingStages = decodingStages();
    this.evaluationStages = evaluationStages();
    if (training == null) {
      this.noisy = x;
      this.trainingStages = new RowStage[0];
      this.updates = List.of();
      this.weightPhase = null;
    } else {
      var noise = new InputNoise(training.regularisation().noise(), training.seed());
      this.noisy = noise.isPresent() ? new Panels(rows, architecture.inputs()) : x;
      this.trainingStages = trainingStages(training, noise);
      this.updates = updates(training, state);
      this.weightPhase = new WeightPhase(updates, training, workspaces, pass);
    }
    this.workers = workers.get();
  }

  private static List<LayerWeights> weights(Parameters start, @Nullable Training training) {
    List<LayerWeights> weights = new ArrayList<>();
    for (Parameters.Layer layer : start.encoder()) {
      weights.add(LayerWeights.of(layer, training != null));
    }
    int encoder = weights.size();
    boolean tied = training != null && training.regularisation().tied();
    for (Parameters.Layer layer : start.decoder()) {
      LayerWeights mirror = weights.get(2 * encoder - 1 - weights.size());
      weights.add(
          tied ? LayerWeights.tied(mirror, layer) : LayerWeights.of(layer, training != null));
    }
    return weights;
  }

  /// A layer's forward pass; top-k is on the code alone.
  private List<RowStage> forward(int layer, Panels in) {
    LayerState state = states.get(layer);
    List<RowStage> stages = new ArrayList<>();
    stages.add(
        new RowStage.Forward(in, weights.get(layer), state.activation, state.a, state.derivative));
    if (shapes.get(layer).activation() instanceof TopK topK) {
      stages.add(new RowStage.KeepLargest(topK, state.a, Panels.present(state.derivative)));
    }
    return stages;
  }

  /// Layers without dropout; the first of them is given `in`.
  private List<RowStage> forward(int from, int to, Panels in) {
    List<RowStage> stages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      stages.addAll(forward(i, i == from ? in : states.get(i - 1).a));
    }
    return stages;
  }

  private RowStage[] activationStages(int layer) {
    List<RowStage> stages = forward(0, layer + 1, x);
    stages.addFirst(new RowStage.Load(pass, x));
    stages.add(new RowStage.CopyOut(pass, states.get(layer).a));
    return stages.toArray(RowStage[]::new);
  }

  private RowStage[] decodingStages() {
    int encoder = architecture.encoder().size();
    Panels code = states.get(encoder - 1).a;
    List<RowStage> stages = forward(encoder, shapes.size(), code);
    stages.addFirst(new RowStage.LoadCodes(pass, code));
    stages.add(new RowStage.CopyOut(pass, states.getLast().a));
    return stages.toArray(RowStage[]::new);
  }

  private RowStage[] evaluationStages() {
    List<RowStage> stages = forward(0, shapes.size(), x);
    stages.addFirst(new RowStage.Load(pass, x));
    stages.add(new RowStage.MeasureErrors(x, states.getLast().a, errors));
    return stages.toArray(RowStage[]::new);
  }

  private RowStage[] trainingStages(Training training, InputNoise noise) {
    int last = shapes.size() - 1;
    List<RowStage> stages = new ArrayList<>();
    stages.add(new RowStage.Load(pass, x));
    if (noise.isPresent()) {
      stages.add(new RowStage.AddNoise(pass, noise, x, noisy));
    }
    for (int i = 0; i < last; i++) {
      LayerState state = states.get(i);
      stages.addAll(forward(i, input(i)));
      if (state.mask != null) {
        var dropout = new DropoutMask(training.regularisation().dropout(), training.seed(), i);
        stages.add(new RowStage.DropOut(pass, dropout, state.a, state.mask, state.passed));
      }
    }
    LayerState output = states.get(last);
    stages.add(
        new RowStage.OutputGradient(
            pass,
            training.loss(),
            input(last),
            weights.get(last),
            output.activation,
            x,
            output.a,
            output.derivative,
            errors));
    for (int i = last - 1; i >= 0; i--) {
      stages.add(backward(i, training));
    }
    return stages.toArray(RowStage[]::new);
  }

  private RowStage backward(int layer, Training training) {
    boolean isCode = layer == architecture.encoder().size() - 1;
    LayerState state = states.get(layer);
    return new RowStage.Backward(
        states.get(layer + 1).gradient,
        weights.get(layer + 1),
        state.mask,
        isCode ? new Penalty(pass, training.regularisation(), architecture.codeWidth()) : null,
        state.activation,
        state.a,
        state.derivative,
        state.gradient);
  }

  /// What a layer is given in training.
  private Panels input(int layer) {
    return layer == 0 ? noisy : states.get(layer - 1).passed;
  }

  private List<LayerUpdate> updates(Training training, List<Parameters> start) {
    int encoder = architecture.encoder().size();
    int count = training.optimizer().stateNames().size();
    boolean keeps = training.regularisation().clips();
    List<LayerUpdate> updates = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      int layer = i;
      Panels gradient = states.get(i).gradient;
      List<Parameters.Layer> state = start.stream().map(p -> p.layers().get(layer)).toList();
      updates.add(
          i >= encoder && training.regularisation().tied()
              ? LayerUpdate.tied(
                  updates.get(shapes.size() - 1 - i),
                  weights.get(i),
                  input(i),
                  gradient,
                  state,
                  keeps)
              : LayerUpdate.of(
                  i < encoder, weights.get(i), input(i), gradient, state, count, keeps));
    }
    return updates;
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
    if (weightPhase == null) {
      throw new IllegalStateException("the engine was opened without a training");
    }
    pass.step = step;
    compute(batch, trainingStages);
    weightPhase.compute(workers, learningRate);
    return errors.total(batch.size());
  }

  @Override
  public void squaredErrors(Batch batch, double[] out) {
    compute(batch, evaluationStages);
    errors.copy(batch.size(), out);
  }

  @Override
  public void encode(Batch batch, float[] out) {
    computeLayer(architecture.encoder().size() - 1, batch, out);
  }

  @Override
  public void reconstruct(Batch batch, float[] out) {
    computeLayer(shapes.size() - 1, batch, out);
  }

  @Override
  public void activations(int layer, Batch batch, float[] out) {
    BatchLimits.checkHiddenLayer(layer, architecture.hiddenLayers());
    computeLayer(layer, batch, out);
  }

  private void computeLayer(int layer, Batch batch, float[] out) {
    BatchLimits.checkOut(out, batch.size(), shapes.get(layer).outputs());
    pass.out = out;
    compute(batch, activationStages.get(layer));
  }

  @Override
  public void decode(Batch codes, float[] out) {
    limits.checkCodes(codes, architecture.codeWidth());
    BatchLimits.checkOut(out, codes.size(), architecture.inputs());
    pass.out = out;
    computeChecked(codes, decodingStages);
  }

  private void compute(Batch batch, RowStage[] next) {
    limits.check(batch);
    computeChecked(batch, next);
  }

  private void computeChecked(Batch batch, RowStage[] next) {
    pass.begin(batch);
    stages = next;
    ranges.cut(batch.size());
    workers.run(ranges.count(), rowsPhase);
  }

  private void computeRows(int thread, int range) {
    for (RowStage stage : stages) {
      stage.compute(workspaces.get(thread), ranges.from(range), ranges.to(range));
    }
  }

  @Override
  public Parameters parameters() {
    workers.checkOpen();
    return parameters(i -> weights.get(i).toLayer());
  }

  @Override
  public List<Parameters> optimizerState() {
    workers.checkOpen();
    int count = updates.isEmpty() ? 0 : updates.getFirst().state.length;
    return IntStream.range(0, count)
        .mapToObj(number -> parameters(i -> updates.get(i).stateLayer(number)))
        .toList();
  }

  private Parameters parameters(Function<Integer, Parameters.Layer> layer) {
    List<Parameters.Layer> all = IntStream.range(0, shapes.size()).boxed().map(layer).toList();
    int encoder = architecture.encoder().size();
    return new Parameters(all.subList(0, encoder), all.subList(encoder, all.size()));
  }

  @Override
  public void close() {
    workers.close();
  }
}
