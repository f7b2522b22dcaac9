package dev.telar.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How many units of each hidden layer something holds of, from the first layer to the last. As
/// text `17-3-20`, and `3` of a network with one hidden layer.
///
/// @param layers a number of each hidden layer, the code's in the middle; at least one
public record LayerCounts(List<Integer> layers) {
  public LayerCounts {
    layers = List.copyOf(layers);
  }

  /// Of one hidden layer.
  public static LayerCounts of(int count) {
    return new LayerCounts(List.of(count));
  }

  /// The counts of a text such as `17-3-20`.
  ///
  /// @throws IllegalArgumentException if it is none
  public static LayerCounts of(String text) {
    try {
      return new LayerCounts(Arrays.stream(text.split("-", -1)).map(Integer::valueOf).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be a number of each hidden layer, such as 17-3-20, got " + text, e);
    }
  }

  /// Of all hidden layers.
  public int total() {
    return layers.stream().mapToInt(Integer::intValue).sum();
  }

  /// The text that [#of(String)] reads.
  @Override
  public String toString() {
    return layers.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
