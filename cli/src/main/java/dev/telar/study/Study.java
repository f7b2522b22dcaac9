package dev.telar.study;

import dev.telar.data.FashionMnist;
import dev.telar.format.AtomicFile;
import dev.telar.run.FinishedRun;
import dev.telar.run.Json;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.run.TrainingRun;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Trains the models of a study, one after the other, each into a folder of its own: `n64`, `n128`
/// …
public final class Study {
  /// What came of all models, in the study's folder.
  public static final String RESULTS = "results.json";

  private Study() {}

  /// What `results.json` holds.
  private record Results(String recipe, String command, Instant finished, List<RunResult> models) {}

  /// Trains every model and writes its folder. Models that are complete stay where they are when a
  /// later one fails or is interrupted.
  ///
  /// @param runs one for each width; all with the same data and plan
  /// @param recipe that the plan was made from
  /// @param folder of the study; there is nothing there yet
  /// @param command the command line that began the study
  /// @param watch gives the listener of each run
  /// @throws InterruptedException if the thread is interrupted; says what is complete
  public static StudyResult train(
      List<TrainingRun> runs,
      Recipe recipe,
      Path folder,
      String command,
      Function<TrainingRun, TrainingListener> watch)
      throws IOException, InterruptedException {
    List<RunResult> results = new ArrayList<>();
    List<ModelResult> models = new ArrayList<>();
    try {
      for (TrainingRun run : runs) {
        int hidden = run.start().architecture().hidden();
        try (RunFolder target = RunFolder.begin(folder.resolve("n" + hidden))) {
          FinishedRun finished = run.train(watch.apply(run));
          RunResult result = target.complete(finished, command);
          results.add(result);
          models.add(model(finished, result));
        }
      }
    } catch (InterruptedException e) {
      var told =
          new InterruptedException(
              results.isEmpty()
                  ? "interrupted before a model was complete"
                  : "interrupted; %d of %d models are complete in %s"
                      .formatted(results.size(), runs.size(), folder));
      told.initCause(e);
      throw told;
    } finally {
      deleteIfEmpty(folder);
    }
    Instant finished = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TrainingRun first = runs.getFirst();
    var study =
        new StudyResult(
            followed(recipe, first),
            settings(first),
            models,
            first.data().name(),
            first.data().sha256(),
            environment(results.getFirst()),
            command,
            finished);
    AtomicFile.write(
        folder.resolve(RESULTS),
        Json.write(new Results(study.recipeName(), command, finished, results)));
    return study;
  }

  private static ModelResult model(FinishedRun finished, RunResult result) {
    return new ModelResult(
        result.hidden(),
        result.seed(),
        finished.result().epochs(),
        result.testError(),
        result.deadOutputUnits(),
        result.deadHiddenUnits(),
        result.seconds(),
        result.weightsSha256(),
        finished.run().start(),
        finished.result().model());
  }

  /// The recipe, if nothing was changed that a result depends on, other than the seed.
  private static Optional<Recipe> followed(Recipe recipe, TrainingRun run) {
    TrainingPlan plan = run.plan();
    TrainingPlan expected =
        recipe.plan().toBuilder().seed(plan.seed()).trainError(plan.trainError()).build();
    boolean unchanged =
        plan.equals(expected)
            && run.startedFrom().equals(TrainingRun.PYTORCH_DEFAULT)
            && FashionMnist.isFashionMnist(run.data());
    return unchanged ? Optional.of(recipe) : Optional.empty();
  }

  private static Map<String, String> settings(TrainingRun run) {
    TrainingPlan plan = run.plan();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("epochs", String.valueOf(plan.epochs()));
    settings.put("batch size", String.valueOf(plan.batchSize()));
    settings.put("learning rate", String.valueOf(plan.learningRate()));
    settings.put("momentum", String.valueOf(plan.momentum()));
    settings.put("dropout", String.valueOf(plan.dropout()));
    settings.put("initial weights", run.startedFrom());
    settings.put("seed", String.valueOf(plan.seed()));
    settings.put("shuffle", plan.shuffle() ? "every epoch" : "no");
    settings.put("split", plan.split().toString());
    settings.put("training rows", String.valueOf(run.trainRows()));
    settings.put("validation rows", String.valueOf(plan.validationRows()));
    settings.put("test rows", String.valueOf(run.data().test().rows()));
    return settings;
  }

  private static Map<String, String> environment(RunResult result) {
    Map<String, String> environment = new LinkedHashMap<>(result.versions());
    environment.put("engine", result.engine());
    environment.put("threads", String.valueOf(result.threads()));
    return environment;
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      if (Files.isDirectory(folder)) {
        Files.delete(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // It keeps the models that are complete.
    }
  }
}
