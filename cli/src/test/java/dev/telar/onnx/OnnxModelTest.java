package dev.telar.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.onnx.OnnxOptions.Input;
import dev.telar.preparation.Preparation;
import dev.telar.score.Calibration;
import dev.telar.score.RowScore;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What ONNX Runtime computes with a model's file is what Telar computes.
class OnnxModelTest {
  private static final int ROWS = 10_000;

  /// Telar's and ONNX Runtime's sums have other orders.
  private static final double TOLERANCE = 1e-5;

  private static Architecture architecture(
      int inputs, String hidden, String activation, String code) {
    return Architecture.mirrored(
        inputs,
        HiddenWidths.of(hidden),
        Activation.of(activation),
        Activation.of(code),
        new Activation.Identity());
  }

  /// The greatest difference, beside the greater of the wanted number and 1.
  private static double difference(float[][] found, float[][] wanted) {
    double greatest = 0;
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).hasSameSizeAs(wanted[i]);
      for (int j = 0; j < wanted[i].length; j++) {
        greatest = Math.max(greatest, difference(found[i][j], wanted[i][j]));
      }
    }
    return greatest;
  }

  private static double difference(double found, double wanted) {
    double difference = Math.abs(found - wanted) / Math.max(1, Math.abs(wanted));
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  @ParameterizedTest
  @CsvSource({
    "relu, 6, relu, 17",
    "leaky-relu:0.2, 40-6, leaky-relu:0.2, 13",
    "gelu, 40-20-6, identity, 17",
    "gelu, 40-20-6, identity, 20",
    "tanh, 40-6, tanh, 15",
    "sigmoid, 40-6, sigmoid, 18",
    "gelu, 40-12, top-k:3, 17",
    "relu, 40-12, top-k:12, 20",
    "relu, 64, top-k:8, 14",
    "identity, 40-6, identity, 16",
    "gelu, 40-6, identity, 19"
  })
  void aTableIsPreparedReconstructedAndMeasuredAlike(
      String activation, String hidden, String code, int opset) throws Exception {
    var table = new MixedTable(ROWS, 3);
    ModelFile file =
        MixedTable.file(architecture(MixedTable.PREPARATION.count(), hidden, activation, code));
    OnnxRun.Outputs found;
    try (var run = OnnxRun.of(file, new OnnxOptions(opset, Input.CELLS))) {
      assertThat(run.inputs()).containsExactlyInAnyOrderElementsOf(table.inputs().keySet());
      found = run.run(table.inputs());
    }
    assertThat(found.all()).containsOnlyKeys("code", "reconstruction", "column_errors", "error");

    checkTable(table, file.model(), found);
  }

  private static void checkTable(MixedTable table, Autoencoder model, OnnxRun.Outputs found) {
    float[][] codes = new float[ROWS][];
    float[][] reconstructions = new float[ROWS][];
    double worst = 0;
    double worstColumn = 0;
    for (int row = 0; row < ROWS; row++) {
      codes[row] = model.encode(table.values[row]);
      reconstructions[row] = model.decode(codes[row]);
      double sum = 0;
      int counted = 0;
      int place = 0;
      double[] errors = found.get("column_errors", double[][].class)[row];
      for (int i = 0; i < MixedTable.PREPARATION.columns().size(); i++) {
        if (MixedTable.PREPARATION.columns().get(i).width() == 0) {
          continue;
        }
        double error =
            table.counts(row, i)
                ? MixedTable.PREPARATION.error(i, table.values[row], reconstructions[row])
                : 0;
        worstColumn = Math.max(worstColumn, difference(errors[place++], error));
        sum += error;
        counted += table.counts(row, i) ? 1 : 0;
      }
      double error = sum / Math.max(counted, 1);
      double told = found.get("error", double[].class)[row];
      worst = Math.max(worst, Math.abs(told - error) / error);
    }
    double code = difference(found.get("code", float[][].class), codes);
    double reconstruction =
        difference(found.get("reconstruction", float[][].class), reconstructions);
    assertThat(code).isLessThan(TOLERANCE);
    assertThat(reconstruction).isLessThan(TOLERANCE);
    assertThat(worstColumn).isLessThan(TOLERANCE);
    assertThat(worst).isLessThan(TOLERANCE);
  }

  /// A network that gives what it is given shows every bit of the preparation.
  @Test
  void aPreparedRowHasTelarsOwnBits() throws Exception {
    var table = new MixedTable(ROWS, 4);
    int width = MixedTable.PREPARATION.count();
    float[] one = new float[width * width];
    for (int i = 0; i < width; i++) {
      one[i * (width + 1)] = 1;
    }
    var same = new Layer(one, new float[width]);
    var identity = new Activation.Identity();
    var model =
        new Autoencoder(
            Architecture.of(width, width, identity, identity), Parameters.of(same, same));
    var file = new ModelFile(model, Map.of(Preparation.KEY, MixedTable.PREPARATION.toJson()));
    try (var run = OnnxRun.of(file, OnnxOptions.defaults())) {
      float[][] rows = run.run(table.inputs()).get("code", float[][].class);

      for (int row = 0; row < ROWS; row++) {
        assertThat(rows[row]).isEqualTo(table.values[row]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"13", "17", "18", "20"})
  void preparedRowsAreMeasuredAlike(int opset) throws Exception {
    var table = new MixedTable(ROWS, 5);
    ModelFile file =
        MixedTable.file(architecture(MixedTable.PREPARATION.count(), "40-6", "gelu", "identity"));
    try (var cells = OnnxRun.of(file, new OnnxOptions(opset, Input.CELLS));
        var matrix = OnnxRun.of(file, new OnnxOptions(opset, Input.MATRIX))) {
      OnnxRun.Outputs found = matrix.run(Map.of("rows", table.values));

      assertThat(found.get("reconstruction", float[][].class))
          .isDeepEqualTo(cells.run(table.inputs()).get("reconstruction", float[][].class));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "relu, 64, relu, 17, CELLS",
    "relu, 64, relu, 17, BYTES",
    "gelu, 200-32, identity, 20, BYTES",
    "tanh, 200-32-16, sigmoid, 13, CELLS"
  })
  void imagesAreReconstructedAlike(
      String activation, String hidden, String code, int opset, Input input) throws Exception {
    int width = 784;
    int rows = 500;
    var random = new Random(1);
    byte[][] bytes = new byte[rows][width];
    float[][] pixels = new float[rows][width];
    for (int i = 0; i < rows; i++) {
      random.nextBytes(bytes[i]);
      for (int j = 0; j < width; j++) {
        pixels[i][j] = (bytes[i][j] & 0xff) / 255f;
      }
    }
    var model = MixedTable.model(architecture(width, hidden, activation, code));
    OnnxRun.Outputs found;
    try (var run = OnnxRun.of(new ModelFile(model, Map.of()), new OnnxOptions(opset, input))) {
      found = run.run(Map.of("image", input == Input.BYTES ? bytes : pixels));
    }

    float[][] codes = new float[rows][];
    float[][] reconstructions = new float[rows][];
    for (int i = 0; i < rows; i++) {
      codes[i] = model.encode(pixels[i]);
      reconstructions[i] = model.decode(codes[i]);
      double error = 0;
      for (int j = 0; j < width; j++) {
        error += Math.pow(reconstructions[i][j] - (double) pixels[i][j], 2);
      }
      assertThat(difference(found.get("error", float[].class)[i], error / width))
          .isLessThan(TOLERANCE);
    }
    assertThat(difference(found.get("code", float[][].class), codes)).isLessThan(TOLERANCE);
    assertThat(difference(found.get("reconstruction", float[][].class), reconstructions))
        .isLessThan(TOLERANCE);
  }

  @Test
  void ofEqualValuesTopKKeepsTheFirst() throws Exception {
    int width = 5;
    float[] one = new float[width * width];
    for (int i = 0; i < width; i++) {
      one[i * (width + 1)] = 1;
    }
    var same = new Layer(one, new float[width]);
    var model =
        new Autoencoder(
            Architecture.of(width, width, new Activation.TopK(2), new Activation.Identity()),
            Parameters.of(same, same));
    float[][] rows = {{1, 1, 1, 1, 1}, {-3, -2, -2, -2, -3}, {0, 0, 4, 0, 0}, {5, 1, 5, 5, 5}};
    try (var run = OnnxRun.of(new ModelFile(model, Map.of()), OnnxOptions.defaults())) {
      float[][] codes = run.run(Map.of("image", rows)).get("code", float[][].class);

      for (int i = 0; i < rows.length; i++) {
        assertThat(codes[i]).isEqualTo(model.encode(rows[i]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 17", "2, 13", "98, 18", "99, 20", "1000, 17"})
  void rowsAreScoredAlike(int kept, int opset) throws Exception {
    var table = new MixedTable(ROWS, 6);
    ModelFile file =
        MixedTable.calibrated(
            architecture(MixedTable.PREPARATION.count(), "40-6", "gelu", "identity"), kept);
    Scorer scorer = Scorer.of(file);
    OptionalDouble threshold =
        scorer
            .calibration()
            .orElseThrow()
            .threshold(ScoreKind.BOTH, Calibration.DEFAULT_ALARM_RATE);
    OnnxRun.Outputs found;
    try (var run = OnnxRun.of(file, new OnnxOptions(opset, Input.CELLS))) {
      found = run.run(table.inputs());
      assertThat(run.outputs().contains("anomaly")).isEqualTo(kept >= 99);
      assertThat(run.metadata().containsKey("threshold")).isEqualTo(kept >= 99);
    }

    float[] scores = found.get("score", float[].class);
    for (int row = 0; row < ROWS; row++) {
      RowScore score = scorer.scoreCells(table.cells[row]);
      assertThat(difference(scores[row], score.score())).isLessThan(TOLERANCE);
      assertThat(
              difference(
                  found.get("score_reconstruction", float[].class)[row],
                  score.by(ScoreKind.RECONSTRUCTION)))
          .isLessThan(TOLERANCE);
      assertThat(difference(found.get("score_code", float[].class)[row], score.by(ScoreKind.CODE)))
          .isLessThan(TOLERANCE);
      // Of the score that was computed, which may be on the other side of one that was kept.
      assertThat(found.get("p_value", double[].class)[row])
          .isEqualTo(scorer.calibration().orElseThrow().pValue(ScoreKind.BOTH, scores[row]));
      if (threshold.isPresent()) {
        assertThat(found.get("anomaly", boolean[].class)[row])
            .isEqualTo(scores[row] > threshold.getAsDouble());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"CELLS, true", "MATRIX, true", "CELLS, false", "BYTES, false"})
  void theTestVectorIsComputedAgain(Input input, boolean table) throws Exception {
    ModelFile file =
        table
            ? MixedTable.calibrated(
                architecture(MixedTable.PREPARATION.count(), "40-6", "gelu", "identity"), 50)
            : new ModelFile(MixedTable.model(architecture(50, "20", "relu", "relu")), Map.of());
    try (var run = OnnxRun.of(file, new OnnxOptions(17, input))) {
      JsonNode vector =
          new ObjectMapper().readTree(Objects.requireNonNull(run.metadata().get("test_vector")));
      Map<String, Object> inputs = new LinkedHashMap<>();
      vector
          .get("inputs")
          .properties()
          .forEach(entry -> inputs.put(entry.getKey(), TestVectors.input(entry.getValue(), input)));
      OnnxRun.Outputs found = run.run(inputs);

      assertThat(inputs.keySet()).isEqualTo(run.inputs());
      Set<String> told = new HashSet<>();
      for (var output : vector.get("outputs").properties()) {
        told.add(output.getKey());
        assertThat(TestVectors.numbers(found.all().get(output.getKey())))
            .as(output.getKey())
            .usingComparatorWithPrecision(TOLERANCE)
            .containsExactly(TestVectors.numbers(output.getValue()));
      }
      assertThat(told).isEqualTo(run.outputs());
    }
  }
}
