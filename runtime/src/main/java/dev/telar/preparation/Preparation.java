package dev.telar.preparation;

import dev.telar.internal.Printable;
import dev.telar.model.Features;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What becomes of a table's columns before a network sees them, as the training rows said. It is
/// kept with the model, so that other rows are prepared alike.
///
/// The error of a row is the mean of its columns' errors, however many inputs a column has. A
/// column's error is what [PreparedColumn#shares] says of it. A missing cell does not count where
/// it cannot be learned. In the terms of [dev.telar.data.Samples], whose errors are divided by the
/// number D of inputs, the weight of an input is `share · D / (columns that count)`.
///
/// Immutable and safe for use by many threads.
public final class Preparation implements Features {
  /// The key of a preparation in the metadata of a model.
  public static final String KEY = "preparation";

  private static final int MOST_NAMED = 8;
  private static final int LONGEST_PROBLEM = 500;

  private final List<PreparedColumn> columns;
  private final int[] first;
  private final int width;
  private final int inputs;
  private final float[] shares;
  private final Map<String, Integer> places = new HashMap<>();

  /// @param columns of the table, in its order
  /// @throws IllegalArgumentException if two have the same name, or none is an input
  public Preparation(List<? extends PreparedColumn> columns) {
    this.columns = List.copyOf(columns);
    this.first = new int[columns.size()];
    int next = 0;
    int count = 0;
    for (int i = 0; i < first.length; i++) {
      first[i] = next;
      next = Math.addExact(next, this.columns.get(i).width());
      count += this.columns.get(i).width() > 0 ? 1 : 0;
      if (places.put(this.columns.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "two columns have the name " + this.columns.get(i).name());
      }
    }
    if (next == 0) {
      throw new IllegalArgumentException(
          "no column is left that a network could see: "
              + this.columns.stream()
                  .limit(MOST_NAMED)
                  .map(column -> column.name() + " is " + column.kind())
                  .collect(Collectors.joining(", "))
              + (columns.size() > MOST_NAMED ? " …" : ""));
    }
    this.width = next;
    this.inputs = count;
    this.shares = new float[width];
    for (int i = 0; i < first.length; i++) {
      this.columns.get(i).shares(shares, first[i]);
    }
  }

  /// The columns, in the table's order.
  public List<PreparedColumn> columns() {
    return columns;
  }

  /// Where a column's inputs begin within a row.
  ///
  /// @param column its place in [#columns()]
  public int first(int column) {
    return first[column];
  }

  /// The place of a column of this name, if there is one.
  public OptionalInt find(String name) {
    Integer place = places.get(name);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /// How many values a row has.
  @Override
  public int count() {
    return width;
  }

  /// How many columns have inputs.
  public int inputColumns() {
    return inputs;
  }

  /// What each value of a row is called.
  public List<String> inputs() {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.addAll(column.inputs()));
    return names;
  }

  /// Whether all values of a row without missing cells count 1.
  public boolean isEven() {
    return width == inputs;
  }

  /// Whether a cell counts in losses and errors: the network sees it, and it is not missing, unless
  /// that is learned.
  ///
  /// @param column its place in [#columns()]
  /// @param cell see [PreparedColumn]
  public boolean counts(int column, double cell) {
    PreparedColumn own = columns.get(column);
    return own.width() > 0 && (!Double.isNaN(cell) || own.learnsMissing());
  }

  /// The error of a column: the sum of its values' squared errors, each times its share.
  ///
  /// @param column its place in [#columns()]
  /// @param values (width) of a row
  /// @param reconstruction (width) of it
  public double error(int column, float[] values, float[] reconstruction) {
    double error = 0;
    for (int i = first[column]; i < first[column] + columns.get(column).width(); i++) {
      double difference = reconstruction[i] - (double) values[i];
      error += shares[i] * difference * difference;
    }
    return error;
  }

  /// Writes what each value of a row counts for; see [dev.telar.data.Samples#readLossWeights]. The
  /// weights of columns whose cell does not count are then to be set to 0.
  ///
  /// @param counted how many columns count
  /// @param out (width) or longer; modified
  public void lossWeights(int counted, float[] out) {
    float factor = counted == 0 ? 0 : (float) ((double) width / counted);
    for (int i = 0; i < width; i++) {
      out[i] = shares[i] * factor;
    }
  }

  /// The text that [#parse] reads.
  public String toJson() {
    return PreparationJson.write(columns);
  }

  /// A preparation from its text.
  ///
  /// @throws IllegalArgumentException if it is none, in one line
  public static Preparation parse(String json) {
    try {
      return new Preparation(PreparationJson.read(json));
    } catch (IllegalArgumentException e) {
      String problem = Printable.line(String.valueOf(e.getMessage()));
      throw new IllegalArgumentException(
          problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)), e);
    }
  }

  /// The preparation that a model's metadata have, if they have one.
  ///
  /// @throws IllegalArgumentException if it is damaged, in one line
  public static Optional<Preparation> find(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(KEY)).map(Preparation::parse);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preparation that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  /// Its number of columns and values.
  @Override
  public String toString() {
    return "%d columns, %d inputs".formatted(inputs, width);
  }
}
