package dev.telar.engine.vector;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.engine.Training;
import dev.telar.engine.base.BatchLimits;
import dev.telar.engine.base.Workers;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The fast engine: register tiles on the Vector API, and whatever follows a product is done while
/// the tiles are in the cache. Gives the bits of the reference engine, whose names it shares.
///
/// A training step has two phases, and threads meet only between them: [RowPhase] takes some rows
/// of the batch at a time from the samples to each layer's gradient, [WeightPhase] a block of
/// weights at a time from its gradient to its update.
public final class VectorEngine implements Engine {
  private final Architecture architecture;
  private final BatchLimits limits;
  private final Pass pass = new Pass();
  private final RowPhase rowPhase;
  private final @Nullable WeightPhase weightPhase;
  private final Workers workers;

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
    this.limits = new BatchLimits(maxBatch, architecture.inputs());
    List<Workspace> workspaces =
        IntStream.range(0, threads).mapToObj(_ -> Workspace.of(architecture)).toList();
    Tiling tiling = Tiling.current();
    var products = new Products(tiling);
    var ranges = RowRanges.of(architecture.parameterCount(), maxBatch, threads, tiling);
    this.rowPhase = new RowPhase(start, training, maxBatch, products, ranges, workspaces, pass);
    this.weightPhase =
        training == null
            ? null
            : new WeightPhase(
                LayerUpdate.all(architecture, rowPhase, training, state),
                training,
                products,
                workspaces,
                pass);
    this.workers = workers.get();
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
    limits.check(batch);
    pass.step = step;
    rowPhase.train(batch, workers);
    weightPhase.compute(workers, learningRate);
    return rowPhase.errors.total(batch.size());
  }

  @Override
  public void squaredErrors(Batch batch, double[] out) {
    limits.check(batch);
    rowPhase.evaluate(batch, workers);
    rowPhase.errors.copy(batch.size(), out);
  }

  @Override
  public void encode(Batch batch, float[] out) {
    computeLayer(architecture.encoder().size() - 1, batch, out);
  }

  @Override
  public void reconstruct(Batch batch, float[] out) {
    computeLayer(architecture.hiddenLayers(), batch, out);
  }

  @Override
  public void activations(int layer, Batch batch, float[] out) {
    BatchLimits.checkHiddenLayer(layer, architecture.hiddenLayers());
    computeLayer(layer, batch, out);
  }

  private void computeLayer(int layer, Batch batch, float[] out) {
    limits.check(batch);
    BatchLimits.checkOut(out, batch.size(), architecture.layers().get(layer).outputs());
    pass.out = out;
    rowPhase.activations(layer, batch, workers);
  }

  @Override
  public void decode(Batch codes, float[] out) {
    limits.checkCodes(codes, architecture.codeWidth());
    BatchLimits.checkOut(out, codes.size(), architecture.inputs());
    pass.out = out;
    rowPhase.decode(codes, workers);
  }

  @Override
  public Parameters parameters() {
    workers.checkOpen();
    return parameters(rowPhase.weights.stream().map(LayerWeights::toLayer).toList());
  }

  @Override
  public List<Parameters> optimizerState() {
    workers.checkOpen();
    return weightPhase == null
        ? List.of()
        : weightPhase.state().stream().map(this::parameters).toList();
  }

  private Parameters parameters(List<Parameters.Layer> layers) {
    return Parameters.of(layers, architecture.encoder().size());
  }

  @Override
  public void close() {
    workers.close();
  }
}
