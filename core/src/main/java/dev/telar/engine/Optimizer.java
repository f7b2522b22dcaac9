package dev.telar.engine;

import dev.telar.model.Architecture;
import dev.telar.model.Parameters;
import java.util.List;
import java.util.Locale;

/// How a gradient changes a parameter. Its arithmetic is part of the bit contract; products that
/// are added to something are fused, and constants are float32.
///
/// Numbers are given in double, as settings are written, and rounded to float32 where a parameter
/// is changed.
public sealed interface Optimizer {
  /// What an optimizer is called in files and on the command line.
  enum Kind {
    /// Stochastic gradient descent.
    SGD,
    /// Adam; weight decay is added to the gradient.
    ADAM,
    /// Adam with decoupled weight decay.
    ADAMW;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What it is called.
  default Kind kind() {
    return switch (this) {
      case Sgd _ -> Kind.SGD;
      case Adam adam -> adam.decoupled() ? Kind.ADAMW : Kind.ADAM;
    };
  }

  /// The learning rate of a plan that gives none, for data that nobody has seen: that of Kingma and
  /// Ba (2015) for Adam, and one for stochastic gradient descent at which rows of standardised
  /// numbers do not make it diverge.
  default double defaultLearningRate() {
    return switch (this) {
      case Sgd _ -> Sgd.DEFAULT_LEARNING_RATE;
      case Adam _ -> Adam.DEFAULT_LEARNING_RATE;
    };
  }

  /// The numbers that are kept for each parameter from one step to the next, in the order of
  /// [Engine#optimizerState()]; empty if none are. The names are those in checkpoint files.
  default List<String> stateNames() {
    return switch (this) {
      case Sgd sgd -> sgd.momentum() == 0 ? List.of() : List.of("velocity");
      case Adam _ -> List.of("first_moment", "second_moment");
    };
  }

  /// Checks that numbers are this optimizer's state for a network, or that there are none yet.
  ///
  /// @throws IllegalArgumentException if they are too few or too many, or of another shape
  default void checkState(List<Parameters> state, Architecture architecture) {
    int count = stateNames().size();
    if (!state.isEmpty() && state.size() != count) {
      throw new IllegalArgumentException(
          "%s keeps %d numbers for each parameter, got %d".formatted(this, count, state.size()));
    }
    for (Parameters numbers : state) {
      if (!numbers.fit(architecture)) {
        throw new IllegalArgumentException(
            "the optimizer's state is of the network %s, the model is %s"
                .formatted(numbers.label(), architecture.label()));
      }
    }
  }

  /// Stochastic gradient descent as PyTorch computes it: `g += weightDecay·w`, `v = momentum·v +
  /// g`, `w −= learningRate·v`, or with Nesterov's momentum `w −= learningRate·(g + momentum·v)`.
  /// Without momentum `v` is `g`.
  ///
  /// @param momentum in [0, 1)
  /// @param nesterov whether the step looks ahead by the momentum
  /// @param weightDecay at least 0; of every parameter, biases too
  /// @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al., On the
  ///   importance of initialization and momentum in deep learning (2013)</a>
  record Sgd(double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    public static final double DEFAULT_LEARNING_RATE = 0.01;

    public Sgd {
      checkRange("momentum", momentum);
      checkWeightDecay(weightDecay);
      if (nesterov && momentum == 0) {
        throw new IllegalArgumentException("nesterov needs a momentum above 0");
      }
    }

    /// Descent with momentum, or without where it is 0.
    public Sgd(double momentum) {
      this(momentum, false, 0);
    }
  }

  /// Adam as PyTorch computes it. `m += (1 − β1)·(g − m)`, `v = β2·v + (1 − β2)·g²`, and in step t,
  /// from 1, `w −= learningRate / (1 − β1ᵗ) · m / (√v / √(1 − β2ᵗ) + ε)`. Weight decay is added to
  /// the gradient, or, decoupled (AdamW), taken from the weight: `w *= 1 −
  /// learningRate·weightDecay`.
  ///
  /// @param beta1 in [0, 1)
  /// @param beta2 in [0, 1)
  /// @param epsilon above 0
  /// @param weightDecay at least 0; of every parameter, biases too
  /// @param decoupled whether it is AdamW
  /// @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba, Adam (2015)</a>
  /// @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter, Decoupled weight decay
  ///   regularization (2019)</a>
  record Adam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled)
      implements Optimizer {
    public static final double DEFAULT_LEARNING_RATE = 0.001;
    public static final double DEFAULT_BETA1 = 0.9;
    public static final double DEFAULT_BETA2 = 0.999;
    public static final double DEFAULT_EPSILON = 1e-8;

    /// Adam as its authors advise, without weight decay.
    public static final Adam DEFAULT =
        new Adam(DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON, 0, false);

    public Adam {
      checkRange("beta1", beta1);
      checkRange("beta2", beta2);
      checkWeightDecay(weightDecay);
      if (!((float) epsilon > 0 && Double.isFinite(epsilon))) {
        throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
      }
    }

    /// The learning rate of a step, corrected for the first moment's beginning at 0.
    ///
    /// @param step from 0
    public float rate(long step, float learningRate) {
      // StrictMath gives the same bits on every machine, which Math need not.
      return (float) (learningRate / (1 - StrictMath.pow(beta1, (double) step + 1)));
    }

    /// What the second moment's root is multiplied by in a step, for its beginning at 0.
    public float correction(long step) {
      return (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) step + 1)));
    }

    /// Whether decoupled decay leaves weights as they are, because a float32 cannot tell the factor
    /// from 1.
    public boolean keepsAll(float learningRate) {
      return decoupled && kept(learningRate) == 1;
    }

    /// What decoupled decay leaves of a weight in a step.
    public float kept(float learningRate) {
      return (float) (1 - (double) learningRate * (float) weightDecay);
    }
  }

  private static void checkRange(String name, double number) {
    if (!(number >= 0 && (float) number < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, got " + number);
    }
    checkFloat(name, number);
  }

  private static void checkWeightDecay(double value) {
    if (!(value >= 0 && Float.isFinite((float) value))) {
      throw new IllegalArgumentException(
          "weight decay must be at least 0 and finite, got " + value);
    }
    checkFloat("weight decay", value);
  }

  private static void checkFloat(String name, double value) {
    if (value != 0 && (float) value == 0) {
      throw new IllegalArgumentException(name + " is 0 in float32, got " + value);
    }
  }
}
