package dev.telar.preparation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a column of a table is.
public enum ColumnKind {
  /// Numbers.
  NUMBER(true),
  /// Texts of which some occur again: levels.
  CATEGORY(true),
  /// Two levels: no and yes.
  BOOLEAN(true),
  /// Days, or moments of them.
  DATE(true),
  /// One value in all rows that have one, or none at all: nothing to learn.
  CONSTANT(false),
  /// Another value in each row, such as a number of the row: nothing to learn either.
  ID(false),
  /// Somebody said to leave it out.
  IGNORED(false),
  /// The class of the row.
  LABEL(false),
  /// What the row counts for beside others.
  WEIGHT(false);

  private final boolean input;

  ColumnKind(boolean input) {
    this.input = input;
  }

  /// Whether a network sees it.
  public boolean isInput() {
    return input;
  }

  /// The kind of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static ColumnKind of(String name) {
    List<ColumnKind> kinds = List.of(values());
    return kinds.stream()
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a column's kind must be one of %s, got %s"
                    .formatted(
                        String.join(", ", Arrays.stream(values()).map(String::valueOf).toList()),
                        name)));
  }

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
