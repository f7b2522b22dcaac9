package dev.telar.study;

import dev.telar.data.FashionMnist;
import dev.telar.data.FormatException;
import dev.telar.data.ImageDataset;
import dev.telar.format.AtomicFile;
import dev.telar.model.Autoencoder;
import dev.telar.run.CompletedRun;
import dev.telar.run.Execution;
import dev.telar.run.FolderLock;
import dev.telar.run.Json;
import dev.telar.run.Origin;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.run.TrainingRun;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// A study's folder, and the training of its models, one after the other, each in a folder of its
/// own: `n64`, `n128` …
///
/// Whatever stops it, it can go on: models that are complete are not trained again, and the one
/// that was being trained goes on from its checkpoint. Open to one process at a time.
public final class Study implements AutoCloseable {
  /// What came of all models, in the study's folder.
  public static final String RESULTS = "results.json";

  private final Path folder;
  private final FolderLock lock;
  private StudyPlan plan;

  private Study(Path folder, FolderLock lock, StudyPlan plan) {
    this.folder = folder;
    this.lock = lock;
    this.plan = plan;
  }

  /// Told how the study goes.
  public interface Watcher {
    /// The listener of a model that is about to be trained.
    TrainingListener training(TrainingRun run);

    /// A line about what happens.
    void note(String line);
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
      return new Study(folder, lock, plan);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /// Opens a study that is to go on.
  ///
  /// @throws NoSuchFileException if there is none
  /// @throws FormatException if its `study.json` is damaged, or a newer Telar's
  /// @throws IOException if another process is at work there
  public static Study resume(Path folder) throws IOException {
    StudyPlan plan = StudyPlan.read(folder.resolve(StudyPlan.FILE));
    FolderLock lock = FolderLock.acquire(folder);
    try {
      AtomicFile.recover(folder);
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
  /// @throws IllegalArgumentException if anything else than the number of epochs differs, or there
  ///   are fewer of them
  public void extend(TrainingPlan longer) throws IOException {
    longer.checkFollows(plan.plan());
    if (longer.epochs() < plan.plan().epochs()) {
      throw new IllegalArgumentException(
          "the study is of %d epochs, fewer cannot be asked of it, got %d"
              .formatted(plan.plan().epochs(), longer.epochs()));
    }
    if (!longer.equals(plan.plan())) {
      StudyPlan extended = plan.withPlan(longer);
      AtomicFile.write(folder.resolve(StudyPlan.FILE), Json.write(extended));
      plan = extended;
    }
  }

  /// Trains every model that is not complete, computes what linear networks reach, and writes
  /// `results.json`.
  ///
  /// @param data those that the plan names
  /// @param starts gives the model of a width to start from
  /// @throws InterruptedException if the thread is interrupted; says what is complete
  public StudyResult complete(
      ImageDataset data, IntFunction<Autoencoder> starts, Execution execution, Watcher watcher)
      throws IOException, InterruptedException {
    List<CompletedRun> runs = new ArrayList<>();
    List<ModelResult> models = new ArrayList<>();
    Optional<LinearOptimum> linear;
    try {
      for (int hidden : plan.hidden()) {
        Autoencoder start = starts.apply(hidden);
        CompletedRun run = complete(data, start, execution, watcher);
        runs.add(run);
        models.add(model(run, start));
      }
      watcher.note("computing the linear optimum");
      linear = LinearOptimum.of(data, plan.plan(), plan.hidden(), execution);
    } catch (InterruptedException e) {
      var told =
          new InterruptedException(
              "interrupted; %d of %d models are complete; telar study --resume %s goes on"
                  .formatted(runs.size(), plan.hidden().size(), folder));
      told.initCause(e);
      throw told;
    }
    Instant finished = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<RunResult> results = runs.stream().map(CompletedRun::result).toList();
    var study =
        new StudyResult(
            followed(data),
            settings(data),
            models,
            linear,
            data.name(),
            data.sha256(),
            environment(results.getFirst()),
            plan.command(),
            finished);
    AtomicFile.write(
        folder.resolve(RESULTS),
        Json.write(
            new StudyResultsFile(
                study.recipeName(),
                plan.command(),
                finished,
                results,
                linear.map(LinearOptimum::errors))));
    return study;
  }

  private CompletedRun complete(
      ImageDataset data, Autoencoder start, Execution execution, Watcher watcher)
      throws IOException, InterruptedException {
    Path place = folder.resolve("n" + start.architecture().hidden());
    try (RunFolder target = RunFolder.open(place)) {
      Optional<CompletedRun> completed = target.completed(plan.plan(), plan.dataSha256());
      if (completed.isPresent()) {
        return completed.get();
      }
      Optional<CheckpointFolder.Newest> newest = target.newestCheckpoint();
      TrainingRun run = TrainingRun.start(data, start, plan.origin(start), plan.plan(), execution);
      if (newest.isPresent()) {
        newest.get().notes().forEach(watcher::note);
        Checkpoint from = newest.get().checkpoint();
        checkStart(Origin.of(from.about()), run.origin());
        run = new TrainingRun(data, from, plan.plan(), execution);
      }
      return target.complete(run, watcher.training(run));
    }
  }

  private static void checkStart(Origin begun, Origin now) {
    if (!begun.startSha256().equals(now.startSha256())) {
      throw new IllegalArgumentException(
          "the initial weights %s have changed: they had the SHA-256 %s, now %s"
              .formatted(now.start(), begun.startSha256(), now.startSha256()));
    }
  }

  private static ModelResult model(CompletedRun run, Autoencoder start) {
    RunResult result = run.result();
    return new ModelResult(
        result.hidden(),
        result.seed(),
        run.epochs(),
        result.testError(),
        result.deadOutputUnits(),
        result.deadHiddenUnits(),
        result.seconds(),
        result.weightsSha256(),
        start,
        run.model());
  }

  /// The recipe, if nothing was changed that a result depends on, other than the seed.
  private Optional<Recipe> followed(ImageDataset data) {
    TrainingPlan own = plan.plan();
    TrainingPlan expected =
        plan.recipe().plan().toBuilder().seed(own.seed()).trainError(own.trainError()).build();
    boolean unchanged =
        own.equals(expected) && plan.init().isEmpty() && FashionMnist.isFashionMnist(data);
    return unchanged ? Optional.of(plan.recipe()) : Optional.empty();
  }

  private Map<String, String> settings(ImageDataset data) {
    TrainingPlan plan = this.plan.plan();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("epochs", String.valueOf(plan.epochs()));
    settings.put("batch size", String.valueOf(plan.batchSize()));
    settings.put("learning rate", String.valueOf(plan.learningRate()));
    settings.put("momentum", String.valueOf(plan.momentum()));
    settings.put("dropout", String.valueOf(plan.dropout()));
    settings.put("initial weights", this.plan.init().orElse(Origin.PYTORCH_DEFAULT));
    settings.put("seed", String.valueOf(plan.seed()));
    settings.put("shuffle", plan.shuffle() ? "every epoch" : "no");
    settings.put("split", plan.split().toString());
    settings.put("training rows", String.valueOf(data.train().rows() - plan.validationRows()));
    settings.put("validation rows", String.valueOf(plan.validationRows()));
    settings.put("test rows", String.valueOf(data.test().rows()));
    return settings;
  }

  private static Map<String, String> environment(RunResult result) {
    Map<String, String> environment = new LinkedHashMap<>(result.versions());
    environment.put("engine", result.engine());
    environment.put("threads", String.valueOf(result.threads()));
    return environment;
  }

  /// Lets other processes in.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
