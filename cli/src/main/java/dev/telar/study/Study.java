package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.format.FormatException;
import dev.telar.internal.AtomicFile;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.CompletedRun;
import dev.telar.run.Execution;
import dev.telar.run.FolderLock;
import dev.telar.run.Json;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import dev.telar.run.RunListener;
import dev.telar.run.RunResult;
import dev.telar.source.DataSource;
import dev.telar.train.DivergedException;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A study's folder, and the training of its models, one after the other, each in a folder of its
/// own: `n64`, `n128` …, or with several seeds `n64-seed1` …
///
/// Whatever stops it, it can be resumed: models that are complete are not trained again, and the
/// one that was being trained resumes from its checkpoint. Open to one process at a time.
public final class Study implements AutoCloseable {
  /// What came of all models, in the study's folder.
  public static final String RESULTS = "results.json";

  private final Path folder;
  private final FolderLock lock;
  private final Map<StudyPlan.Model, DivergedException> diverged = new LinkedHashMap<>();
  private StudyPlan plan;

  private Study(Path folder, FolderLock lock, StudyPlan plan) {
    this.folder = folder;
    this.lock = lock;
    this.plan = plan;
  }

  /// Begins a study.
  ///
  /// @throws IOException if there is something at that place already, or it cannot be written to
  public static Study begin(Path folder, StudyPlan plan) throws IOException {
    RunFolder.refuseExisting(folder);
    AtomicFile.createFolders(folder);
    FolderLock lock = FolderLock.acquire(folder);
    try {
      AtomicFile.recover(folder);
      AtomicFile.write(folder.resolve(StudyPlan.FILE), Json.write(plan));
      AtomicFile.write(folder.resolve(Recipe.FILE), plan.recipeText());
      return new Study(folder, lock, plan);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /// Opens a study that is to be resumed.
  ///
  /// @throws NoSuchFileException if there is none
  /// @throws FormatException if its `study.json` is damaged, or a newer Telar's
  /// @throws IOException if another process is at work there
  public static Study resume(Path folder) throws IOException {
    StudyPlan plan = StudyPlan.read(folder.resolve(StudyPlan.FILE));
    FolderLock lock = FolderLock.acquire(folder);
    try {
      AtomicFile.recover(folder);
      if (!Files.exists(folder.resolve(Recipe.FILE))) {
        AtomicFile.write(folder.resolve(Recipe.FILE), plan.recipeText());
      }
      return new Study(folder, lock, plan);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /// What is to be computed.
  public StudyPlan plan() {
    return plan;
  }

  /// Asks for more epochs.
  ///
  /// @param command the command line that asks
  /// @throws IllegalArgumentException if anything else than the number of epochs differs, or there
  ///   are fewer of them
  public void extend(Recipe longer, String command) throws IOException {
    for (HiddenWidths hidden : plan.hidden()) {
      TrainingPlan before = plan.recipe().plan(hidden);
      TrainingPlan now = longer.plan(hidden);
      now.checkFollows(before);
      if (now.epochs() < before.epochs()) {
        throw new IllegalArgumentException(
            "the study is of %d epochs, fewer cannot be asked of it, got %d"
                .formatted(before.epochs(), now.epochs()));
      }
    }
    if (!longer.equals(plan.recipe())) {
      for (StudyPlan.Model model : plan.models()) {
        Path run = folder.resolve(model.folder());
        boolean complete = Files.exists(run.resolve(RunFolder.RESULT));
        if (complete && RunFolder.newestCheckpoint(run).isEmpty()) {
          throw RunFolder.noCheckpoint(run);
        }
      }
      StudyPlan extended = plan.withRecipe(longer).continuedBy(command);
      AtomicFile.write(folder.resolve(StudyPlan.FILE), Json.write(extended));
      AtomicFile.write(folder.resolve(Recipe.FILE), extended.recipeText());
      plan = extended;
    }
  }

  /// Keeps where the data are read from now, if it was given.
  public void moveData(Optional<DataSource> source) throws IOException {
    if (source.isPresent()) {
      plan = plan.withSource(source.get());
      AtomicFile.write(folder.resolve(StudyPlan.FILE), Json.write(plan));
    }
  }

  /// The data as the complete models were measured on them. Where an earlier version measured one
  /// on all test rows, the others are measured alike.
  public Dataset asMeasured(Dataset data) throws IOException {
    return asMeasured(folder, plan, data);
  }

  static Dataset asMeasured(Path folder, StudyPlan plan, Dataset data) throws IOException {
    Dataset measured = data;
    for (StudyPlan.Model model : plan.models()) {
      try {
        measured = RunFolder.readResult(folder.resolve(model.folder())).asMeasured(measured);
      } catch (NoSuchFileException | FormatException e) {
        // Not complete, or damaged, which is told when it is needed.
      }
    }
    return measured;
  }

  /// Trains every model that is not complete. One that leaves the finite numbers is left out.
  ///
  /// @param data those that the plan names
  /// @return what came of the other models, in the plan's order
  /// @throws InterruptedException if the thread is interrupted; says what is complete
  public List<RunResult> train(Dataset data, Execution execution, RunListener listener)
      throws IOException, InterruptedException {
    return trainAll(data, execution, listener).values().stream()
        .map(trained -> trained.run().result())
        .toList();
  }

  private SequencedMap<StudyPlan.Model, ModelTraining.Trained> trainAll(
      Dataset data, Execution execution, RunListener listener)
      throws IOException, InterruptedException {
    SequencedMap<StudyPlan.Model, ModelTraining.Trained> trained = new LinkedHashMap<>();
    var training = new ModelTraining(folder, plan, data, execution, listener);
    try {
      for (StudyPlan.Model model : plan.models()) {
        try {
          trained.put(model, training.complete(model));
        } catch (DivergedException e) {
          // The others may do better.
          listener.note(model.folder() + ": " + e.getMessage());
          diverged.put(model, e);
        }
      }
    } catch (InterruptedException e) {
      throw stopped(trained.size(), e);
    }
    return trained;
  }

  private InterruptedException stopped(int complete, InterruptedException cause) {
    var told =
        new InterruptedException(
            "interrupted; %d of %d models are complete; telar study --resume %s resumes it"
                .formatted(complete, plan.models().size(), folder));
    told.initCause(cause);
    return told;
  }

  /// Trains every model that is not complete, computes what linear networks reach, and writes
  /// `results.json`.
  ///
  /// @param data those that the plan names
  /// @throws InterruptedException if the thread is interrupted; says what is complete
  public StudyResult complete(Dataset data, Execution execution, RunListener listener)
      throws IOException, InterruptedException {
    SequencedMap<StudyPlan.Model, ModelTraining.Trained> trained =
        trainAll(data, execution, listener);
    if (!diverged.isEmpty()) {
      var first = diverged.entrySet().iterator().next();
      throw new DivergedException(
          "%d of %d models of %s diverged, the others are complete: %s: %s"
              .formatted(
                  diverged.size(),
                  plan.models().size(),
                  folder,
                  first.getKey().folder(),
                  first.getValue().getMessage()),
          first.getValue());
    }
    List<ModelResult> models = new ArrayList<>();
    List<RunResult> results = new ArrayList<>();
    Optional<LinearOptimum> linear;
    try {
      for (var each : trained.entrySet()) {
        Optional<Autoencoder> start = each.getValue().start();
        CompletedRun run = each.getValue().run();
        results.add(run.result());
        models.add(
            ModelResult.of(
                run,
                start.isPresent()
                    ? start
                    : untrained(each.getKey(), data, execution.threads(), listener)));
      }
      listener.note("computing the linear optimum");
      linear = LinearOptimum.of(data, plan, execution);
    } catch (InterruptedException e) {
      throw stopped(trained.size(), e);
    }
    Instant finished = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    StudyResult study = StudyResult.of(plan, data, models, linear, results.getFirst(), finished);
    AtomicFile.write(
        folder.resolve(RESULTS),
        Json.write(
            new StudyResultsFile(
                plan.recipe().name(),
                plan.command(),
                finished,
                results,
                linear.map(LinearOptimum::errors))));
    return study;
  }

  /// Throws unless the study is complete.
  ///
  /// @throws NoSuchFileException if it is not
  public void checkComplete() throws NoSuchFileException {
    if (!Files.exists(folder.resolve(RESULTS))) {
      throw incomplete();
    }
  }

  private NoSuchFileException incomplete() {
    return new NoSuchFileException(
        folder.toString(),
        null,
        "is not complete; telar study --resume %s resumes it".formatted(folder));
  }

  /// Reads what came of a complete study, and computes what linear networks reach; writes nothing.
  ///
  /// @param data those that the plan names
  /// @throws NoSuchFileException if the study is not complete
  public StudyResult read(Dataset data, Execution execution, RunListener listener)
      throws IOException, InterruptedException {
    checkComplete();
    List<ModelResult> models = new ArrayList<>();
    List<RunResult> results = new ArrayList<>();
    StudyResultsFile stated = StudyResultsFile.read(folder.resolve(RESULTS));
    for (StudyPlan.Model model : plan.models()) {
      CompletedRun run = RunFolder.readCompleted(folder.resolve(model.folder()));
      if (!run.result().plan().equals(plan.plan(model))
          || !run.result().dataSha256().equals(plan.dataSha256())) {
        throw incomplete();
      }
      results.add(run.result());
      models.add(ModelResult.of(run, untrained(model, data, execution.threads(), listener)));
    }
    checkResults(stated.models(), results);
    listener.note("computing the linear optimum");
    Optional<LinearOptimum> linear = LinearOptimum.of(data, plan, execution);
    return StudyResult.of(plan, data, models, linear, results.getFirst(), stated.finished());
  }

  /// What is drawn is what the study wrote when it was complete.
  private void checkResults(List<RunResult> stated, List<RunResult> found)
      throws FileSystemException {
    for (int i = 0; i < found.size(); i++) {
      String name = plan.models().get(i).folder() + "/" + RunFolder.RESULT;
      if (i >= stated.size() || !stated.get(i).equals(found.get(i))) {
        throw new FileSystemException(
            folder.toString(),
            null,
            "%s and %s do not say the same; telar verify says more".formatted(name, RESULTS));
      }
    }
  }

  /// The model before its first step; empty, with a note, if its file has gone or changed.
  private Optional<Autoencoder> untrained(
      StudyPlan.Model model, Dataset data, int threads, RunListener listener)
      throws IOException, InterruptedException {
    try {
      return Optional.of(plan.start(model, data, threads));
    } catch (IllegalArgumentException | FileSystemException | FormatException e) {
      listener.note("the report has no untrained network: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// Lets other processes in.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
