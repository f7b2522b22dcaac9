package dev.telar.engine;

import dev.telar.internal.UnknownNameException;
import java.util.List;

/// What is done to the inputs of a training step; the clean inputs stay what is to be
/// reconstructed. Drawn anew in every step, for every value of every row.
///
/// @see <a href="https://jmlr.org/papers/v11/vincent10a.html">Vincent et al., Stacked denoising
///   autoencoders (2010)</a>
public sealed interface Noise {
  /// The names on the command line and in files, with what follows them.
  String KNOWN = "none, gaussian:DEVIATION, masking:PROBABILITY";

  /// Nothing.
  record None() implements Noise {}

  /// `x + deviation · n`, n normal with mean 0 and variance 1; not clamped.
  ///
  /// @param deviation above 0
  record Gaussian(float deviation) implements Noise {
    public Gaussian {
      if (!(deviation > 0 && Float.isFinite(deviation))) {
        throw new IllegalArgumentException(
            "the deviation of Gaussian noise must be above 0 and finite, got " + deviation);
      }
    }
  }

  /// A value is made 0 with a probability; the others stay as they are.
  ///
  /// @param probability in (0, 1), and at least the 2⁻³³ of which 32 random bits can tell
  record Masking(float probability) implements Noise {
    private static final float LEAST = 0x1p-33f;

    public Masking {
      if (!(probability >= LEAST && probability < 1)) {
        throw new IllegalArgumentException(
            "the probability of masking noise must be at least 2⁻³³ and below 1, got "
                + probability);
      }
    }
  }

  /// The name in files and on the command line.
  default String label() {
    return switch (this) {
      case None() -> "none";
      case Gaussian(float deviation) -> "gaussian:" + deviation;
      case Masking(float probability) -> "masking:" + probability;
    };
  }

  /// The noise with this [#label()].
  ///
  /// @throws IllegalArgumentException if there is none
  static Noise of(String label) {
    try {
      if (label.equals("none")) {
        return new None();
      }
      if (label.startsWith("gaussian:")) {
        return new Gaussian(Float.parseFloat(label.substring("gaussian:".length())));
      }
      if (label.startsWith("masking:")) {
        return new Masking(Float.parseFloat(label.substring("masking:".length())));
      }
    } catch (NumberFormatException _) {
      throw unknown(label);
    }
    throw unknown(label);
  }

  private static UnknownNameException unknown(String label) {
    return new UnknownNameException(
        "unknown noise " + label + "; known are " + KNOWN, label, List.of(KNOWN.split(", ")));
  }
}
