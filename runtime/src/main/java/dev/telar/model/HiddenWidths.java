package dev.telar.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The widths of a mirrored autoencoder's encoder, from the first hidden layer to the code:
/// `256-64` is D→256→64→256→D, `64` the network with one hidden layer.
///
/// Ordered by the width of the code, then by the number of layers, then by the widths before the
/// code.
///
/// @param widths at least one, each at least 1
public record HiddenWidths(List<Integer> widths) implements Comparable<HiddenWidths> {
  /// More would only be a mistyped number; every layer needs random numbers of its own.
  private static final int MOST_LAYERS = 100;

  private static final Comparator<HiddenWidths> ORDER =
      Comparator.comparingInt(HiddenWidths::code)
          .thenComparingInt(hidden -> hidden.widths.size())
          .thenComparing(HiddenWidths::compareWidths);

  /// @throws IllegalArgumentException if there is no width, too many, or one below 1
  public HiddenWidths {
    widths = List.copyOf(widths);
    if (widths.isEmpty() || widths.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "an encoder has 1 to %d layers, got %d".formatted(MOST_LAYERS, widths.size()));
    }
    for (int width : widths) {
      if (width < 1) {
        throw new IllegalArgumentException("hidden must be at least 1, got " + width);
      }
    }
  }

  /// One hidden layer.
  public static HiddenWidths of(int width) {
    return new HiddenWidths(List.of(width));
  }

  /// The widths of a text such as `256-64`.
  ///
  /// @throws IllegalArgumentException if it is none
  public static HiddenWidths of(String text) {
    try {
      return new HiddenWidths(
          Arrays.stream(text.strip().split("-", -1)).map(Integer::valueOf).toList());
    } catch (NumberFormatException e) {
      if (text.strip().matches("\\d+(-\\d+)*")) {
        throw new IllegalArgumentException(
            "a hidden layer has at most %d units, got %s".formatted(Integer.MAX_VALUE, text), e);
      }
      throw new IllegalArgumentException(
          "hidden must be a width such as 64, or widths from the first layer to the code such as"
              + " 256-64, got "
              + text,
          e);
    }
  }

  /// The networks of a text such as `64,256-64`.
  ///
  /// @throws IllegalArgumentException if it is none, or names one twice
  public static List<HiddenWidths> listOf(String text) {
    List<HiddenWidths> networks = Arrays.stream(text.split(",", -1)).map(HiddenWidths::of).toList();
    if (networks.stream().distinct().count() < networks.size()) {
      throw new IllegalArgumentException("hidden names a width twice: " + text);
    }
    return networks;
  }

  /// The width of the code.
  public int code() {
    return widths.get(widths.size() - 1);
  }

  /// Whether there is more than one hidden layer.
  public boolean isDeep() {
    return widths.size() > 1;
  }

  private static int compareWidths(HiddenWidths a, HiddenWidths b) {
    for (int i = 0; i < a.widths.size(); i++) {
      int order = Integer.compare(a.widths.get(i), b.widths.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public int compareTo(HiddenWidths other) {
    return ORDER.compare(this, other);
  }

  /// The text that [#of(String)] reads.
  @Override
  public String toString() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
