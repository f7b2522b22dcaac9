package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.safetensors.SafeTensors;
import dev.telar.run.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `--resume`, of runs and studies.
class ResumeTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    out = folder.resolve("out");
  }

  private Telar begin(String command, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    args.addAll(List.of("--epochs", 3, "--batch-size", 16, "--validation-rows", 10));
    args.addAll(List.of("--momentum", 0.9, "--checkpoint-every", 0));
    args.addAll(List.of(more));
    return Telar.run(args.toArray());
  }

  private Telar resume(String command, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--resume", out));
    args.addAll(List.of(more));
    return Telar.run(args.toArray());
  }

  /// As if the process had been killed in the middle of its second epoch, 4 steps each.
  private static void stopEarly(Path run) throws IOException {
    for (String name : List.of("model.safetensors", "history.csv", "times.csv", "result.json")) {
      Files.delete(run.resolve(name));
    }
    Path checkpoints = run.resolve("checkpoints");
    try (Stream<Path> files = Files.list(checkpoints)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static String weights(Path run) throws IOException {
    return json(run.resolve("result.json")).get("weights_sha256").asString();
  }

  @Test
  void aCompleteRunIsNotTrainedAgain() throws IOException {
    begin("train");
    byte[] result = Files.readAllBytes(out.resolve("result.json"));

    Telar telar = resume("train", "--json");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.err()).startsWith(out + " is complete; more --epochs would resume it\n");
    assertThat(telar.err()).doesNotContain("epoch 1/");
    assertThat(Files.readAllBytes(out.resolve("result.json"))).isEqualTo(result);
    assertThat(telar.out()).isEqualTo(Files.readString(out.resolve("result.json")));
  }

  @Test
  void aRunStoppedWhileItsFilesWereWrittenIsFinished() throws IOException {
    begin("train");
    String history = Files.readString(out.resolve("history.csv"));
    String weights = weights(out);
    Files.delete(out.resolve("result.json"));
    Files.delete(out.resolve("history.csv"));

    Telar telar = resume("train");

    assertThat(telar.exitCode()).isZero();
    assertThat(weights(out)).isEqualTo(weights);
    assertThat(out.resolve("history.csv")).hasContent(history);
  }

  @Test
  void moreEpochsResumeWhereTheRunEnded() throws IOException {
    begin("train", "--epochs", 5);
    String weights = weights(out);
    out = folder.resolve("extended");
    begin("train");

    Telar telar = resume("train", "--epochs", 5);

    assertThat(telar.err()).contains("resuming after 12 steps, 3 of 5 epochs");
    assertThat(weights(out)).isEqualTo(weights);
  }

  @Test
  void theDataMayHaveMoved() throws IOException {
    begin("train");
    Files.delete(out.resolve("result.json"));
    Path moved = folder.resolve("moved");
    Files.move(data, moved);

    Telar gone = resume("train");
    Telar found = resume("train", "--data", moved);

    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err()).hasLineCount(1).contains(data.toString());
    assertThat(found.exitCode()).isZero();
  }

  @Test
  void otherDataAreRefusedWithBothChecksums() throws IOException {
    begin("train");
    String sha256 = json(out.resolve("result.json")).get("data_sha256").asString();
    Files.delete(out.resolve("result.json"));
    changeData();

    Telar telar = resume("train");

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains("the run is of tiny with the SHA-256 " + sha256 + ", these are tiny with ");
  }

  private void changeData() throws IOException {
    byte[] images = Files.readAllBytes(data.resolve("t10k-images-idx3-ubyte"));
    images[20] ^= 1;
    Files.write(data.resolve("t10k-images-idx3-ubyte"), images);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch-size | 8 | training cannot be resumed with another plan: batch size 8 instead of 16",
        "--hidden | 4 | is of --hidden 64, got 4",
        "--epochs | 2 | 3 epochs are done, the plan has 2",
        "--out | x | --resume keeps its own folder; leave --out away",
        "--init | x | --resume starts from its checkpoint; leave --init away",
        "--checkpoint-every | -1 | --checkpoint-every must be between 0 and 31536000 seconds, got -1.0"
      })
  void whatARunCannotBeResumedWithIsAUsageError(String option, String value, String told)
      throws IOException {
    begin("train");
    Files.delete(out.resolve("result.json"));

    Telar telar = resume("train", option, value);

    assertThat(telar.err()).hasLineCount(1).contains(told);
    assertThat(telar.exitCode()).isEqualTo(2);
  }

  @Test
  void aFolderWithoutARunIsSaid() throws IOException {
    Telar missing = resume("train");
    Files.createDirectory(out);
    Telar empty = resume("train");
    Telar noStudy = resume("study");

    assertThat(missing.err())
        .isEqualTo("telar train: " + out + ": there is no such file or folder\n");
    assertThat(empty.err())
        .isEqualTo("telar train: " + out + ": has no checkpoint of a run to resume\n");
    assertThat(noStudy.err()).hasLineCount(1).contains("study.json");
    assertThat(List.of(missing.exitCode(), empty.exitCode(), noStudy.exitCode())).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "study"})
  void aFolderThatIsNoRunIsLeftAsItIs(String command) throws IOException {
    Path foreign = Files.createDirectories(out.resolve("checkpoints"));
    Files.createFile(out.resolve(".notes.123.tmp"));
    Files.createFile(out.resolve(".notes.7.telar.tmp"));
    Files.writeString(foreign.resolve("model.bin"), "1");

    Telar refused = resume(command);
    Telar file = Telar.run(command, "--resume", foreign.resolve("model.bin"));

    assertThat(refused.err()).hasLineCount(1).startsWith("telar " + command + ": " + out);
    assertThat(file.err()).hasLineCount(1).startsWith("telar " + command + ": " + foreign);
    assertThat(List.of(refused.exitCode(), file.exitCode())).containsOnly(1);
    try (var all = Files.walk(out)) {
      assertThat(all.map(path -> out.relativize(path).toString()))
          .containsExactlyInAnyOrder(
              "", ".notes.123.tmp", ".notes.7.telar.tmp", "checkpoints", "checkpoints/model.bin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train, checkpoints/.step-0.safetensors.7.telar.tmp",
    "study, .study.json.7.telar.tmp"
  })
  void whatWasKilledAtItsFirstFileIsBegunAgain(String command, String leftover) throws IOException {
    Files.createDirectories(out.resolve(leftover).getParent());
    Files.createFile(out.resolve(leftover));

    Telar telar = begin(command);

    assertThat(telar.exitCode()).isZero();
    assertThat(out.resolve(leftover)).doesNotExist();
  }

  @Test
  void aDamagedNewestCheckpointIsSaidAndTheOneBeforeTaken() throws IOException {
    begin("train");
    String weights = weights(out);
    Files.delete(out.resolve("result.json"));
    Path newest = out.resolve("checkpoints/step-12.safetensors");
    Files.write(newest, new byte[100]);

    Telar telar = resume("train");

    assertThat(telar.err())
        .contains(newest + ": ")
        .contains("; resuming from " + out.resolve("checkpoints/step-11.safetensors"))
        .contains("resuming after 11 steps, 2 of 3 epochs");
    assertThat(weights(out)).isEqualTo(weights);
  }

  @Test
  void aCheckpointOfANewerTelarIsRefused() throws IOException {
    begin("train");
    Path newest = out.resolve("checkpoints/step-12.safetensors");
    SafeTensors content = SafeTensors.read(newest);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("telar_checkpoint", "3");
    SafeTensors.write(newest, metadata, List.copyOf(content.tensors().values()));

    Telar telar = resume("train");

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains("is a checkpoint of format 3");
  }

  @Test
  void aSecondProcessIsRefused() throws IOException {
    begin("train");

    Telar telar;
    try (FolderLock lock = FolderLock.acquire(out)) {
      assertThat(lock).isNotNull();
      telar = resume("train");
    }

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar train: %s: process %d is at work in this folder\n"
                .formatted(out, ProcessHandle.current().pid()));
    assertThat(resume("train").exitCode()).isZero();
  }

  @Test
  void aStudyResumesWithTheModelsThatAreNotComplete() throws IOException {
    begin("study", "--hidden", "2,3,4");
    Map<String, String> before = resultsOf();
    long complete = Files.getLastModifiedTime(out.resolve("n2/result.json")).toMillis();
    Files.delete(out.resolve("n3/result.json"));
    stopEarly(out.resolve("n4"));
    Files.delete(out.resolve("report.html"));

    Telar telar = resume("study");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.err()).doesNotContain("N=2").doesNotContain("N=3 ").contains("N=4 ");
    assertThat(resultsOf().keySet()).isEqualTo(before.keySet());
    resultsOf()
        .forEach((file, text) ->
            assertThat(text.equals(before.get(file))).as(file + " is the same").isTrue());
    assertThat(Files.getLastModifiedTime(out.resolve("n2/result.json")).toMillis())
        .isEqualTo(complete);
  }

  /// All that a study writes and that no clock is in.
  private Map<String, String> resultsOf() throws IOException {
    Map<String, String> results = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = out.relativize(file).toString();
        if (name.matches("n\\d/history.csv|table1.*|figures/.*svg")) {
          results.put(name, Files.readString(file));
        }
        if (name.endsWith("result.json")) {
          results.put(name, weights(file.resolveSibling("")));
        }
        if (name.equals("report.html")) {
          results.put(
              name,
              Files.readString(file)
                  .replaceAll(
                      "Finished .*|[0-9.]+\u00a0s|\"timings\":.*</script>"
                          + "|<td data-label=\"samples a second[^<]*<",
                      ""));
        }
      }
    }
    return results;
  }

  @Test
  void aStudyIsExtendedByEpochs() throws IOException {
    begin("study", "--hidden", "2,3", "--epochs", 4);
    Map<String, String> whole = resultsOf();
    out = folder.resolve("extended");
    begin("study", "--hidden", "2,3");

    Telar fewer = resume("study", "--epochs", 2);
    Telar more = resume("study", "--epochs", 4);

    assertThat(fewer.exitCode()).isEqualTo(2);
    assertThat(fewer.err())
        .contains("the study is of 3 epochs, fewer cannot be asked of it, got 2");
    assertThat(more.exitCode()).isZero();
    assertThat(resultsOf().get("n3/result.json")).isEqualTo(whole.get("n3/result.json"));
    assertThat(resultsOf().get("table1.csv")).isEqualTo(whole.get("table1.csv"));
  }

  @Test
  void whatAStudyCannotBeResumedWithIsSaidInOneLine() throws IOException {
    begin("study", "--hidden", 3);

    assertRefused(2, "--recipe reproducing trains N = 3 otherwise", "--recipe", "reproducing");
    assertRefused(2, "is of hidden [3], got [5]", "--hidden", 5);
    assertRefused(2, "with another plan: seed 8 instead of 1", "--seed", 8);
    try (FolderLock lock = FolderLock.acquire(out)) {
      assertThat(lock).isNotNull();
      assertRefused(1, "is at work in this folder");
    }
    changeData();
    assertRefused(2, "the run is of tiny with the SHA-256 ");
    String plan = Files.readString(out.resolve("study.json"));
    Files.writeString(out.resolve("study.json"), plan.replace("\"format\" : 4", "\"format\" : 5"));
    assertRefused(1, "is a study of format 5, this Telar reads 4");
    Files.writeString(out.resolve("study.json"), plan.substring(0, 99));
    assertRefused(1, "study.json: ");
  }

  private void assertRefused(int exitCode, String told, Object... options) {
    Telar telar = resume("study", options);

    assertThat(telar.err()).hasLineCount(1).contains(told);
    assertThat(telar.exitCode()).isEqualTo(exitCode);
  }
}
