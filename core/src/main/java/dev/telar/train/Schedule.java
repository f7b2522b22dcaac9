package dev.telar.train;

import dev.telar.internal.UnknownNameException;
import java.util.List;

/// How the learning rate changes from step to step.
///
/// Warm-up comes before: in its steps the rate grows in equal parts, and the schedule begins after
/// it. [OneCycle] has a warm-up of its own shape.
public sealed interface Schedule {
  /// The names on the command line and in files, with what may follow them.
  String KNOWN = "constant, step:EPOCHS:FACTOR, cosine, one-cycle";

  /// The learning rate itself, always.
  record Constant() implements Schedule {}

  /// Multiplied by a factor every so many epochs.
  ///
  /// @param epochs at least 1
  /// @param factor in (0, 1]
  record Step(int epochs, double factor) implements Schedule {
    public Step {
      if (epochs < 1 || !((float) factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException(
            "the schedule step needs at least 1 epoch and a factor above 0 and at most 1, got "
                + epochs
                + " and "
                + factor);
      }
    }
  }

  /// Half a cosine from the learning rate down to 0.
  ///
  /// @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter, SGDR: stochastic gradient
  ///   descent with warm restarts (2017)</a>
  record Cosine() implements Schedule {}

  /// Half a cosine up from a 25th of the learning rate, and half a cosine down to a 250 000th, as
  /// PyTorch's `OneCycleLR` has it without a cycle of the momentum. The warm-up is the way up, of
  /// at least one step; without one it is 30 % of all steps.
  ///
  /// @see <a href="https://arxiv.org/abs/1708.07120">Smith, Topin, Super-convergence (2018)</a>
  record OneCycle() implements Schedule {
    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST / 10_000;
    private static final double RISE = 0.3;
  }

  /// The name in files and on the command line.
  default String label() {
    return switch (this) {
      case Constant() -> "constant";
      case Step(int epochs, double factor) -> "step:" + epochs + ":" + factor;
      case Cosine() -> "cosine";
      case OneCycle() -> "one-cycle";
    };
  }

  /// The schedule with this [#label()].
  ///
  /// @throws IllegalArgumentException if there is none
  static Schedule of(String label) {
    for (Schedule plain : List.of(new Constant(), new Cosine(), new OneCycle())) {
      if (plain.label().equals(label)) {
        return plain;
      }
    }
    String[] parts = label.split(":", -1);
    if (parts.length != 3 || !parts[0].equals("step")) {
      throw unknown(label);
    }
    try {
      return new Step(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
    } catch (NumberFormatException e) {
      throw unknown(label);
    }
  }

  private static UnknownNameException unknown(String label) {
    return new UnknownNameException(
        "unknown schedule " + label + "; known are " + KNOWN, label, List.of(KNOWN.split(", ")));
  }

  /// Whether a step's rate depends on the number of epochs: then training cannot be resumed for
  /// more of them.
  default boolean dependsOnEpochs() {
    return switch (this) {
      case Constant(), Step _ -> false;
      case Cosine(), OneCycle() -> true;
    };
  }

  /// What the learning rate is multiplied by in a step.
  ///
  /// @param step from 0
  /// @param stepsPerEpoch steps in an epoch
  /// @param epochs of the whole training
  /// @param warmupEpochs epochs of warm-up, at least 0
  default double factor(long step, int stepsPerEpoch, int epochs, double warmupEpochs) {
    double total = (double) stepsPerEpoch * epochs;
    double warmup = Math.rint(warmupEpochs * stepsPerEpoch);
    if (this instanceof OneCycle) {
      double top = (warmupEpochs > 0 ? Math.max(1, warmup) : OneCycle.RISE * total) - 1;
      return step <= top
          ? cosine(OneCycle.FIRST, 1, top > 0 ? step / top : 1)
          : cosine(1, OneCycle.LAST, (step - top) / (total - 1 - top));
    }
    if (step < warmup) {
      return (step + 1) / warmup;
    }
    double after = step - warmup;
    return switch (this) {
      case Constant(), OneCycle() -> 1;
      case Step(int every, double factor) ->
          StrictMath.pow(factor, Math.floor(after / stepsPerEpoch / every));
      case Cosine() -> cosine(1, 0, after / (total - warmup));
    };
  }

  /// From one value to another by half a cosine; StrictMath, for the same bits everywhere.
  private static double cosine(double from, double to, double progress) {
    return to + (from - to) / 2 * (1 + StrictMath.cos(StrictMath.PI * progress));
  }
}
