package dev.telar.study;

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
          new Spread(512, 4, 0.0273, 0.0008, 0.0265, 0.0282));

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

    /// Whether an error lies between the smallest and the largest, at the four decimals that these
    /// are known to.
    public boolean contains(double error) {
      double rounded = Math.round(error * 1e4) / 1e4;
      return rounded >= min && rounded <= max;
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
  static List<Spread> pytorch(Recipe recipe) {
    return switch (recipe) {
      case AS_PRINTED -> PYTORCH_AS_PRINTED;
      case REPRODUCING -> PYTORCH_REPRODUCING;
    };
  }
}
