package dev.telar.onnx;

import dev.telar.preparation.Preparation;
import dev.telar.score.Calibration;
import dev.telar.score.CodeDistance;
import dev.telar.score.ScoreKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// The scores of rows as nodes, in the operations of [dev.telar.score.Scorer].
final class ScoreNodes {
  static final String SCORE = "score";
  static final String BY_RECONSTRUCTION = "score_reconstruction";
  static final String BY_CODE = "score_code";
  static final String P_VALUE = "p_value";
  static final String ANOMALY = "anomaly";

  private final GraphBuilder graph;
  private final Calibration calibration;

  ScoreNodes(GraphBuilder graph, Calibration calibration) {
    this.graph = graph;
    this.calibration = calibration;
  }

  /// Adds the scores `[N]` in float, the p-value of the score by both in double, and whether it is
  /// above what is usual.
  ///
  /// @param preparation of a table
  /// @param counts see [TableNodes.Rows]
  void add(Optional<Preparation> preparation, Optional<String> counts) {
    String byReconstruction = byReconstruction(preparation, counts);
    String byCode = byCode();
    String both =
        graph
            .node(
                "Add",
                over(byReconstruction, calibration.mean(ScoreKind.RECONSTRUCTION)),
                graph
                    .node(
                        "Mul",
                        graph.constant(Calibration.both(0, 1, 1, 1)),
                        over(byCode, calibration.mean(ScoreKind.CODE)))
                    .output())
            .output();
    output(byReconstruction, BY_RECONSTRUCTION);
    output(byCode, BY_CODE);
    output(both, SCORE);
    pValue();
    OptionalDouble threshold = threshold(calibration);
    if (threshold.isPresent()) {
      graph.node("Greater", SCORE, graph.constant((float) threshold.getAsDouble())).output(ANOMALY);
      graph.output(ANOMALY, ElementType.BOOL);
    }
  }

  /// The score above which a row is an anomaly; empty if too few rows were kept to say so.
  static OptionalDouble threshold(Calibration calibration) {
    return calibration.threshold(ScoreKind.BOTH, Calibration.DEFAULT_ALARM_RATE);
  }

  private void output(String value, String name) {
    graph.node("Cast", value).with("to", ElementType.FLOAT.number).output(name);
    graph.output(name, ElementType.FLOAT);
  }

  private String over(String value, double mean) {
    return graph.node("Div", value, graph.constant(mean)).output();
  }

  /// The mean over the columns that count of their errors beside the usual ones.
  private String byReconstruction(Optional<Preparation> preparation, Optional<String> counts) {
    double[] usual = calibration.columnErrors();
    if (preparation.isEmpty()) {
      return over(graph.cast(ErrorNodes.ERROR, ElementType.DOUBLE), usual[0]);
    }
    double[] ofInputs =
        IntStream.range(0, usual.length)
            .filter(i -> preparation.get().columns().get(i).width() > 0)
            .mapToDouble(i -> usual[i])
            .toArray();
    String parts = graph.node("Div", ErrorNodes.COLUMN_ERRORS, graph.constant(ofInputs)).output();
    return counts.isEmpty()
        ? graph.mean(parts).output()
        : graph
            .node(
                "Div",
                graph.sum(parts),
                graph.node("Max", graph.sum(counts.get()), graph.constant(1.0)).output())
            .output();
  }

  /// The distance of the code from those of the training rows.
  private String byCode() {
    CodeDistance distance = calibration.code();
    int width = distance.width();
    double[] transposed = new double[Math.multiplyExact(width, width)];
    int next = 0;
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        transposed[j * width + i] = distance.whitening()[next++];
      }
    }
    String centred =
        graph
            .node(
                "Sub",
                graph.cast(OnnxModel.CODE, ElementType.DOUBLE),
                graph.constant(distance.mean()))
            .output();
    String white = graph.node("MatMul", centred, graph.matrix(width, transposed)).output();
    return over(graph.sum(graph.node("Mul", white, white).output()), width);
  }

  /// How many kept scores are below a row's, found by halving: a comparison with each of them would
  /// take as many numbers as rows times scores.
  private void pValue() {
    float[] kept = calibration.scores(ScoreKind.BOTH);
    int half = Math.max(1, Integer.highestOneBit(kept.length));
    float[] padded = Arrays.copyOf(kept, 2 * half - 1);
    Arrays.fill(padded, kept.length, padded.length, Float.POSITIVE_INFINITY);
    String scores = graph.constant(padded);
    String below = graph.constant(0L);
    for (int step = half; step > 0; step /= 2) {
      String last = graph.node("Add", below, graph.constant((long) step - 1)).output();
      String less = graph.node("Less", graph.node("Gather", scores, last).output(), SCORE).output();
      String more =
          graph.node("Where", less, graph.constant((long) step), graph.constant(0L)).output();
      below = graph.node("Add", below, more).output();
    }
    String above =
        graph
            .node("Sub", graph.constant(1.0 + kept.length), graph.cast(below, ElementType.DOUBLE))
            .output();
    graph.node("Div", above, graph.constant(kept.length + 1.0)).output(P_VALUE);
    graph.output(P_VALUE, ElementType.DOUBLE);
  }
}
