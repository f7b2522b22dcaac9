package dev.telar.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class TrainCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    out = folder.resolve("runs/one");
  }

  private Telar train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    args.addAll(List.of("--hidden", 3, "--epochs", 2, "--batch-size", 16, "--validation-rows", 10));
    args.addAll(List.of(more));
    return Telar.run(args.toArray());
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private List<String> namesIn(Path parent) throws IOException {
    try (Stream<Path> content = Files.list(parent)) {
      return content.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eventFilesForTensorBoardStandBesideTheRun() throws IOException {
    Telar telar = train("--tensorboard");

    assertThat(telar.exitCode()).isZero();
    String events = "";
    for (String name : namesIn(out)) {
      if (name.startsWith("events.out.tfevents.")) {
        events += Files.readString(out.resolve(name), ISO_8859_1);
      }
    }
    assertThat(events)
        .contains("error/train_running", "error/train", "error/validation", "error/test")
        .contains("reconstructions", "\u0089PNG");
    assertThat(train("--tensorboard", "--resume", out).exitCode()).isEqualTo(2);
    Telar longer = Telar.run("train", "--resume", out, "--epochs", 3, "--tensorboard");
    assertThat(longer.err()).contains("epoch 3/3").doesNotContain("TensorBoard");
  }

  @Test
  void anEarlyStopSaysWhichEpochWasKept() throws IOException {
    Telar telar =
        Telar.run(
            "train",
            "--data",
            data,
            "--out",
            out,
            "--hidden",
            3,
            "--epochs",
            1000,
            "--batch-size",
            16,
            "--validation-rows",
            10,
            "--patience",
            2);

    List<String> history = Files.readAllLines(out.resolve("history.csv"));
    int last = history.size() - 1;
    String error =
        ErrorText.of(json(out.resolve("result.json")).get("validation_error").asDouble());
    assertThat(last).isBetween(3, 999);
    assertThat(telar.err().lines().toList())
        .hasSizeLessThan(5 + last / 20)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("N=3    epoch 1/1000");
    assertThat(telar.err())
        .contains("N=3    epoch %d/1000".formatted(last))
        .endsWith(
            "N=3    stopped after epoch %d: no better validation error for 2 epochs; kept epoch %d, %s%n"
                .formatted(last, last - 2, error));
  }

  @Test
  void aRunFolderHoldsHistoryResultAndModel() throws IOException {
    Telar telar = train();

    assertThat(telar.err()).contains("N=3    epoch 1/2").contains("epoch 2/2");
    assertThat(telar.exitCode()).isZero();
    assertThat(namesIn(out))
        .containsExactly(
            ".lock",
            "checkpoints",
            "history.csv",
            "model.safetensors",
            "recipe.txt",
            "result.json",
            "times.csv");
    assertThat(namesIn(folder.resolve("runs"))).containsExactly("one");
    List<String> history = Files.readAllLines(out.resolve("history.csv"));
    assertThat(history).hasSize(3);
    assertThat(history.getFirst()).isEqualTo("epoch,train_running,train,validation");
    assertThat(history.getLast()).matches("2(,0\\.\\d+){3}");
    assertThat(Files.readAllLines(out.resolve("times.csv")).getLast()).matches("2(,[0-9.E-]+){2}");
  }

  @Test
  void theResultSaysWhatWasComputed() throws IOException {
    Telar telar = train("--momentum", 0.5, "--seed", 9, "--threads", 1, "--json");

    JsonNode result = json(out.resolve("result.json"));
    assertThat(new ObjectMapper().readTree(telar.out())).isEqualTo(result);
    assertThat(result.get("hidden").asInt()).isEqualTo(3);
    assertThat(result.get("seed").asInt()).isEqualTo(9);
    assertThat(result.get("engine").asString()).isEqualTo("vector");
    assertThat(result.get("threads").asInt()).isEqualTo(1);
    assertThat(result.get("plan").get("momentum").asDouble()).isEqualTo(0.5);
    assertThat(result.get("split").get("train_rows").asInt()).isEqualTo(50);
    assertThat(result.get("data_sha256").asString()).hasSize(64);
    assertThat(result.get("command").asString()).startsWith("telar train --data ");
    assertThat(result.get("weights_sha256").asString())
        .isEqualTo(ModelFile.read(out.resolve("model.safetensors")).model().parameters().sha256());
  }

  @Test
  void threadsDoNotChangeABit() throws IOException {
    train("--threads", 1);
    String one = json(out.resolve("result.json")).get("weights_sha256").asString();
    out = folder.resolve("runs/three");
    train("--threads", 3);

    assertThat(json(out.resolve("result.json")).get("weights_sha256").asString()).isEqualTo(one);
  }

  @Test
  void theRunningErrorAloneLeavesItsColumnEmpty() throws IOException {
    train("--train-error", "running");

    assertThat(Files.readAllLines(out.resolve("history.csv")).get(1))
        .matches("1,0\\.\\d+,,0\\.\\d+");
  }

  @Test
  void anExistingRunIsNotOverwritten() throws IOException {
    train();
    byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));

    Telar telar = train("--seed", 2);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar train: "
                + out
                + ": exists already and is not overwritten; choose another --out, or --resume it\n");
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(before);
  }

  @Test
  void trainingStartsFromGivenWeights() throws IOException {
    train("--learning-rate", "1e-30");
    Path first = out;
    out = folder.resolve("runs/two");

    Telar telar =
        train(
            "--learning-rate", "1e-30", "--init", first.resolve("model.safetensors"), "--seed", 2);

    assertThat(telar.exitCode()).isZero();
    assertThat(json(out.resolve("result.json")).get("weights_sha256"))
        .isEqualTo(json(first.resolve("result.json")).get("weights_sha256"));
  }

  @Test
  void initialWeightsOfAnotherShapeAreRefused() throws IOException {
    train();
    Path first = out;
    out = folder.resolve("runs/two");

    Telar telar = train("--init", first.resolve("model.safetensors"), "--hidden", 4);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains("is a 20-3-20 network, this run needs 20-4-20");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dropout | 1 | dropout must be at least 0 and below 1, got 1.0",
        "--epochs | 0 | epochs must be at least 1, got 0",
        "--batch-size | -5 | batch size must be at least 1, got -5",
        "--learning-rate | 0 | learning rate must be above 0 and finite, got 0.0",
        "--learning-rate | 1e300 | learning rate must be above 0 and finite, got 1.0E300",
        "--momentum | NaN | momentum must be at least 0 and below 1, got NaN",
        "--hidden | 0 | hidden must be at least 1, got 0",
        "--threads | 0 | --threads must be at least 1, got 0",
        "--validation-rows | 60 | validation rows must be at least 0 and fewer than the 60 rows there are, got 60",
        "--seed | x | Invalid value for option '--seed': 'x' is not a long",
        "--engine | gpu | expected one of [auto, reference, vector] but was 'gpu'"
      })
  void impossibleOptionsAreUsageErrorsInOneLine(String option, String value, String told) {
    Telar telar = train(option, value);

    assertThat(telar.err()).hasLineCount(1).contains(told);
    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void aDivergedRunSaysWhereAndLeavesTheLastCheckpoint() throws IOException {
    Telar telar = train("--learning-rate", "1e30", "--quiet", "--epochs", 30);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains(" in epoch 1, step ")
        .contains("the last good checkpoint is in " + out.resolve("checkpoints"))
        .contains("a smaller learning rate may help");
    assertThat(namesIn(out)).containsExactly(".lock", "checkpoints", "diverged.txt", "recipe.txt");
    Telar evaluated =
        Telar.run("evaluate", out.resolve("checkpoints/step-0.safetensors"), "--data", data);
    assertThat(evaluated.exitCode()).isZero();
  }

  @Test
  void anOutputFolderBelowAFileIsRefusedBeforeTraining() throws IOException {
    Files.writeString(folder.resolve("file"), "", UTF_8);
    out = folder.resolve("file/run");

    Telar telar = train();

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains(folder.resolve("file").toString());
  }

  @Test
  void missingImagesAreSaidInOneLine() throws IOException {
    Files.delete(data.resolve("t10k-images-idx3-ubyte"));

    Telar telar = train();

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).hasLineCount(1).contains("t10k-images-idx3-ubyte");
    assertThat(out).doesNotExist();
  }
}
