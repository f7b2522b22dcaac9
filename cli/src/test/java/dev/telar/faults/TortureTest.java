package dev.telar.faults;

import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.run.Execution;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Whatever stops a run or a study, it resumes to the same weights and the same history.
///
/// This is a sample of what the Maven profile `torture` does, but for the studies that are killed:
/// drawing a report takes seconds.
class TortureTest {
  private static final String PROPERTY = "telar.torture";
  private static final boolean ALL = Boolean.getBoolean(PROPERTY);
  private static final Path DATA = Path.of("src/test/resources/archive/data");

  @TempDir private Path folder;

  private static TrainingPlan plan(int epochs) {
    return TrainingPlan.asPrinted().toBuilder()
        .epochs(epochs)
        .batchSize(16)
        .validationRows(10)
        .learningRate(0.05)
        .optimizer(new Optimizer.Sgd(0.9))
        .build();
  }

  private static Execution execution() {
    return new Execution(Engine.Kind.REFERENCE, 1, Duration.ZERO);
  }

  @Test
  void aRunOnAFailingDiskEndsAsAWholeOne() throws IOException, InterruptedException {
    failDisk("run", new TrainingProgram(Dataset.load(DATA), plan(3), execution()), 45);
  }

  @Test
  void aStudyOnAFailingDiskEndsAsAWholeOne() throws IOException, InterruptedException {
    failDisk("study", new StudyProgram(Dataset.load(DATA), plan(2), execution()), 110);
  }

  private void failDisk(String what, Program program, int stride)
      throws IOException, InterruptedException {
    var torture = new DiskTorture(program, folder);
    torture.oneFault(ALL ? 1 : stride, ALL ? 5 : 2);
    for (int seed = 0; seed < (ALL ? 200 : 3); seed++) {
      torture.manyCrashes(seed);
    }
    System.out.println("Torture, a " + what + " on a failing disk: " + torture.summary());
  }

  @Test
  void killedRunsEndAsAWholeOne() throws Exception {
    kill(new KillTorture.Command("train", options("3"), "result.json"), ALL ? 900 : 3);
  }

  @Test
  @EnabledIfSystemProperty(named = PROPERTY, matches = "true")
  void killedStudiesEndAsAWholeOne() throws Exception {
    kill(new KillTorture.Command("study", options("2,3"), "report.html"), 150);
  }

  private static List<String> options(String hidden) {
    List<String> options = new ArrayList<>(List.of("--hidden", hidden, "--epochs", "30"));
    options.addAll(List.of("--data", DATA.toString(), "--validation-rows", "10"));
    options.addAll(List.of("--batch-size", "16", "--learning-rate", "0.05", "--momentum", "0.9"));
    return options;
  }

  /// In two processes at a time.
  private void kill(KillTorture.Command command, int kills) throws Exception {
    var torture = new KillTorture(command, folder);
    var seed = new AtomicLong();
    Callable<Void> lane =
        () -> {
          while (torture.kills() < kills) {
            torture.torture(seed.getAndIncrement(), ALL ? 10 : 2);
          }
          return null;
        };
    try (var lanes = Executors.newFixedThreadPool(2)) {
      for (Future<Void> end : lanes.invokeAll(List.of(lane, lane))) {
        end.get();
      }
    }
    System.out.println("Torture, telar " + command.name() + ": " + torture.summary());
  }
}
