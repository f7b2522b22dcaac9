package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;

import dev.telar.engine.Training;
import dev.telar.engine.base.VirtualLanes;
import dev.telar.engine.base.WorkerPool;
import dev.telar.engine.base.Workers;
import dev.telar.model.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The second phase of a step: a block of 64 × 64 weights at a time, its gradient over all rows and
/// its update.
///
/// A clipped gradient is known when all of it is: then gradients are kept, and the update is a
/// phase of its own.
final class WeightPhase {
  private final List<LayerUpdate> layers;
  private final List<WeightBlock> blocks;
  private final Products products;
  private final Training training;
  private final boolean tied;
  private final VectorOptimizer optimizer;
  private final List<Workspace> workspaces;
  private final Pass pass;
  private final float[] normLanes = new float[VirtualLanes.COUNT];

  // Made once: a method reference is an object each time.
  private final BlockStage[] updatingStages = {
    this::multiplyGradient, this::updateWeights, this::copyWeights, this::updateBiases
  };
  private final BlockStage[] keepingStages = {
    this::multiplyGradient, this::keepGradient, this::keepBiasGradients
  };
  private final BlockStage[] clippedStages = {
    this::updateFromKept, this::copyWeights, this::updateKeptBiases
  };
  private final WorkerPool.Phase blocksPhase = this::computeBlock;
  private final BiasPanel updateBias = this::updateBias;
  private final BiasPanel keepBiasGradient = this::keepBiasGradient;
  private final BiasPanel updateKeptBias = this::updateKeptBias;

  // Written by the caller before the threads are told to compute.
  private BlockStage[] stages = {};
  private float clipFactor;

  /// A part of the phase, on one block of weights; an interface for the reason of [RowStage].
  @FunctionalInterface
  private interface BlockStage {
    void compute(Workspace workspace, WeightBlock block);
  }

  /// Work on a panel of a layer's biases.
  @FunctionalInterface
  private interface BiasPanel {
    void compute(LayerUpdate layer, int panel, Workspace workspace);
  }

  /// @param layers through the encoder and on through the decoder
  /// @param workspaces one for each thread
  WeightPhase(
      List<LayerUpdate> layers,
      Training training,
      Products products,
      List<Workspace> workspaces,
      Pass pass) {
    this.layers = layers;
    this.training = training;
    this.tied = training.regularisation().tied();
    this.optimizer = VectorOptimizer.of(training.optimizer());
    this.products = products;
    this.workspaces = workspaces;
    this.pass = pass;
    this.blocks = WeightBlock.all(shapes(), workspaces.size());
  }

  /// The last layer's first. Tied weights are the encoder's.
  private List<WeightBlock.Shape> shapes() {
    return IntStream.range(0, layers.size())
        .map(i -> layers.size() - 1 - i)
        .filter(i -> layers.get(i).encoder || !tied)
        .mapToObj(
            i -> new WeightBlock.Shape(i, layers.get(i).weight.rows, layers.get(i).weight.columns))
        .toList();
  }

  /// Updates all parameters from the gradients that the first phase left.
  void compute(Workers workers, float learningRate) {
    optimizer.begin(pass.step, learningRate);
    if (training.regularisation().clips()) {
      run(workers, keepingStages);
      clipFactor = training.regularisation().clipFactor(squaredGradientNorm());
      run(workers, clippedStages);
    } else {
      run(workers, updatingStages);
    }
  }

  /// A copy of the optimizer's state: of each number that it keeps, each layer's.
  List<List<Parameters.Layer>> state() {
    return IntStream.range(0, training.optimizer().stateNames().size())
        .mapToObj(i -> layers.stream().map(layer -> layer.stateLayer(i)).toList())
        .toList();
  }

  private void run(Workers workers, BlockStage[] next) {
    stages = next;
    workers.run(blocks.size(), blocksPhase);
  }

  private void computeBlock(int thread, int task) {
    for (BlockStage stage : stages) {
      stage.compute(workspaces.get(thread), blocks.get(task));
    }
  }

  private LayerUpdate layer(WeightBlock block) {
    return layers.get(block.layer());
  }

  private LayerUpdate mirror(WeightBlock block) {
    return layers.get(layers.size() - 1 - block.layer());
  }

  /// dW = inputᵀ·dOutput or its transpose, or the sum of both layers' where the weights are tied.
  private void multiplyGradient(Workspace workspace, WeightBlock block) {
    multiply(block, layer(block), workspace.gradient());
    if (tied) {
      multiply(block, mirror(block), workspace.second());
      ElementwiseKernels.add(workspace.second(), workspace.gradient(), block.from(), block.to());
    }
  }

  private void multiply(WeightBlock block, LayerUpdate layer, Panels out) {
    products.multiplyTransposed(
        layer.codeSide,
        block.rowPanel(),
        block.from(),
        block.to(),
        layer.otherSide,
        block.panel(),
        pass.rows(),
        out);
  }

  private void updateWeights(Workspace workspace, WeightBlock block) {
    LayerUpdate layer = layer(block);
    int start = layer.weight.start(block.panel(), block.rowPanel() * WIDTH);
    for (int i = block.from(); i < block.to(); i++) {
      optimizer.apply(
          workspace.gradient().values,
          workspace.gradient().start(0, i),
          layer.state,
          layer.weight.values,
          start + i * WIDTH,
          block.width());
    }
  }

  private void keepGradient(Workspace workspace, WeightBlock block) {
    Panels kept = Panels.present(layer(block).gradient);
    int start = kept.start(block.panel(), block.rowPanel() * WIDTH);
    for (int i = block.from(); i < block.to(); i++) {
      System.arraycopy(
          workspace.gradient().values,
          workspace.gradient().start(0, i),
          kept.values,
          start + i * WIDTH,
          block.width());
    }
  }

  /// In the order in which the reference engine adds them up.
  private double squaredGradientNorm() {
    double sum = 0;
    for (LayerUpdate layer : layers) {
      if (layer.encoder || !tied) {
        sum = addSquares(sum, Panels.present(layer.gradient));
      }
    }
    for (LayerUpdate layer : layers) {
      sum = addSquares(sum, Panels.present(layer.biasGradient));
    }
    return sum;
  }

  private double addSquares(double sum, Panels gradient) {
    double total = sum;
    for (int i = 0; i < gradient.rows; i++) {
      Arrays.fill(normLanes, 0);
      for (int panel = 0; panel < gradient.count(); panel++) {
        ElementwiseKernels.addSquares(gradient, normLanes, panel, i);
      }
      total += VirtualLanes.sum(normLanes, 0);
    }
    return total;
  }

  private void updateFromKept(Workspace workspace, WeightBlock block) {
    LayerUpdate layer = layer(block);
    Panels gradient = Panels.present(layer.gradient);
    int row = block.rowPanel() * WIDTH;
    ElementwiseKernels.scale(
        gradient, block.panel(), row + block.from(), row + block.to(), clipFactor);
    int start = layer.weight.start(block.panel(), row);
    for (int i = block.from(); i < block.to(); i++) {
      optimizer.apply(
          gradient.values,
          start + i * WIDTH,
          layer.state,
          layer.weight.values,
          start + i * WIDTH,
          block.width());
    }
  }

  private void copyWeights(Workspace workspace, WeightBlock block) {
    LayerUpdate layer = layer(block);
    int row = block.rowPanel() * WIDTH;
    layer.weight.transpose(block.panel(), row + block.from(), row + block.to(), layer.copy);
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

  /// Once for each panel of each layer's outputs, which are the rows of an encoder layer's weights
  /// and the columns of a decoder layer's.
  private void forEachBias(Workspace workspace, WeightBlock block, BiasPanel bias) {
    if (block.from() > 0) {
      return;
    }
    LayerUpdate layer = layer(block);
    if (layer.encoder && block.panel() == 0) {
      bias.compute(layer, block.rowPanel(), workspace);
    }
    if ((!layer.encoder || tied) && block.rowPanel() == 0) {
      bias.compute(layer.encoder ? mirror(block) : layer, block.panel(), workspace);
    }
  }

  /// db = the column sums of the gradient.
  private void updateBias(LayerUpdate layer, int panel, Workspace workspace) {
    Panels gradient = workspace.gradient();
    ElementwiseKernels.columnSums(layer.gradientOfOutput, gradient, panel, pass.rows());
    Panels bias = layer.layer.bias;
    optimizer.apply(
        gradient.values,
        gradient.start(0, 0),
        layer.biasState,
        bias.values,
        bias.start(panel, 0),
        bias.width(panel));
  }

  private void keepBiasGradient(LayerUpdate layer, int panel, Workspace workspace) {
    Panels gradient = workspace.gradient();
    ElementwiseKernels.columnSums(layer.gradientOfOutput, gradient, panel, pass.rows());
    Panels kept = Panels.present(layer.biasGradient);
    System.arraycopy(
        gradient.values,
        gradient.start(0, 0),
        kept.values,
        kept.start(panel, 0),
        kept.width(panel));
  }

  private void updateKeptBias(LayerUpdate layer, int panel, Workspace workspace) {
    Panels kept = Panels.present(layer.biasGradient);
    ElementwiseKernels.scale(kept, panel, 0, 1, clipFactor);
    Panels bias = layer.layer.bias;
    int start = bias.start(panel, 0);
    optimizer.apply(kept.values, start, layer.biasState, bias.values, start, bias.width(panel));
  }
}
