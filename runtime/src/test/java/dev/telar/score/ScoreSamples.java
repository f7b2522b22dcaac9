package dev.telar.score;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.UnusedColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Small models with made-up weights and calibrations, of a table with every kind of column and of
/// images.
final class ScoreSamples {
  static final Preparation TABLE =
      new Preparation(
          List.of(
              new NumberColumn("warmth", 20, 3, 20, false),
              new NumberColumn("damp", 50, 6.5, 49, true),
              new CategoryColumn(
                  "room", ColumnKind.CATEGORY, List.of("attic", "cellar"), true, true),
              new CategoryColumn("fan", ColumnKind.BOOLEAN, List.of("no", "yes"), false, false),
              new CategoryColumn(
                  "level", ColumnKind.CATEGORY, List.of("-1", "0", "0.1", "2.0E19"), true, false),
              new DateColumn(
                  new NumberColumn("when", 1.7e15, 1e12, 1.7e15, true),
                  List.of(DatePart.HOUR, DatePart.WEEKDAY, DatePart.MONTH)),
              new UnusedColumn("unit", ColumnKind.CONSTANT, Optional.of("kg"))));

  static final int ROWS = 50;

  private ScoreSamples() {}

  static Autoencoder tableNetwork() {
    return Autoencoder.initialise(
        Architecture.mirrored(
            TABLE.count(),
            HiddenWidths.of("8-3"),
            new Activation.Gelu(),
            new Activation.Identity(),
            new Activation.Identity()),
        5);
  }

  static Calibration tableCalibration() {
    double[] errors = {0.5, 1, 0.25, 2, 1.5, 0.75, Double.NaN};
    return calibration(errors, 3);
  }

  static Scorer table() {
    return Scorer.of(
        new ModelFile(
            tableNetwork(),
            Map.of(Preparation.KEY, TABLE.toJson(), Calibration.KEY, tableCalibration().toJson())));
  }

  static Scorer images() {
    return Scorer.of(
        new ModelFile(
            Autoencoder.initialise(Architecture.relu(12, 4), 3),
            Map.of(Calibration.KEY, calibration(new double[] {0.5}, 4).toJson())));
  }

  static byte[] bytes(Autoencoder model, Map<String, String> metadata) {
    var out = new ByteArrayOutputStream();
    try {
      ModelFile.write(out, model, metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Calibration calibration(double[] errors, int code) {
    var random = new Random(4);
    double[] mean = new double[code];
    double[] whitening = new double[code * (code + 1) / 2];
    for (int i = 0; i < code; i++) {
      mean[i] = random.nextGaussian();
      for (int j = 0; j <= i; j++) {
        whitening[i * (i + 1) / 2 + j] = random.nextGaussian() + (i == j ? 2 : 0);
      }
    }
    return new Calibration(
        "calibration rows",
        errors,
        new CodeDistance(mean, whitening),
        1.25,
        0.75,
        Map.of(
            ScoreKind.RECONSTRUCTION, scores(random),
            ScoreKind.CODE, scores(random),
            ScoreKind.BOTH, scores(random)));
  }

  private static float[] scores(Random random) {
    float[] scores = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      scores[i] = (float) (-2 * Math.log(1 - random.nextDouble()));
    }
    return scores;
  }
}
