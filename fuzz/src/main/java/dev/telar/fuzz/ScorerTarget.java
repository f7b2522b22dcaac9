package dev.telar.fuzz;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.Preparation;
import dev.telar.score.Calibration;
import dev.telar.score.CodeDistance;
import dev.telar.score.RowScore;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The input is a model file with the preparation of a table and a calibration; what is read scores
/// a row.
public final class ScorerTarget {
  private static final String NAME = "input";

  private ScorerTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Verdict.on(
        Set.of(Path.of(NAME)),
        (4 << 20) + 128L * input.length,
        () -> score(Scorer.load(input, NAME)));
  }

  private static void score(Scorer scorer) {
    if (scorer.preparation().isEmpty()) {
      scorer.score(new float[scorer.model().architecture().inputs()]);
      return;
    }
    RowScore row = scorer.score(Map.of());
    if (Float.isNaN(row.score())) {
      throw new AssertionError("has a score that is no number");
    }
    if (scorer.why(row, Map.of(), 3).toString().isEmpty()) {
      throw new AssertionError("has no reasons");
    }
  }

  /// Models of a table, with and without a calibration, and one of images.
  static List<byte[]> seeds() throws IOException {
    String table = new String(PreparationTarget.seed(), StandardCharsets.UTF_8);
    Preparation columns = Preparation.parse(table);
    double[] errors =
        columns.columns().stream()
            .mapToDouble(column -> column.width() == 0 ? Double.NaN : 0.5)
            .toArray();
    return List.of(
        model(
            columns.count(), Map.of(Preparation.KEY, table, Calibration.KEY, calibration(errors))),
        model(columns.count(), Map.of(Preparation.KEY, table)),
        model(3, Map.of(Calibration.KEY, calibration(0.5))));
  }

  private static byte[] model(int inputs, Map<String, String> metadata) throws IOException {
    Architecture architecture =
        Architecture.of(inputs, 2, new Activation.Relu(), new Activation.Identity());
    var out = new ByteArrayOutputStream();
    ModelFile.write(out, Autoencoder.initialise(architecture, 1), metadata);
    return out.toByteArray();
  }

  private static String calibration(double... errors) {
    float[] scores = {1, 2, 0.5f};
    return new Calibration(
            "calibration rows",
            errors,
            new CodeDistance(new double[2], new double[] {1, 0.5, 2}),
            1,
            2,
            Map.of(
                ScoreKind.RECONSTRUCTION, scores, ScoreKind.CODE, scores, ScoreKind.BOTH, scores))
        .toJson();
  }
}
