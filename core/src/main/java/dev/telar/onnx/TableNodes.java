package dev.telar.onnx;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// The preparation of a table as nodes: from the cells of its columns to the rows that a network
/// sees, in the operations of [PreparedColumn#encode] and with their bits.
///
/// Numbers and dates pass side by side, `[N, M]` in double. Categories pass one by one, as places
/// of their levels. What comes of them is put into the network's order at the end.
final class TableNodes {
  /// As [NumberColumn#encode] has it.
  private static final double LARGEST = 1e15;

  /// No level has this place.
  private static final long NONE = -1;

  /// What comes of a table.
  ///
  /// @param rows floats `[N, D]`
  /// @param counts `[N, C]` in double: 1 where a cell counts in errors, 0 where it is missing and
  ///   not learned; empty if all of them always count
  record Rows(String rows, Optional<String> counts) {}

  private final GraphBuilder graph;
  private final Preparation preparation;
  private final List<PreparedColumn> columns;
  private final Map<String, String> inputs = new LinkedHashMap<>();

  /// What is put side by side in the end, and where a column's values then begin.
  private final List<String> pieces = new ArrayList<>();

  private int width;
  private final int[] order;

  TableNodes(GraphBuilder graph, Preparation preparation) {
    this.graph = graph;
    this.preparation = preparation;
    this.columns = preparation.columns().stream().filter(column -> column.width() > 0).toList();
    this.order = new int[preparation.count()];
  }

  /// The names of the inputs by those of the columns.
  Map<String, String> inputs() {
    return inputs;
  }

  /// Adds an input for each column and what is made of it.
  Rows prepare() {
    for (PreparedColumn column : columns) {
      boolean text = column instanceof CategoryColumn;
      ElementType type = text ? ElementType.STRING : ElementType.DOUBLE;
      inputs.put(column.name(), graph.input(column.name(), type, 1));
    }
    List<String> missing = new ArrayList<>();
    List<PreparedColumn> asked = new ArrayList<>();
    List<PreparedColumn> numbers = columns.stream().filter(c -> number(c).isPresent()).toList();
    if (!numbers.isEmpty()) {
      missing.add(numbers(numbers));
      asked.addAll(numbers);
    }
    List<CategoryColumn> categories =
        columns.stream()
            .filter(CategoryColumn.class::isInstance)
            .map(CategoryColumn.class::cast)
            .toList();
    if (!categories.isEmpty()) {
      missing.add(categories(categories));
      asked.addAll(categories);
    }
    String rows = graph.pick(graph.join(pieces), order, width);
    if (columns.stream().allMatch(PreparedColumn::learnsMissing)) {
      return new Rows(rows, Optional.empty());
    }
    int[] places = columns.stream().mapToInt(asked::indexOf).toArray();
    String all =
        graph.cast(graph.pick(graph.join(missing), places, asked.size()), ElementType.DOUBLE);
    return new Rows(rows, Optional.of(graph.node("Sub", graph.constant(1.0), all).output()));
  }

  private static Optional<NumberColumn> number(PreparedColumn column) {
    if (column instanceof DateColumn date) {
      return Optional.of(date.time());
    }
    return column instanceof NumberColumn number ? Optional.of(number) : Optional.empty();
  }

  private String input(PreparedColumn column) {
    return Objects.requireNonNull(inputs.get(column.name()));
  }

  /// Where a column's inputs begin in the network's order.
  private int first(PreparedColumn column) {
    return preparation.first(preparation.find(column.name()).orElseThrow());
  }

  private void add(String piece, int[] places) {
    for (int place : places) {
      order[place] = width++;
    }
    pieces.add(piece);
  }

  /// @return which cells are missing, `[N, M]`
  private String numbers(List<PreparedColumn> of) {
    List<NumberColumn> numbers = of.stream().map(column -> number(column).orElseThrow()).toList();
    String cells = graph.join(of.stream().map(this::input).toList());
    String missing = graph.node("IsNaN", cells).output();
    String fill = graph.constant(numbers.stream().mapToDouble(NumberColumn::fill).toArray());
    String centre = graph.constant(numbers.stream().mapToDouble(NumberColumn::centre).toArray());
    String scale = graph.constant(numbers.stream().mapToDouble(NumberColumn::scale).toArray());
    String filled = graph.node("Where", missing, fill, cells).output();
    String centred = graph.node("Sub", filled, centre).output();
    String scaled = graph.node("Div", centred, scale).output();
    String bounded =
        graph.node("Clip", scaled, graph.scalar(-LARGEST), graph.scalar(LARGEST)).output();
    add(graph.cast(bounded, ElementType.FLOAT), of.stream().mapToInt(this::first).toArray());
    indicators(missing, of, numbers);
    for (int i = 0; i < of.size(); i++) {
      if (of.get(i) instanceof DateColumn date && !date.parts().isEmpty()) {
        int[] place = {i};
        int first = first(date) + date.time().width();
        add(
            new DateNodes(graph)
                .parts(
                    graph.pick(filled, place, of.size()),
                    graph.pick(missing, place, of.size()),
                    date.parts()),
            range(first, date.width() - date.time().width()));
      }
    }
    return missing;
  }

  private void indicators(String missing, List<PreparedColumn> of, List<NumberColumn> numbers) {
    int[] told = IntStream.range(0, of.size()).filter(i -> numbers.get(i).indicator()).toArray();
    if (told.length > 0) {
      add(
          graph.cast(graph.pick(missing, told, of.size()), ElementType.FLOAT),
          Arrays.stream(told).map(i -> first(of.get(i)) + 1).toArray());
    }
  }

  private static int[] range(int first, int count) {
    return IntStream.range(first, first + count).toArray();
  }

  /// @return which cells are missing and not learned, `[N, K]`
  private String categories(List<CategoryColumn> categories) {
    List<String> places = new ArrayList<>();
    long[] unlearned = new long[categories.size()];
    for (CategoryColumn category : categories) {
      unlearned[places.size()] = category.learnsMissing() ? NONE : category.width();
      String place = place(category);
      places.add(place);
      add(levels(category, place), range(first(category), category.width()));
    }
    return graph.node("Equal", graph.join(places), graph.constant(unlearned)).output();
  }

  /// The place of a cell's level among the column's inputs; the column's width where it has none.
  private String place(CategoryColumn category) {
    int levels = category.levels().size();
    long missing = category.missing() ? category.width() - 1 : category.width();
    List<String> keys = new ArrayList<>(List.of(""));
    long[] values = new long[levels + 1];
    values[0] = missing;
    for (int i = 0; i < levels; i++) {
      if (!category.levels().get(i).isEmpty()) {
        values[keys.size()] = i;
        keys.add(category.levels().get(i));
      }
    }
    return graph
        .node("LabelEncoder", input(category))
        .of(GraphBuilder.ML)
        .with("keys_strings", keys)
        .with("values_int64s", Arrays.copyOf(values, keys.size()))
        .with("default_int64", category.other() ? levels : missing)
        .output();
  }

  /// 1 for the level and 0 for the others, `[N, width]`; a place beyond them gives 0 for all.
  private String levels(CategoryColumn category, String place) {
    String shown = place;
    if (category.other() && !category.missing()) {
      // A missing cell is shown as one of the others, and does not count.
      shown = graph.node("Min", place, graph.constant((long) category.levels().size())).output();
    }
    String flat = graph.node("Squeeze", shown, graph.constant(1L)).output();
    return graph
        .node("OneHot", flat, graph.constant((long) category.width()), graph.constant(0f, 1f))
        .output();
  }

  /// Whether it can be seen in a prepared row that a cell is missing, and so does not count.
  static boolean tellsMissing(PreparedColumn column) {
    return column instanceof CategoryColumn category
        ? !category.other() && !category.missing()
        : number(column).map(NumberColumn::indicator).orElse(false);
  }

  /// Which cells count in rows that were prepared elsewhere, as far as that can be seen in them: of
  /// a number by the indicator, of a category without further levels by its zeros.
  ///
  /// @param rows floats `[N, D]`
  static Optional<String> counts(GraphBuilder graph, Preparation preparation, String rows) {
    List<PreparedColumn> columns =
        preparation.columns().stream().filter(column -> column.width() > 0).toList();
    int count = columns.size();
    if (columns.stream().noneMatch(TableNodes::tellsMissing)) {
      return Optional.empty();
    }
    float[] factors = new float[Math.multiplyExact(preparation.count(), count)];
    float[] constants = new float[count];
    for (int i = 0; i < count; i++) {
      PreparedColumn column = columns.get(i);
      int first = preparation.first(preparation.find(column.name()).orElseThrow());
      boolean levels = column instanceof CategoryColumn;
      constants[i] = levels && tellsMissing(column) ? 0 : 1;
      for (int j = 0; j < column.width() && tellsMissing(column); j++) {
        // The sum of all levels, or what the indicator leaves of 1.
        factors[(first + j) * count + i] = levels ? 1 : j == 1 ? -1 : 0;
      }
    }
    String counts =
        graph.node("Gemm", rows, graph.matrix(count, factors), graph.constant(constants)).output();
    return Optional.of(graph.cast(counts, ElementType.DOUBLE));
  }
}
