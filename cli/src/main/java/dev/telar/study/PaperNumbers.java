package dev.telar.study;

import dev.telar.model.HiddenWidths;
import dev.telar.run.Recipe;
import dev.telar.text.Spread;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private static final SortedMap<HiddenWidths, Spread> PYTORCH_AS_PRINTED =
      byWidth(
          Map.of(
              64, pytorch(8, 0.0507, 0.0031, 0.0464, 0.0552),
              128, pytorch(8, 0.0382, 0.0020, 0.0363, 0.0423),
              256, pytorch(5, 0.0314, 0.0011, 0.0296, 0.0323),
              512, pytorch(11, 0.0275, 0.0009, 0.0264, 0.0290)));

  private static final SortedMap<HiddenWidths, Spread> PYTORCH_REPRODUCING =
      byWidth(
          Map.of(
              64, pytorch(4, 0.0233, 0.0006, 0.0224, 0.0239),
              128, pytorch(4, 0.0186, 0.0013, 0.0174, 0.0200),
              256, pytorch(3, 0.0142, 0.0002, 0.0139, 0.0143),
              512, pytorch(2, 0.0120, 0.0005, 0.0117, 0.0124)));

  private PaperNumbers() {}

  /// An error of Table I.
  ///
  /// @param hidden N
  /// @param error on the test set
  public record TestError(HiddenWidths hidden, double error) {
    private TestError(int hidden, double error) {
      this(HiddenWidths.of(hidden), error);
    }
  }

  /// An error that the text prints.
  ///
  /// @param hidden N
  /// @param epoch from 1
  /// @param error of training or validation; the paper does not say which
  public record EpochError(HiddenWidths hidden, int epoch, double error) {
    private EpochError(int hidden, int epoch, double error) {
      this(HiddenWidths.of(hidden), epoch, error);
    }
  }

  /// Table I's error for a width; empty if the paper has none.
  public static OptionalDouble testError(HiddenWidths hidden) {
    return TABLE_1.stream()
        .filter(e -> e.hidden().equals(hidden))
        .mapToDouble(TestError::error)
        .findFirst();
  }

  private static Spread pytorch(int seeds, double mean, double deviation, double min, double max) {
    return new Spread(seeds, mean, OptionalDouble.of(deviation), min, max);
  }

  private static SortedMap<HiddenWidths, Spread> byWidth(Map<Integer, Spread> spreads) {
    SortedMap<HiddenWidths, Spread> byWidth = new TreeMap<>();
    spreads.forEach((width, spread) -> byWidth.put(HiddenWidths.of(width), spread));
    return Collections.unmodifiableSortedMap(byWidth);
  }

  /// The test errors that PyTorch measures with a recipe, by width.
  ///
  /// @param recipe its name; empty if PyTorch was not measured with it
  static SortedMap<HiddenWidths, Spread> pytorch(String recipe) {
    return switch (recipe) {
      case Recipe.AS_PRINTED -> PYTORCH_AS_PRINTED;
      case Recipe.REPRODUCING -> PYTORCH_REPRODUCING;
      default -> Collections.emptySortedMap();
    };
  }
}
