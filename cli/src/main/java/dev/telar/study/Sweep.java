package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.internal.AtomicFile;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Execution;
import dev.telar.run.FolderLock;
import dev.telar.run.Json;
import dev.telar.run.RunFolder;
import dev.telar.run.RunListener;
import dev.telar.run.RunResult;
import dev.telar.source.DataSource;
import dev.telar.text.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A sweep's folder: the models of every combination of some settings' values, each combination in
/// a folder of its own like a study's, and `sweep.csv`. It can be resumed after any stop, as a
/// study can. Open to one process at a time.
public final class Sweep implements AutoCloseable {
  /// What came of it.
  public static final String TABLE = "sweep.csv";

  private final Path folder;
  private final FolderLock lock;
  private SweepPlan plan;

  private Sweep(Path folder, FolderLock lock, SweepPlan plan) {
    this.folder = folder;
    this.lock = lock;
    this.plan = plan;
  }

  /// What came of the models of one width with one combination.
  ///
  /// @param settings the combination
  /// @param models one for each seed that did not leave the finite numbers
  /// @param diverged how many did
  /// @param testError over the seeds of the models; empty if there is none
  /// @param validationError the mean, if there are validation rows
  public record Row(
      Map<String, String> settings,
      HiddenWidths hidden,
      List<RunResult> models,
      int diverged,
      Optional<Spread> testError,
      OptionalDouble validationError) {}

  /// Whether a folder is a sweep's.
  public static boolean isSweep(Path folder) {
    return Files.exists(folder.resolve(SweepPlan.FILE));
  }

  /// Begins a sweep.
  ///
  /// @param study what all combinations have in common
  /// @param grid the values of each setting, by its name in recipes
  /// @throws IllegalArgumentException if a setting or a value is wrong
  /// @throws IOException if there is something at that place already, or it cannot be written to
  public static Sweep begin(Path folder, StudyPlan study, Map<String, List<String>> grid)
      throws IOException {
    var plan = new SweepPlan(SweepPlan.FORMAT, study, grid);
    RunFolder.refuseExisting(folder);
    AtomicFile.createFolders(folder);
    return open(folder, plan, true);
  }

  /// Refuses a sweep that cannot begin, before a folder is made for it.
  ///
  /// @param data those that the study names
  /// @return how many combinations it has
  /// @throws IllegalArgumentException if a setting or a value is wrong
  public static int check(StudyPlan study, Map<String, List<String>> grid, Dataset data)
      throws IOException {
    var plan = new SweepPlan(SweepPlan.FORMAT, study, grid);
    plan.check(data);
    return plan.points().size();
  }

  /// Opens a sweep that is to be resumed.
  public static Sweep resume(Path folder) throws IOException {
    return open(folder, SweepPlan.read(folder.resolve(SweepPlan.FILE)), false);
  }

  private static Sweep open(Path folder, SweepPlan plan, boolean begins) throws IOException {
    FolderLock lock = FolderLock.acquire(folder);
    try {
      AtomicFile.recover(folder);
      if (begins) {
        AtomicFile.write(folder.resolve(SweepPlan.FILE), Json.write(plan));
      }
      return new Sweep(folder, lock, plan);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /// What all combinations have in common.
  public StudyPlan study() {
    return plan.study();
  }

  /// Keeps where the data are read from now, if it was given.
  public void moveData(Optional<DataSource> source) throws IOException {
    if (source.isPresent()) {
      StudyPlan moved = plan.study().withSource(source.get());
      plan = new SweepPlan(SweepPlan.FORMAT, moved, plan.grid());
      AtomicFile.write(folder.resolve(SweepPlan.FILE), Json.write(plan));
    }
  }

  /// Trains every model that is not complete, and writes `sweep.csv`.
  ///
  /// @param data those that the plan names
  /// @return a row for every combination and width, in the order of the grid
  /// @throws InterruptedException if the thread is interrupted; says how to resume
  public List<Row> complete(Dataset data, Execution execution, RunListener listener)
      throws IOException, InterruptedException {
    Dataset measured = data;
    for (Map<String, String> point : plan.points()) {
      Path place = folder.resolve(SweepPlan.folder(point));
      measured = Study.asMeasured(place, plan.study(point, data), measured);
    }
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> point : plan.points()) {
      listener.note(SweepPlan.folder(point));
      Path place = folder.resolve(SweepPlan.folder(point));
      boolean begun = Files.exists(place.resolve(StudyPlan.FILE));
      try (Study study =
          begun ? Study.resume(place) : Study.begin(place, plan.study(point, data))) {
        if (!study.plan().source().equals(plan.study().source())) {
          study.moveData(plan.study().source());
        }
        List<RunResult> models = study.train(measured, execution, listener);
        for (HiddenWidths hidden : study.plan().hidden()) {
          rows.add(row(point, study.plan(), hidden, models));
        }
      } catch (InterruptedException e) {
        var told =
            new InterruptedException(
                "interrupted; telar study --resume %s resumes it".formatted(folder));
        told.initCause(e);
        throw told;
      }
    }
    AtomicFile.write(folder.resolve(TABLE), table(plan, rows));
    return rows;
  }

  /// @param models of all widths
  static Row row(
      Map<String, String> point, StudyPlan study, HiddenWidths hidden, List<RunResult> models) {
    List<RunResult> own = models.stream().filter(m -> m.hidden().equals(hidden)).toList();
    return new Row(
        point,
        hidden,
        own,
        study.repeats() - own.size(),
        own.isEmpty()
            ? Optional.empty()
            : Optional.of(Spread.of(own.stream().mapToDouble(RunResult::testError).toArray())),
        own.stream().flatMapToDouble(m -> m.validationError().stream()).average());
  }

  /// What `sweep.csv` holds: every digit of every number, as `history.csv` has them; what there is
  /// none of is empty.
  static String table(SweepPlan plan, List<Row> rows) {
    var table = new StringBuilder(String.join(",", plan.grid().keySet()));
    table.append(",hidden,seeds,test_error,test_error_sd,validation_error,diverged\n");
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(row.settings().values());
      cells.add(String.valueOf(row.hidden()));
      cells.add(String.valueOf(row.models().size()));
      cells.add(row.testError().map(error -> String.valueOf(error.mean())).orElse(""));
      cells.add(row.testError().map(error -> cell(error.deviation())).orElse(""));
      cells.add(cell(row.validationError()));
      cells.add(String.valueOf(row.diverged()));
      table.append(String.join(",", cells)).append('\n');
    }
    return table.toString();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }

  /// Lets other processes in.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
