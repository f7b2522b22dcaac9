package dev.telar.study;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.data.FormatException;
import dev.telar.data.ImageDataset;
import dev.telar.run.Claim;
import dev.telar.run.Execution;
import dev.telar.run.Json;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.run.Verification;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes again what a complete study claims: each of its runs, and that its results and its
/// table are those of the runs.
public final class StudyVerification {
  private static final String TABLE = "table1.csv";

  // The table's columns: N, paper, measured, ratio, PCA, against PCA.
  private static final int MEASURED = 2;
  private static final int PCA = 4;

  private StudyVerification() {}

  /// Whether a folder is a study's, and not a run's.
  public static boolean isStudy(Path folder) {
    return Files.exists(folder.resolve(StudyPlan.FILE));
  }

  /// The folder that a study's data were read from, if that was not left to Telar.
  public static Optional<Path> dataFolder(Path folder) throws IOException {
    return StudyPlan.read(folder.resolve(StudyPlan.FILE)).dataFolder().map(Path::of);
  }

  /// Checks all that a study's folder says.
  ///
  /// @param data that the study is said to be of
  /// @param retraining told of the training if the models are to be trained again; empty if not
  /// @return the claims, the true ones too
  /// @throws NoSuchFileException if the study is not complete
  /// @throws IOException if a file cannot be read
  /// @throws InterruptedException if the thread is interrupted
  public static List<Claim> of(
      Path folder, ImageDataset data, Execution execution, Optional<TrainingListener> retraining)
      throws IOException, InterruptedException {
    StudyPlan plan = StudyPlan.read(folder.resolve(StudyPlan.FILE));
    StudyResultsFile results = StudyResultsFile.read(folder.resolve(Study.RESULTS));
    // ASCII, unless it is damaged: then a row is missed.
    List<String> table = Files.readAllLines(folder.resolve(TABLE), ISO_8859_1);
    List<Claim> claims = new ArrayList<>();
    Map<Integer, List<Double>> measured = new LinkedHashMap<>();
    claims.add(
        new Claim(
            Study.RESULTS + " models",
            String.valueOf(
                results.models().stream().map(m -> m.hidden() + " " + m.seed()).toList()),
            String.valueOf(plan.models().stream().map(m -> m.hidden() + " " + m.seed()).toList())));
    for (int i = 0; i < Math.min(results.models().size(), plan.models().size()); i++) {
      RunResult stated = results.models().get(i);
      StudyPlan.Model model = plan.models().get(i);
      String name = model.folder();
      Path run = folder.resolve(name);
      for (Claim claim : Verification.of(run, data, execution, retraining)) {
        claims.add(claim.in(name));
      }
      RunResult found = Json.read(run.resolve(RunFolder.RESULT), RunResult.class);
      claims.add(
          new Claim(
              Study.RESULTS + " " + name, Json.writeCompact(stated), Json.writeCompact(found)));
      claims.add(
          new Claim(
              StudyPlan.FILE + " " + name,
              Json.writeCompact(plan.plan(model)),
              Json.writeCompact(found.plan())));
      measured.computeIfAbsent(stated.hidden(), _ -> new ArrayList<>()).add(found.testError());
    }
    for (var width : measured.entrySet()) {
      double mean = width.getValue().stream().mapToDouble(e -> e).average().orElseThrow();
      claims.add(
          new Claim(
              TABLE + " n" + width.getKey(),
              cell(folder.resolve(TABLE), table, width.getKey(), MEASURED),
              ErrorText.of(mean)));
    }
    if (results.linear().isPresent()) {
      checkLinear(folder, results.linear(), table, plan, data, execution, claims);
    }
    return claims;
  }

  private static void checkLinear(
      Path folder,
      Optional<LinearOptimum.Errors> stated,
      List<String> table,
      StudyPlan plan,
      ImageDataset data,
      Execution execution,
      List<Claim> claims)
      throws IOException, InterruptedException {
    Optional<LinearOptimum> found = LinearOptimum.of(data, plan, execution);
    claims.add(
        new Claim(
            Study.RESULTS + " linear",
            Json.writeCompact(stated),
            Json.writeCompact(found.map(LinearOptimum::errors))));
    for (LinearModel model : found.map(LinearOptimum::models).orElse(List.of())) {
      claims.add(
          new Claim(
              TABLE + " n" + model.hidden() + " PCA",
              cell(folder.resolve(TABLE), table, model.hidden(), PCA),
              ErrorText.of(model.best())));
    }
  }

  /// A cell in the table's row of a width.
  private static String cell(Path file, List<String> table, int hidden, int column)
      throws FormatException {
    for (String line : table) {
      String[] cells = line.split(",", -1);
      if (cells.length > column && cells[0].equals(String.valueOf(hidden))) {
        return cells[column];
      }
    }
    throw new FormatException(file, 0, "has no row of N = " + hidden);
  }
}
