package dev.telar.table;

import dev.telar.preparation.ColumnKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the rows of a table become data to train on. Immutable.
///
/// @param preparation of the columns
/// @param order which rows train and which ones test
/// @param sizes of the parts
/// @param normal levels of the label whose rows are trained on; the others are all for the test.
///   Empty if all rows are
/// @param anomalous levels of the label whose rows are all for the test
public record TableSettings(
    PreparationSettings preparation,
    Order order,
    TableSplit.Sizes sizes,
    Set<String> normal,
    Set<String> anomalous) {
  /// Which rows train and which ones test.
  public sealed interface Order {}

  /// A random choice, always the same of as many rows.
  public record Random() implements Order {}

  /// As they are in the table: the first ones train, the last ones test.
  public record AsWritten() implements Order {}

  /// By a column: the rows with the smallest numbers or the earliest dates train, the others test.
  public record By(String column) implements Order {}

  /// Divided already: so many rows, the last ones, are to test on. Of the others a random choice
  /// trains.
  public record Divided(int testRows) implements Order {}

  /// @throws IllegalArgumentException if there is no label whose levels could be normal, or both
  ///   normal and anomalous ones are named
  public TableSettings {
    normal = Set.copyOf(normal);
    anomalous = Set.copyOf(anomalous);
    if (!normal.isEmpty() && !anomalous.isEmpty()) {
      throw new IllegalArgumentException(
          "either normal or anomalous levels are named, the others are the rest");
    }
    if (!(normal.isEmpty() && anomalous.isEmpty()) && label(preparation.kinds()).isEmpty()) {
      throw new IllegalArgumentException(
          "%s of a label column; say which one with --label COLUMN"
              .formatted(normal.isEmpty() ? "--anomaly names levels" : "--normal names levels"));
    }
    for (ColumnKind one : List.of(ColumnKind.LABEL, ColumnKind.WEIGHT)) {
      List<String> columns =
          preparation.kinds().entrySet().stream()
              .filter(entry -> entry.getValue() == one)
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      if (columns.size() > 1) {
        throw new IllegalArgumentException(
            "one column can be the %s, got %s".formatted(one, String.join(", ", columns)));
      }
    }
  }

  /// As by default: all rows, a random choice.
  public static TableSettings defaults() {
    return new TableSettings(
        PreparationSettings.defaults(), new Random(), TableSplit.Sizes.DEFAULT, Set.of(), Set.of());
  }

  /// The same with other settings of the columns.
  public TableSettings withPreparation(PreparationSettings other) {
    return new TableSettings(other, order, sizes, normal, anomalous);
  }

  /// The same in another order.
  public TableSettings withOrder(Order other) {
    return new TableSettings(preparation, other, sizes, normal, anomalous);
  }

  /// The same with parts of other sizes.
  public TableSettings withSizes(TableSplit.Sizes other) {
    return new TableSettings(preparation, order, other, normal, anomalous);
  }

  /// The same, trained on rows with these labels alone.
  public TableSettings withNormal(Set<String> other) {
    return new TableSettings(preparation, order, sizes, other, anomalous);
  }

  /// The same, trained on all rows but those with these labels.
  public TableSettings withAnomalous(Set<String> other) {
    return new TableSettings(preparation, order, sizes, normal, other);
  }

  private static Optional<String> label(Map<String, ColumnKind> kinds) {
    return kinds.entrySet().stream()
        .filter(entry -> entry.getValue() == ColumnKind.LABEL)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The levels of the label that are named, be they normal or anomalous; none if all rows are
  /// trained on.
  public Set<String> named() {
    return normal.isEmpty() ? anomalous : normal;
  }

  /// Whether rows with this label are only tested on.
  public boolean isAnomalous(String label) {
    return normal.isEmpty() ? anomalous.contains(label) : !normal.contains(label);
  }
}
