package dev.telar.onnx;

import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import java.util.List;
import java.util.Optional;

/// The errors of reconstructions as nodes.
final class ErrorNodes {
  static final String ERROR = "error";
  static final String COLUMN_ERRORS = "column_errors";

  private final GraphBuilder graph;

  ErrorNodes(GraphBuilder graph) {
    this.graph = graph;
  }

  /// The mean square error of images, floats `[N]`.
  void ofImages(String rows, String reconstructions) {
    String difference = graph.node("Sub", reconstructions, rows).output();
    graph.mean(graph.node("Mul", difference, difference).output()).output(ERROR);
    graph.output(ERROR, ElementType.FLOAT);
  }

  /// The errors of a table's columns in double `[N, C]`, 0 where a cell does not count, and the
  /// mean of those that do, `[N]`: in the operations of [Preparation#error].
  void ofTable(TableNodes.Rows rows, String reconstructions, Preparation preparation) {
    List<PreparedColumn> columns =
        preparation.columns().stream().filter(column -> column.width() > 0).toList();
    String difference =
        graph
            .node(
                "Sub",
                graph.cast(reconstructions, ElementType.DOUBLE),
                graph.cast(rows.rows(), ElementType.DOUBLE))
            .output();
    Node square = graph.node("Mul", difference, difference);
    Node errors =
        preparation.isEven()
            ? square
            : graph.node(
                "MatMul",
                square.output(),
                graph.matrix(columns.size(), shares(preparation, columns)));
    Optional<String> counts = rows.counts();
    if (counts.isEmpty()) {
      graph.mean(errors.output(COLUMN_ERRORS)).output(ERROR);
    } else {
      graph.node("Mul", errors.output(), counts.get()).output(COLUMN_ERRORS);
      // A row of which nothing counts has the error 0.
      String counted = graph.node("Max", graph.sum(counts.get()), graph.constant(1.0)).output();
      graph.node("Div", graph.sum(COLUMN_ERRORS), counted).output(ERROR);
    }
    graph.output(COLUMN_ERRORS, ElementType.DOUBLE, columns.size());
    graph.output(ERROR, ElementType.DOUBLE);
  }

  /// What each input counts for in each column's error, `(D, C)`.
  private static double[] shares(Preparation preparation, List<PreparedColumn> columns) {
    int count = columns.size();
    double[] shares = new double[Math.multiplyExact(preparation.count(), count)];
    for (int i = 0; i < count; i++) {
      PreparedColumn column = columns.get(i);
      int first = preparation.first(preparation.find(column.name()).orElseThrow());
      float[] own = new float[column.width()];
      column.shares(own, 0);
      for (int j = 0; j < own.length; j++) {
        shares[(first + j) * count + i] = own[j];
      }
    }
    return shares;
  }
}
