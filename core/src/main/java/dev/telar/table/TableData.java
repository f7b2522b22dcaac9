package dev.telar.table;

import dev.telar.data.Dataset;
import dev.telar.data.Dataset.Part;
import dev.telar.data.Labels;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes data to train on of a table.
///
/// ```java
/// TableCells cells = TableCells.read(source, 1L << 30, Path.of("cells"));
/// Dataset data = TableData.divide("sensors", cells, TableSettings.defaults(), "", 1L << 30);
/// ```
public final class TableData {
  private final TableCells cells;
  private final List<ColumnKind> kinds;
  private final long memory;

  private TableData(TableCells cells, List<ColumnKind> kinds, long memory) {
    this.cells = cells;
    this.kinds = kinds;
    this.memory = memory;
  }

  /// Divides a table's rows, fits the preparation of the columns on those that train, and prepares
  /// all.
  ///
  /// @param name what to call the data
  /// @param reading see [Dataset]
  /// @param memory so many bytes of prepared rows may be kept; others are prepared each time they
  ///   are read
  /// @throws IllegalArgumentException if rows or columns are too few or wrong, in one line
  public static Dataset divide(
      String name, TableCells cells, TableSettings settings, String reading, long memory) {
    List<ColumnKind> kinds = PreparationFit.kinds(cells, settings.preparation());
    var data = new TableData(cells, kinds, memory);
    TableSplit split = data.split(settings);
    Preparation preparation = PreparationFit.fit(cells, split.train(), settings.preparation());
    checkUsed(settings.preparation(), preparation);
    int[] train = concat(split.train(), split.validation());
    double weightUnit = data.meanWeight(split.train());
    Optional<Labels> classes = data.classes(settings.preparation().maxLevels());
    var divided =
        new Dataset(
            name,
            preparation,
            data.part(preparation, train, split.train().length, weightUnit, classes),
            OptionalInt.of(split.validation().length),
            split.calibration().length == 0
                ? Optional.empty()
                : Optional.of(data.part(preparation, split.calibration(), 0, weightUnit, classes)),
            data.part(preparation, split.test(), 0, weightUnit, classes),
            cells.files(),
            reading);
    return tellApart(divided, settings);
  }

  /// Tells the rows to test on that have labels which are not trained on apart from the others.
  ///
  /// @param data of a table
  /// @return the same data where all of them, or none that counts, are of such labels
  public static Dataset tellApart(Dataset data, TableSettings settings) {
    Part all = data.tested();
    if (settings.named().isEmpty()
        || all.labels().isEmpty()
        || !(all.samples() instanceof TableSamples samples)) {
      return data;
    }
    Labels labels = all.labels().get();
    int[] normal = rows(labels, label -> !settings.isAnomalous(label));
    int[] others = rows(labels, settings::isAnomalous);
    if (!counts(samples, normal) || !counts(samples, others)) {
      return data;
    }
    return data.withAnomalous(
        new Part(samples.only(normal), Optional.of(labels.only(normal))),
        new Part(samples.only(others), Optional.of(labels.only(others))));
  }

  private static int[] rows(Labels labels, Predicate<String> of) {
    return IntStream.range(0, labels.rows())
        .filter(row -> of.test(labels.name(labels.at(row))))
        .toArray();
  }

  private static boolean counts(TableSamples samples, int[] rows) {
    return Arrays.stream(rows).anyMatch(row -> samples.rowWeight(row) > 0);
  }

  /// Prepares all rows of a table as a model's were: they are both to train and to test on.
  ///
  /// @throws IllegalArgumentException if a column is missing, or has cells of another kind, in one
  ///   line with its name
  public static Dataset alike(
      String name, TableCells cells, Preparation preparation, String reading, long memory) {
    List<ColumnKind> kinds = new ArrayList<>();
    for (String column : cells.names()) {
      OptionalInt place = preparation.find(column);
      kinds.add(
          place.isPresent()
              ? preparation.columns().get(place.getAsInt()).kind()
              : ColumnKind.IGNORED);
    }
    var data = new TableData(cells, kinds, memory);
    int[] rows = IntStream.range(0, cells.rows()).toArray();
    Part all =
        data.part(
            preparation,
            rows,
            0,
            data.meanWeight(rows),
            data.classes(PreparationSettings.MAX_LEVELS));
    return new Dataset(name, preparation, all, all, cells.files(), reading);
  }

  /// Refuses what was given for columns that are not there.
  private static void checkUsed(PreparationSettings given, Preparation preparation) {
    Set<ColumnKind> kinds = new HashSet<>();
    preparation.columns().forEach(column -> kinds.add(column.kind()));
    boolean numbers = kinds.contains(ColumnKind.NUMBER) || kinds.contains(ColumnKind.DATE);
    if (!given.dateParts().isEmpty() && !kinds.contains(ColumnKind.DATE)) {
      throw without("date parts", "a date");
    }
    if (given.minCount().isPresent() && !kinds.contains(ColumnKind.CATEGORY)) {
      throw without("min count", "a category");
    }
    if (given.maxLevels() != PreparationSettings.MAX_LEVELS
        && !kinds.contains(ColumnKind.CATEGORY)) {
      throw without("max levels", "a category");
    }
    if (given.scale() != Scale.STANDARD && !numbers) {
      throw without("scale", "a number");
    }
  }

  private static IllegalArgumentException without(String setting, String kind) {
    return new IllegalArgumentException(
        "%s has no effect: no column is %s; leave it away".formatted(setting, kind));
  }

  private static int[] concat(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private OptionalInt column(ColumnKind kind) {
    int place = kinds.indexOf(kind);
    return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
  }

  private TableSplit split(TableSettings settings) {
    int[] rows = IntStream.range(0, cells.rows()).toArray();
    if (rows.length < 2) {
      throw new IllegalArgumentException("one row cannot both be trained and tested on");
    }
    int[] apart = apart(settings);
    if (apart.length > 0) {
      boolean[] isApart = new boolean[rows.length];
      Arrays.stream(apart).forEach(row -> isApart[row] = true);
      rows = Arrays.stream(rows).filter(row -> !isApart[row]).toArray();
    }
    TableSplit split =
        switch (settings.order()) {
          case TableSettings.Random _ -> TableSplit.random(rows, settings.sizes());
          case TableSettings.AsWritten _ -> TableSplit.of(rows, settings.sizes());
          case TableSettings.Divided divided -> divided(rows, divided.testRows(), settings.sizes());
          case TableSettings.By by -> TableSplit.of(inOrderOf(by.column(), rows), settings.sizes());
        };
    if (apart.length == 0) {
      return split;
    }
    return split.withTest(apart);
  }

  private TableSplit divided(int[] rows, int testRows, TableSplit.Sizes sizes) {
    int first = cells.rows() - testRows;
    int[] test = Arrays.stream(rows).filter(row -> row >= first).toArray();
    int[] others = Arrays.stream(rows).filter(row -> row < first).toArray();
    return TableSplit.random(others, sizes.withoutTest()).withTest(test);
  }

  private int[] inOrderOf(String column, int[] rows) {
    OptionalInt place = cells.find(column);
    if (place.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no column %s to order the rows by".formatted(column));
    }
    return TableSplit.inOrderOf(cells, place.getAsInt(), rows);
  }

  /// The rows that are only tested on, because their label says so.
  private int[] apart(TableSettings settings) {
    Set<String> named = settings.named();
    if (named.isEmpty()) {
      return new int[0];
    }
    int label = column(ColumnKind.LABEL).orElseThrow();
    Set<String> unseen = new TreeSet<>(named);
    var apart = IntStream.builder();
    int count = 0;
    for (int row = 0; row < cells.rows(); row++) {
      String text = cells.text(row, label);
      unseen.remove(text);
      if (settings.isAnomalous(text)) {
        apart.add(row);
        count++;
      }
    }
    if (!unseen.isEmpty()) {
      throw new IllegalArgumentException(
          "no row has the label %s in the column %s"
              .formatted(unseen.iterator().next(), cells.names().get(label)));
    }
    if (count > cells.rows() - 2) {
      throw new IllegalArgumentException("too few rows are normal to train on them");
    }
    return apart.build().toArray();
  }

  /// What one row of the training rows counts for on average; NaN if they all count the same.
  private double meanWeight(int[] train) {
    OptionalInt column = column(ColumnKind.WEIGHT);
    if (column.isEmpty()) {
      return Double.NaN;
    }
    for (int row = 0; row < cells.rows(); row++) {
      double weight = weight(row, column.getAsInt());
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "the column %s has in row %,d no weight, a number of at least 0: %s"
                .formatted(
                    cells.names().get(column.getAsInt()),
                    row + 1L,
                    cells.text(row, column.getAsInt())));
      }
    }
    var sum = new CompensatedSum();
    for (int row : train) {
      sum.add(weight(row, column.getAsInt()));
    }
    double mean = sum.value() / train.length;
    if (!(mean > 0) || Double.isInfinite(mean)) {
      throw new IllegalArgumentException(
          "the weights of the rows to train on must add up to a number above 0, got "
              + sum.value());
    }
    return mean;
  }

  private double weight(int row, int column) {
    long cell = cells.at(row, column);
    return Cell.isText(cell) ? Double.NaN : Double.longBitsToDouble(cell);
  }

  private Part part(
      Preparation preparation,
      int[] rows,
      int trainingRows,
      double weightUnit,
      Optional<Labels> classes) {
    var samples =
        new TableSamples(
            cells, preparation, rows, rowWeights(rows, weightUnit), trainingRows, memory);
    return new Part(samples, classes.map(known -> known.only(rows)));
  }

  private float @Nullable [] rowWeights(int[] rows, double unit) {
    if (Double.isNaN(unit)) {
      return null;
    }
    int column = column(ColumnKind.WEIGHT).orElseThrow();
    float[] weights = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      weights[i] = (float) (weight(rows[i], column) / unit);
    }
    return weights;
  }

  /// The class of each row of the table.
  private Optional<Labels> classes(int most) {
    OptionalInt label = column(ColumnKind.LABEL);
    if (label.isEmpty()) {
      return Optional.empty();
    }
    String column = cells.names().get(label.getAsInt());
    Map<String, Integer> found = new HashMap<>();
    int[] seen = new int[cells.rows()];
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < seen.length; row++) {
      String text = cells.text(row, label.getAsInt());
      Integer place = found.get(text);
      if (place == null) {
        place = texts.size();
        if (place == most) {
          throw new IllegalArgumentException(
              "the label column %s has more than %,d values, a label has few; leave it out with --ignore %s"
                  .formatted(column, most, column));
        }
        texts.add(text);
        found.put(text, place);
      }
      seen[row] = place;
    }
    List<String> names = texts.stream().sorted().toList();
    int[] sorted = texts.stream().mapToInt(names::indexOf).toArray();
    return Optional.of(
        new Labels(Arrays.stream(seen).map(place -> sorted[place]).toArray(), names));
  }
}
