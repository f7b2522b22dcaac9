package dev.telar.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The class of each row. Immutable.
public final class Labels {
  private final int[] classes;
  private final List<String> names;

  /// @param classes the class of each row, from 0; copied
  /// @param names of the classes 0, 1, …; fewer than there are classes where the others have none
  /// @throws IllegalArgumentException if a class is negative
  public Labels(int[] classes, List<String> names) {
    for (int label : classes) {
      if (label < 0) {
        throw new IllegalArgumentException("a class must be at least 0, got " + label);
      }
    }
    this.classes = classes.clone();
    this.names = List.copyOf(names);
  }

  /// How many rows have one.
  public int rows() {
    return classes.length;
  }

  /// The class of a row, from 0.
  ///
  /// @throws IndexOutOfBoundsException if there is no such row
  public int at(int row) {
    return classes[Objects.checkIndex(row, classes.length)];
  }

  /// The name of a class: its number where it has none.
  public String name(int label) {
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }

  /// The names of the classes 0, 1, …; none where they have none.
  public List<String> names() {
    return names;
  }

  /// The classes that rows are of, in ascending order.
  public int[] present() {
    return Arrays.stream(classes).distinct().sorted().toArray();
  }

  /// Those of some rows, in the order in which they are named.
  ///
  /// @param rows not modified
  /// @throws IndexOutOfBoundsException if there is no such row
  public Labels only(int[] rows) {
    return new Labels(Arrays.stream(rows).map(this::at).toArray(), names);
  }

  /// The same with other names.
  public Labels named(List<String> other) {
    return new Labels(classes, other);
  }
}
