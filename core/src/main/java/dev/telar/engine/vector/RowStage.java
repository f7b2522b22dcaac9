package dev.telar.engine.vector;

import dev.telar.engine.Loss;
import dev.telar.model.Activation.TopK;
import org.jspecify.annotations.Nullable;

/// A part of the first phase, on the rows `from … to − 1` of a batch. No row needs another.
///
/// Stages are called through an interface, and not one after the other, because C2 would inline
/// them into one method, run out of its budget on the way, and leave vectors on the heap.
@FunctionalInterface
interface RowStage {
  void compute(Workspace workspace, int from, int to);

  /// Loads samples.
  record Load(Pass pass, Panels x) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      SampleLoader.load(pass.batch(), from, to, workspace.sample(), x);
    }
  }

  /// Loads what each value counts for in an error: ω.
  record LoadLossWeights(Pass pass, Panels weights) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      SampleLoader.loadLossWeights(pass.batch(), from, to, workspace.sample(), weights);
    }
  }

  /// Loads what each value counts for in a step: w·ω.
  record LoadTrainingWeights(Pass pass, Panels weights) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      SampleLoader.loadTrainingWeights(pass.batch(), from, to, workspace.sample(), weights);
    }
  }

  /// Loads codes.
  record LoadCodes(Pass pass, Panels code) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      SampleLoader.load(pass.batch(), from, to, workspace.code(), code);
    }
  }

  /// What the encoder is given in training.
  record AddNoise(Pass pass, InputNoise noise, Panels x, Panels noisy) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      noise.add(pass.step, from, to, workspace.bits(), workspace.normals(), x, noisy);
    }
  }

  /// `out = act(in · W + b)`.
  record Forward(
      Products products,
      Panels in,
      LayerWeights layer,
      ActivationKernel activation,
      Panels out,
      @Nullable Panels derivative)
      implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      for (int panel = 0; panel < out.count(); panel++) {
        compute(panel, from, to);
      }
    }

    private void compute(int panel, int from, int to) {
      products.multiply(in, from, to, layer.byInput, panel, out);
      activation.activate(layer.bias, out, derivative, panel, from, to);
    }
  }

  /// What top-k leaves of whole rows.
  record KeepLargest(TopK topK, Panels a, Panels derivative) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      RowSelection.keepLargest(topK, from, to, workspace.code(), a, derivative);
    }
  }

  /// `h = a ∘ mask`.
  record DropOut(Pass pass, DropoutMask dropout, Panels a, Panels mask, Panels h)
      implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      dropout.draw(pass.step, from, to, workspace.bits(), mask);
      for (int panel = 0; panel < a.count(); panel++) {
        ElementwiseKernels.multiply(a, mask, h, panel, from, to);
      }
    }
  }

  /// The last layer, the errors, and dY in place of y.
  ///
  /// @param weights what values count; absent where they are not weighted
  record OutputGradient(
      Products products,
      Pass pass,
      Loss loss,
      Panels in,
      LayerWeights layer,
      ActivationKernel activation,
      Panels x,
      @Nullable Panels weights,
      Panels y,
      @Nullable Panels derivative,
      RowErrors errors)
      implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      float scale = loss.gradientScale(pass.rows(), x.columns);
      errors.clear(from, to);
      for (int panel = 0; panel < y.count(); panel++) {
        products.multiply(in, from, to, layer.byInput, panel, y);
        activation.errorGradient(
            x, weights, layer.bias, y, derivative, errors.lanes, panel, from, to, loss, scale);
      }
      errors.sum(from, to);
    }
  }

  /// `dA = dNext · Wᵀ ∘ mask (+ penalty) ∘ act'`: what a hidden layer's sums are given.
  ///
  /// @param dNext with respect to the next layer's sums
  /// @param next that layer
  /// @param mask absent where nothing is dropped
  record Backward(
      Products products,
      Panels dNext,
      LayerWeights next,
      @Nullable Panels mask,
      @Nullable Penalty penalty,
      ActivationKernel activation,
      Panels a,
      @Nullable Panels derivative,
      Panels dA)
      implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      Panels weight = Panels.present(next.byOutput);
      float sparsity = penalty == null ? 0 : penalty.gradient();
      for (int panel = 0; panel < dA.count(); panel++) {
        products.multiply(dNext, from, to, weight, panel, dA);
        if (mask != null) {
          ElementwiseKernels.multiply(dA, mask, dA, panel, from, to);
        }
        if (sparsity > 0) {
          ElementwiseKernels.addSigns(a, dA, panel, from, to, sparsity);
        }
        activation.applyDerivative(a, derivative, dA, panel, from, to);
      }
    }
  }

  /// The last layer and the errors alone.
  ///
  /// @param weights what values count; absent where they are not weighted
  record OutputErrors(Forward last, Panels x, @Nullable Panels weights, RowErrors errors)
      implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      Panels y = last.out;
      errors.clear(from, to);
      for (int panel = 0; panel < y.count(); panel++) {
        last.compute(panel, from, to);
        if (weights == null) {
          ElementwiseKernels.addSquaredErrors(y, x, errors.lanes, panel, from, to);
        } else {
          ElementwiseKernels.addWeightedSquaredErrors(y, x, weights, errors.lanes, panel, from, to);
        }
      }
      errors.sum(from, to);
    }
  }

  /// Copies a layer's rows to the caller's array.
  record CopyOut(Pass pass, Panels values) implements RowStage {
    @Override
    public void compute(Workspace workspace, int from, int to) {
      values.getRows(from, to, pass.out);
    }
  }
}
