package dev.telar.study;

import dev.telar.run.Recipe;
import java.util.List;
import java.util.OptionalDouble;

/// What the paper printed, and what PyTorch measures for its settings: the numbers to compare with.
///
/// The paper is R. Santamaria and L. Jiménez Armas, "Red Neuronal Autoencoder", 5 February 2024.
/// All errors are mean squares per pixel of Fashion-MNIST, pixels in [0, 1].
public final class PaperNumbers {
  /// The test error of the training set's mean image, whatever the input.
  public static final double MEAN_IMAGE_ERROR = 0.0866;

  /// The test errors of Table I.
  public static final List<TestError> TABLE_1 =
      List.of(
          new TestError(64, 0.0241),
          new TestError(128, 0.0179),
          new TestError(256, 0.0146),
          new TestError(512, 0.0123));

  /// The errors that the paper's text prints by epoch.
  public static final List<EpochError> EPOCHS =
      List.of(
          new EpochError(64, 1, 0.0879),
          new EpochError(64, 2, 0.0686),
          new EpochError(64, 29, 0.0250),
          new EpochError(64, 30, 0.0247),
          new EpochError(512, 1, 0.0501),
          new EpochError(512, 2, 0.0357),
          new EpochError(512, 29, 0.0131),
          new EpochError(512, 30, 0.0129));

  // PyTorch 2.13 on a CPU, nn.Linear's default initialisation, a seeded random split.
  private static final List<Spread> PYTORCH_AS_PRINTED =
      List.of(
          new Spread(64, 8, 0.0507, 0.0031, 0.0464, 0.0552),
          new Spread(128, 8, 0.0382, 0.0020, 0.0363, 0.0423),
          new Spread(256, 5, 0.0314, 0.0011, 0.0296, 0.0323),
          new Spread(512, 11, 0.0275, 0.0009, 0.0264, 0.0290));

  private static final List<Spread> PYTORCH_REPRODUCING =
      List.of(
          new Spread(64, 4, 0.0233, 0.0006, 0.0224, 0.0239),
          new Spread(128, 4, 0.0186, 0.0013, 0.0174, 0.0200),
          new Spread(256, 3, 0.0142, 0.0002, 0.0139, 0.0143),
          new Spread(512, 2, 0.0120, 0.0005, 0.0117, 0.0124));

  private PaperNumbers() {}

  /// An error of Table I.
  ///
  /// @param hidden N
  /// @param error on the test set
  public record TestError(int hidden, double error) {}

  /// An error that the text prints.
  ///
  /// @param hidden N
  /// @param epoch from 1
  /// @param error of training or validation; the paper does not say which
  public record EpochError(int hidden, int epoch, double error) {}

  /// Test errors of one setting over seeds.
  ///
  /// @param hidden N
  /// @param seeds how many
  /// @param mean over seeds
  /// @param deviation the standard deviation over seeds
  /// @param min the smallest
  /// @param max the largest
  public record Spread(
      int hidden, int seeds, double mean, double deviation, double min, double max) {

    /// Student's t for a two-sided 95 %, by degrees of freedom from 1.
    private static final double[] T_95 = {
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179
    };

    /// Half the width of the interval that holds the error of one more run with 95 % confidence: t
    /// · s · √(1 + 1/n). The smallest and the largest of so few seeds would miss one run in three.
    ///
    /// @see <a href="https://doi.org/10.1002/9780470316771">Hahn and Meeker, Statistical intervals
    ///   (1991), section 4.7</a>
    private double margin() {
      return T_95[seeds - 2] * deviation * Math.sqrt(1 + 1.0 / seeds);
    }

    /// The lower end of the 95 % prediction interval for one more run.
    public double lower() {
      return mean - margin();
    }

    /// The upper end of the 95 % prediction interval for one more run.
    public double upper() {
      return mean + margin();
    }

    /// Whether one more run may well have had this error: it lies in the prediction interval.
    public boolean contains(double error) {
      return error >= lower() && error <= upper();
    }
  }

  /// Table I's error for a width; empty if the paper has none.
  public static OptionalDouble testError(int hidden) {
    return TABLE_1.stream()
        .filter(e -> e.hidden() == hidden)
        .mapToDouble(TestError::error)
        .findFirst();
  }

  /// What PyTorch measures with a recipe.
  ///
  /// @param recipe its name; empty if PyTorch was not measured with it
  static List<Spread> pytorch(String recipe) {
    return switch (recipe) {
      case Recipe.AS_PRINTED -> PYTORCH_AS_PRINTED;
      case Recipe.REPRODUCING -> PYTORCH_REPRODUCING;
      default -> List.of();
    };
  }
}
