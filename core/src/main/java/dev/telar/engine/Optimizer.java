package dev.telar.engine;

import dev.telar.model.Architecture;
import dev.telar.model.Parameters;
import java.util.List;

/// How a gradient changes a parameter. Its arithmetic is part of the bit contract.
public sealed interface Optimizer {
  /// What is remembered of each parameter from one step to the next, in the order of
  /// [Engine#optimizerMemory()]; empty if nothing is. The names are those in checkpoint files.
  default List<String> memoryNames() {
    return switch (this) {
      case Sgd(float momentum) -> momentum == 0 ? List.of() : List.of("velocity");
    };
  }

  /// Checks that numbers are what this optimizer remembers of a network, or that there are none
  /// yet.
  ///
  /// @throws IllegalArgumentException if they are too few or too many, or of another shape
  default void checkMemory(List<Parameters> memory, Architecture architecture) {
    int remembered = memoryNames().size();
    if (!memory.isEmpty() && memory.size() != remembered) {
      throw new IllegalArgumentException(
          "%s remembers %d numbers of each parameter, got %d"
              .formatted(this, remembered, memory.size()));
    }
    for (Parameters numbers : memory) {
      if (numbers.inputs() != architecture.inputs() || numbers.hidden() != architecture.hidden()) {
        throw new IllegalArgumentException(
            "the optimizer's memory is of a %d→%d network, the model is %d→%d"
                .formatted(
                    numbers.inputs(),
                    numbers.hidden(),
                    architecture.inputs(),
                    architecture.hidden()));
      }
    }
  }

  /// Stochastic gradient descent with momentum as PyTorch computes it: `v = momentum·v + g`, `w = w
  /// − learningRate·v`, each one fused multiply-add; without momentum `v` is `g`.
  ///
  /// @param momentum in [0, 1)
  /// @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al., On the
  ///   importance of initialization and momentum in deep learning (2013)</a>
  record Sgd(float momentum) implements Optimizer {
    public Sgd {
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "momentum must be at least 0 and below 1, got " + momentum);
      }
    }
  }
}
