package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.telar.run.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `telar list` and `telar clean`.
class ListAndCleanTest {
  @TempDir private Path folder;
  private Path runs;
  private Path run;
  private Path study;

  @BeforeEach
  void train() throws IOException {
    TinyImages.write(folder.resolve("tiny"));
    runs = folder.resolve("runs");
    run = trained("train", "run", "--hidden", 3, "--epochs", 2);
    study =
        trained("study", "sweep", "--hidden", "1,2", "--epochs", 1, "--sweep", "dropout=0,0.1")
            .resolve("dropout=0");
  }

  private Path trained(String command, String name, Object... more) {
    Path out = runs.resolve(name);
    List<Object> args = new ArrayList<>(List.of(command, "--data", folder.resolve("tiny")));
    args.addAll(List.of("--out", out, "--validation-rows", 10, "--quiet"));
    args.addAll(List.of(more));
    assertThat(Telar.run(args.toArray()).exitCode()).isZero();
    return out;
  }

  private static JsonNode json(Object... args) {
    return new ObjectMapper().readTree(Telar.run(args).out());
  }

  @Test
  void beforeTheFirstRunTheListIsEmpty() {
    assumeFalse(Files.exists(Path.of("runs")), "there are runs where tests run");

    Telar text = Telar.run("list");

    assertThat(text.out()).isEqualTo("no runs yet; telar train makes one\n");
    assertThat(text.exitCode()).isZero();
    assertThat(json("list", "--json")).isEmpty();
    assertThat(Telar.run("list", "runs").exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsThereIsListedWithHowFarItIs() throws IOException {
    Files.createDirectory(runs.resolve("empty"));
    Files.delete(study.resolve("n2/result.json"));
    Path damaged = Files.createDirectory(runs.resolve("wrong"));
    Files.writeString(damaged.resolve("result.json"), "{");

    JsonNode lines = json("list", runs, "--json");
    Telar text = Telar.run("list", runs);

    assertThat(lines)
        .extracting(
            line -> line.get("kind").asString(),
            line -> line.get("state").asString(),
            line -> line.get("hidden").toString(),
            line -> line.get("models").toString(),
            line -> line.get("epochs").toString())
        .containsExactly(
            tuple("run", "complete", "[3]", 1, 1, 2, 2),
            tuple("sweep", "stopped", "[1,2]", 3, 4, 4, 4),
            tuple("run", "damaged", "[]", 0, 0, 0, 0));
    assertThat(lines.get(0).get("test_errors").get(0))
        .isEqualTo(
            new ObjectMapper()
                .readTree(Files.readString(run.resolve("result.json")))
                .get("test_error"));
    assertThat(text.exitCode()).isZero();
    assertThat(text.out().lines().toList().get(1))
        .containsPattern("run +run +complete +3 +1/1 +2/2");
    assertThat(text.out()).contains(damaged.resolve("result.json").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "times.csv"})
  void aRunThatLacksAFileHidesNoOther(String file) throws IOException {
    Files.delete(run.resolve(file));

    Telar text = Telar.run("list", runs);

    assertThat(text.exitCode()).isZero();
    assertThat(text.out())
        .contains(run.resolve(file) + ": there is no such file or folder\n")
        .containsPattern("run +run +damaged")
        .containsPattern("sweep +sweep +complete");
    assertThat(json("list", runs, "--json").get(0).get("problem").asString())
        .endsWith(": there is no such file or folder");
  }

  @Test
  void aFolderThatMayNotBeLookedAtHidesNoOther() throws IOException {
    Path locked = Files.createDirectory(runs.resolve("locked"));
    Files.setPosixFilePermissions(locked, Set.of());
    Files.setPosixFilePermissions(study.resolve("n1"), Set.of());
    // An administrator may look at everything.
    assumeThat(Files.isReadable(locked)).isFalse();

    Telar all = Telar.run("list", runs);
    Telar one = Telar.run("list", study);

    assertThat(all.exitCode()).isZero();
    assertThat(all.out())
        .contains(locked + ": permission denied")
        .containsPattern("locked +folder +damaged")
        .containsPattern("run +run +complete");
    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).containsPattern("n1 +run +damaged").containsPattern("n2 +run +complete");
  }

  @AfterEach
  void unlock() throws IOException {
    for (Path locked : List.of(runs.resolve("locked"), study.resolve("n1"))) {
      if (Files.exists(locked)) {
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  private static org.assertj.core.groups.Tuple tuple(
      String kind, String state, String hidden, int models, int of, int epochs, int ofEpochs) {
    return org.assertj.core.api.Assertions.tuple(
        kind,
        state,
        hidden,
        "{\"done\":%d,\"planned\":%d}".formatted(models, of),
        "{\"done\":%d,\"planned\":%d}".formatted(epochs, ofEpochs));
  }

  @Test
  void aSweepIsListedWithItsRuns() {
    assertThat(json("list", runs.resolve("sweep"), "--json"))
        .extracting(line -> line.get("kind").asString())
        .containsExactly("sweep", "run", "run", "run", "run");
  }

  @Test
  void nothingIsDeletedWithoutYes() {
    Telar telar = Telar.run("clean", runs);

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out()).contains(run.toString(), study.resolve("n1").toString());
    assertThat(telar.out()).endsWith("would be freed; --yes deletes them\n");
    assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();
  }

  @Test
  void checkpointsOfCompleteRunsAreDeletedAndEverythingElseWorks() throws IOException {
    Files.delete(study.resolve("n2/result.json"));

    Telar telar = Telar.run("clean", runs, "--yes");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out()).contains("kept: the run is not complete").endsWith(" freed\n");
    assertThat(run.resolve("checkpoints")).doesNotExist();
    assertThat(study.resolve("n1/checkpoints")).doesNotExist();
    assertThat(study.resolve("n2/checkpoints")).isNotEmptyDirectory();
    assertThat(Telar.run("verify", run, "--retrain").exitCode()).isZero();
    assertThat(Telar.run("evaluate", run).out()).contains("images of tiny");
    Telar resumed = Telar.run("train", "--resume", run, "--epochs", 3);
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.err())
        .isEqualTo(
            "telar train: %1$s: is complete and has no checkpoints any more, so it cannot be resumed; telar train --init %1$s/model.safetensors starts from its weights\n"
                .formatted(run));
  }

  @Test
  void aCleanedStudySaysWhyItCannotHaveMoreEpochs() throws IOException {
    Path whole = trained("study", "study", "--hidden", "2", "--epochs", 1);
    assertThat(Telar.run("clean", whole, "--yes").exitCode()).isZero();
    byte[] plan = Files.readAllBytes(whole.resolve("study.json"));

    Telar longer = Telar.run("study", "--resume", whole, "--epochs", 2);
    Telar same = Telar.run("study", "--resume", whole, "--quiet");

    assertThat(longer.exitCode()).isEqualTo(1);
    assertThat(longer.err()).hasLineCount(1).contains("n2: is complete and has no checkpoints");
    assertThat(whole.resolve("study.json")).hasBinaryContent(plan);
    assertThat(same.exitCode()).isZero();
  }

  @Test
  void aRunThatWasAskedForMoreEpochsKeepsItsCheckpoints() throws IOException {
    Path longer = trained("train", "longer", "--hidden", 3, "--epochs", 3);
    Path checkpoints = run.resolve("checkpoints");
    Files.copy(
        longer.resolve("checkpoints/step-3.safetensors"),
        checkpoints.resolve("step-3.safetensors"));

    Telar telar = Telar.run("clean", run, "--yes");

    assertThat(telar.out()).contains("kept: the run is to be resumed");
    assertThat(checkpoints.resolve("step-3.safetensors")).exists();
    assertThat(json("list", run, "--json").get(0).get("state").asString()).isEqualTo("stopped");
  }

  @Test
  void nothingIsDeletedWhereSomebodyIsAtWork() throws IOException {
    try (FolderLock _ = FolderLock.acquire(runs.resolve("sweep"))) {
      Telar telar = Telar.run("clean", study.resolve("n1"), "--yes");

      assertThat(telar.exitCode()).isEqualTo(1);
      assertThat(telar.err()).hasLineCount(1).contains("is at work in this folder");
    }
    assertThat(study.resolve("n1/checkpoints")).isNotEmptyDirectory();
  }
}
