package dev.telar.model;

import java.util.List;
import java.util.Optional;

/// A named array of numbers with a shape.
///
/// The array is shared, not copied: whoever holds it leaves it unchanged. Safe for use by many
/// threads on that condition.
public final class Tensor {
  private final String name;
  private final List<Integer> shape;
  private final float[] values;

  /// @param name its name in a file
  /// @param shape its extent in each dimension
  /// @param values its elements, the last dimension fastest
  public Tensor(String name, List<Integer> shape, float[] values) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /// Its name in a file.
  public String name() {
    return name;
  }

  /// Its extent in each dimension.
  public List<Integer> shape() {
    return shape;
  }

  /// Its elements, the last dimension fastest; not a copy.
  public float[] values() {
    return values;
  }

  /// The first number that is infinite or NaN, such as `encoder.bias[3] is NaN`; empty if there is
  /// none.
  public Optional<String> notFinite() {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return Optional.of(name + place(i) + " is " + values[i]);
      }
    }
    return Optional.empty();
  }

  private String place(int index) {
    return shape.size() == 1
        ? "[" + index + "]"
        : "[" + index / shape.get(1) + ", " + index % shape.get(1) + "]";
  }
}
