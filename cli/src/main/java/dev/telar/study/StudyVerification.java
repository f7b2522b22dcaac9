package dev.telar.study;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.data.Dataset;
import dev.telar.data.FashionMnist;
import dev.telar.format.FormatException;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Artifact;
import dev.telar.run.Claim;
import dev.telar.run.Execution;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import dev.telar.run.RunProvenance;
import dev.telar.run.RunResult;
import dev.telar.run.Verification;
import dev.telar.text.ErrorText;
import dev.telar.text.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Computes again what a complete study or sweep claims: each of its runs, and that its results and
/// its table are those of the runs.
public final class StudyVerification {
  private static final String TABLE = "table1.csv";

  // The table's columns: N, paper, measured, ratio, PCA, against PCA.
  private static final int MEASURED = 2;

  private final Dataset data;
  private final Execution execution;
  private final boolean retrain;
  private final TableCheck tables;
  private final List<Claim> claims = new ArrayList<>();

  private StudyVerification(Dataset data, Execution execution, boolean retrain, TableCheck tables) {
    this.data = data;
    this.execution = execution;
    this.retrain = retrain;
    this.tables = tables;
  }

  /// Knows how a study's tables are written.
  @FunctionalInterface
  public interface TableCheck {
    /// The claims of the tables in a study's folder.
    ///
    /// @param errors what they should say
    List<Claim> of(Path folder, List<WidthErrors> errors) throws IOException;
  }

  /// Checks all that the folder of a study or a sweep says.
  ///
  /// @param data that it is said to be of
  /// @param retrain whether the models are to be trained again
  /// @param tables checks the tables of a study
  /// @return the claims, the true ones too
  /// @throws NoSuchFileException if it is not complete
  /// @throws IOException if a file cannot be read
  /// @throws InterruptedException if the thread is interrupted
  public static List<Claim> of(
      Path folder, Dataset data, Execution execution, boolean retrain, TableCheck tables)
      throws IOException, InterruptedException {
    var verification = new StudyVerification(data, execution, retrain, tables);
    if (Sweep.isSweep(folder)) {
      verification.checkSweep(folder);
    } else {
      verification.checkStudy(folder);
    }
    return verification.claims;
  }

  private static void requireComplete(Path folder, String file) throws IOException {
    if (!Files.exists(folder.resolve(file))) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          "is not complete, there is no %s; %s resumes it"
              .formatted(file, Artifact.at(folder).resumeCommand()));
    }
  }

  private void checkStudy(Path folder) throws IOException, InterruptedException {
    requireComplete(folder, Study.RESULTS);
    StudyPlan plan = StudyPlan.read(folder.resolve(StudyPlan.FILE));
    checkRecipe(folder, plan, "");
    StudyResultsFile results = StudyResultsFile.read(folder.resolve(Study.RESULTS));
    claims.add(
        Claim.of(
            Study.RESULTS + " models",
            results.models().stream().map(m -> m.hidden() + " " + m.seed()).toList(),
            plan.models().stream().map(m -> m.hidden() + " " + m.seed()).toList()));
    Map<StudyPlan.Model, RunResult> found = checkModels(folder, plan, "");
    for (int i = 0; i < Math.min(results.models().size(), plan.models().size()); i++) {
      StudyPlan.Model model = plan.models().get(i);
      if (found.containsKey(model)) {
        claims.add(
            Claim.of(
                Study.RESULTS + " " + model.folder(), results.models().get(i), found.get(model)));
      }
    }
    checkTable(folder, plan, found, results.linear());
  }

  /// Checks `recipe.txt`: that it trains the same models as `study.json`.
  ///
  /// @param place what comes before its name
  private void checkRecipe(Path folder, StudyPlan plan, String place) throws IOException {
    String name = place + Recipe.FILE;
    try {
      Recipe recipe = Recipe.read(folder.resolve(Recipe.FILE));
      claims.add(Claim.of(name + " hidden", recipe.hidden(), plan.recipe().hidden()));
      claims.add(Claim.of(name + " repeats", recipe.repeats(), plan.recipe().repeats()));
      for (HiddenWidths hidden : plan.hidden()) {
        String width = name + " n" + hidden;
        claims.add(Claim.of(width + " plan", recipe.plan(hidden), plan.recipe().plan(hidden)));
        claims.add(
            Claim.of(
                width + " start",
                RunProvenance.start(recipe.start(hidden)),
                RunProvenance.start(plan.recipe().start(hidden))));
      }
    } catch (FormatException e) {
      claims.add(Claim.of(name, "whole", e.getMessage()));
    } catch (NoSuchFileException e) {
      // Nothing is claimed.
    }
  }

  /// Checks each run.
  ///
  /// @param name of the study within a sweep, or nothing
  /// @return the results of the runs that have one
  private Map<StudyPlan.Model, RunResult> checkModels(Path folder, StudyPlan plan, String name)
      throws IOException, InterruptedException {
    Map<StudyPlan.Model, RunResult> found = new LinkedHashMap<>();
    for (StudyPlan.Model model : plan.models()) {
      Path run = folder.resolve(model.folder());
      String place = name.isEmpty() ? model.folder() : name + "/" + model.folder();
      try {
        RunResult result = RunFolder.readResult(run);
        for (Claim claim : Verification.of(run, data, execution, retrain)) {
          claims.add(claim.in(place));
        }
        claims.add(Claim.of(StudyPlan.FILE, plan.plan(model), result.plan()).in(place));
        found.put(model, result);
      } catch (NoSuchFileException | FormatException e) {
        if (Files.exists(run.resolve(RunFolder.DIVERGED))) {
          // It claims nothing.
          continue;
        }
        claims.add(Claim.of(RunFolder.RESULT, "whole", e.getMessage()).in(place));
      }
    }
    return found;
  }

  private void checkTable(
      Path folder,
      StudyPlan plan,
      Map<StudyPlan.Model, RunResult> found,
      Optional<LinearOptimum.Errors> stated)
      throws IOException, InterruptedException {
    SortedMap<HiddenWidths, Spread> measured = new TreeMap<>();
    for (HiddenWidths hidden : plan.hidden()) {
      double[] errors =
          found.values().stream()
              .filter(result -> result.hidden().equals(hidden))
              .mapToDouble(RunResult::testError)
              .toArray();
      if (errors.length == plan.repeats()) {
        measured.put(hidden, Spread.of(errors));
      }
    }
    boolean whole = stated.isPresent() && measured.size() == plan.hidden().size();
    if (!whole) {
      // Its lines cannot be written again, but what was measured stands in them.
      List<String> table = lines(folder.resolve(TABLE));
      measured.forEach((hidden, error) ->
          claims.add(
              Claim.of(
                  TABLE + " n" + hidden,
                  cell(table, hidden, MEASURED),
                  ErrorText.of(error.mean()))));
    }
    if (stated.isEmpty()) {
      return;
    }
    Dataset own = data;
    for (RunResult result : found.values()) {
      own = result.asMeasured(own);
    }
    Optional<LinearOptimum> linear = LinearOptimum.of(own, plan, execution);
    claims.add(Claim.of(Study.RESULTS + " linear", stated, linear.map(LinearOptimum::errors)));
    if (whole) {
      boolean fashionMnist = FashionMnist.isFashionMnist(data);
      List<WidthErrors> errors = new ArrayList<>();
      measured.forEach((hidden, error) ->
          errors.add(
              new WidthErrors(
                  hidden,
                  error,
                  fashionMnist ? PaperNumbers.testError(hidden) : OptionalDouble.empty(),
                  linear.flatMap(optimum -> optimum.model(hidden)))));
      claims.addAll(tables.of(folder, errors));
    }
  }

  private void checkSweep(Path folder) throws IOException, InterruptedException {
    requireComplete(folder, Sweep.TABLE);
    SweepPlan sweep = SweepPlan.read(folder.resolve(SweepPlan.FILE));
    List<Sweep.Row> rows = new ArrayList<>();
    for (Map<String, String> point : sweep.points()) {
      String name = SweepPlan.folder(point);
      Path study = folder.resolve(name);
      Recipe given = sweep.recipe(point);
      StudyPlan plan;
      try {
        plan = StudyPlan.read(study.resolve(StudyPlan.FILE));
      } catch (NoSuchFileException | FormatException e) {
        claims.add(Claim.of(StudyPlan.FILE, e.getMessage(), given).in(name));
        continue;
      }
      claims.add(Claim.of(StudyPlan.FILE, plan.recipe().limitedTo(given), given).in(name));
      checkRecipe(study, plan, name + "/");
      List<RunResult> found = List.copyOf(checkModels(study, plan, name).values());
      for (HiddenWidths hidden : plan.hidden()) {
        rows.add(Sweep.row(point, plan, hidden, found));
      }
    }
    List<String> stated = lines(folder.resolve(Sweep.TABLE));
    List<String> found = Sweep.table(sweep, rows).lines().toList();
    for (int i = 0; i < Math.max(stated.size(), found.size()); i++) {
      claims.add(
          Claim.of(
              "%s line %d".formatted(Sweep.TABLE, i + 1),
              i < stated.size() ? stated.get(i) : "nothing",
              i < found.size() ? found.get(i) : "nothing"));
    }
  }

  /// The lines of a text; none if it is missing. ASCII, unless it is damaged: then a line is
  /// missed.
  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, ISO_8859_1) : List.of();
  }

  /// A cell in the table's row of a width; nothing if there is none.
  private static String cell(List<String> table, HiddenWidths hidden, int column) {
    for (String line : table) {
      String[] cells = line.split(",", -1);
      if (cells.length > column && cells[0].equals(String.valueOf(hidden))) {
        return cells[column];
      }
    }
    return "nothing";
  }
}
