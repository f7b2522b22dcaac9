package dev.telar.engine.vector;

import dev.telar.data.Batch;
import dev.telar.engine.Training;
import dev.telar.engine.base.WorkerPool;
import dev.telar.engine.base.Workers;
import dev.telar.model.Activation.TopK;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What some rows of a batch go through at a time: a list of [RowStage]s for each thing that an
/// engine computes. No row needs another.
final class RowPhase {
  final List<LayerWeights> weights;
  final List<LayerState> states;
  final RowErrors errors;

  private final Architecture architecture;
  private final List<Dense> shapes;
  private final Panels x; // (B, D)
  private final Panels noisy; // (B, D), what the encoder is given in training
  private final Products products;
  private final Pass pass;
  private final RowRanges ranges;
  private final List<Workspace> workspaces;
  private final List<RowStage[]> activationStages; // up to each layer, and its rows copied out
  private final RowStage[] decodingStages;
  private final RowStage[] evaluationStages;
  private final RowStage[] trainingStages;
  private final @Nullable Training training;
  private @Nullable WeightedStages weighted; // from the first batch of weighted samples on
  private final WorkerPool.Phase rangesPhase = this::computeRange;

  // Written by the caller before the threads are told to compute.
  private RowStage[] stages = {};

  /// What takes the place of other stages where samples are weighted.
  @SuppressWarnings("ArrayRecordComponent") // not public, and never compared
  private record WeightedStages(RowStage[] evaluation, RowStage[] training) {}

  /// @param training absent if there is none
  /// @param workspaces one for each thread
  RowPhase(
      Autoencoder start,
      @Nullable Training training,
      int maxBatch,
      Products products,
      RowRanges ranges,
      List<Workspace> workspaces,
      Pass pass) {
    this.products = products;
    this.training = training;
    this.architecture = start.architecture();
    this.shapes = architecture.layers();
    this.workspaces = workspaces;
    this.pass = pass;
    this.ranges = ranges;

    int rows = RowRanges.roundUp(maxBatch);
    int last = shapes.size() - 1;
    this.weights = weights(start.parameters(), training);
    this.states =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> new LayerState(shapes.get(i), rows, training, i == last))
            .toList();
    this.x = new Panels(rows, architecture.inputs());
    this.errors = new RowErrors(rows);
    this.activationStages =
        IntStream.rangeClosed(0, last).mapToObj(this::activationStages).toList();
    this.decodingStages = decodingStages();
    this.evaluationStages = evaluationStages(null);
    this.noisy =
        training != null && noise(training).isPresent()
            ? new Panels(rows, architecture.inputs())
            : x;
    this.trainingStages = trainingStages(null);
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

  private RowStage.Forward product(int layer, Panels in) {
    LayerState state = states.get(layer);
    return new RowStage.Forward(
        products, in, weights.get(layer), state.activation, state.a, state.derivative);
  }

  /// A layer's forward pass; top-k is on the code alone.
  private List<RowStage> forward(int layer, Panels in) {
    LayerState state = states.get(layer);
    List<RowStage> stages = new ArrayList<>();
    stages.add(product(layer, in));
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

  private WeightedStages weightedStages() {
    if (weighted == null) {
      var v = new Panels(x.rows, x.columns);
      weighted = new WeightedStages(evaluationStages(v), trainingStages(v));
    }
    return weighted;
  }

  /// @param v (B, D), what values count; absent where they are not weighted
  private RowStage[] evaluationStages(@Nullable Panels v) {
    int last = shapes.size() - 1;
    List<RowStage> stages = forward(0, last, x);
    stages.addFirst(new RowStage.Load(pass, x));
    if (v != null) {
      stages.add(new RowStage.LoadLossWeights(pass, v));
    }
    stages.add(new RowStage.OutputErrors(product(last, states.get(last - 1).a), x, v, errors));
    return stages.toArray(RowStage[]::new);
  }

  private static InputNoise noise(Training training) {
    return new InputNoise(training.regularisation().noise(), training.seed());
  }

  /// @param v as above
  private RowStage[] trainingStages(@Nullable Panels v) {
    if (training == null) {
      return new RowStage[0];
    }
    int last = shapes.size() - 1;
    InputNoise noise = noise(training);
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
    if (v != null) {
      stages.add(new RowStage.LoadTrainingWeights(pass, v));
    }
    LayerState output = states.get(last);
    stages.add(
        new RowStage.OutputGradient(
            products,
            pass,
            training.loss(),
            input(last),
            weights.get(last),
            output.activation,
            x,
            v,
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
        products,
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
  Panels input(int layer) {
    return layer == 0 ? noisy : states.get(layer - 1).passed;
  }

  /// Computes up to a layer and copies its activations to the array of the pass.
  void activations(int layer, Batch batch, Workers workers) {
    run(activationStages.get(layer), batch, workers);
  }

  /// Computes from the codes and copies the outputs to the array of the pass.
  void decode(Batch codes, Workers workers) {
    run(decodingStages, codes, workers);
  }

  /// Leaves the errors.
  void evaluate(Batch batch, Workers workers) {
    boolean isWeighted = batch.samples().isWeighted();
    run(isWeighted ? weightedStages().evaluation : evaluationStages, batch, workers);
  }

  /// Leaves the errors and each layer's gradient.
  void train(Batch batch, Workers workers) {
    boolean isWeighted = batch.samples().isWeighted();
    run(isWeighted ? weightedStages().training : trainingStages, batch, workers);
  }

  private void run(RowStage[] next, Batch batch, Workers workers) {
    pass.begin(batch);
    stages = next;
    ranges.cut(batch.size());
    workers.run(ranges.count(), rangesPhase);
  }

  private void computeRange(int thread, int range) {
    for (RowStage stage : stages) {
      stage.compute(workspaces.get(thread), ranges.from(range), ranges.to(range));
    }
  }
}
