package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Training beyond the paper's way, as a user asks for it.
class MethodsTest {
  @TempDir private Path folder;

  private Path data;
  private Path out;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    out = folder.resolve("run");
  }

  private Telar telar(String command, Object... more) {
    List<Object> options = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    options.addAll(List.of("--epochs", 3, "--batch-size", 16, "--validation-rows", 10));
    options.addAll(Arrays.asList(more));
    return Telar.run(options.toArray());
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(Files.readString(out.resolve("result.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--optimizer adam --schedule one-cycle --activation gelu --output sigmoid --init"
            + " kaiming,xavier --output-bias mean --centre-inputs",
        "--optimizer adamw --weight-decay 0.01 --clip-norm 0.1 --tied --schedule cosine"
            + " --warmup-epochs 1",
        "--momentum 0.9 --nesterov --noise gaussian:0.1 --sparsity 0.01 --activation top-k:2",
        "--output sigmoid --loss binary-cross-entropy --noise masking:0.3 --schedule step:2:0.5",
        "--activation leaky-relu:0.2 --output tanh --init pca --hidden 4 --output leaky-relu",
        "--patience 1 --optimizer adam --learning-rate 0.5"
      })
  void aRunOfAnyMethodIsVerifiedWhenTrainedAgain(String options) throws IOException {
    Telar trained = telar("train", (Object[]) options.split(" "));
    assertThat(trained.err()).doesNotContain("telar train:");
    assertThat(trained.exitCode()).isZero();

    Telar verified = Telar.run("verify", out, "--data", data, "--retrain");

    assertThat(verified.out() + verified.err()).contains("true");
    assertThat(verified.exitCode()).isZero();
    assertThat(out.resolve("recipe.txt")).exists();
  }

  @Test
  void theRecipeThatARunKeepsGivesTheSameRun() throws IOException {
    telar("train", "--recipe", "tuned", "--hidden", 3, "--epochs", 2);
    String weights = result().get("weights_sha256").asString();
    Path recipe = out.resolve("recipe.txt");
    out = folder.resolve("again");

    Telar again =
        Telar.run("train", "--data", data, "--out", out, "--recipe", recipe, "--hidden", 3);

    assertThat(again.exitCode()).isZero();
    assertThat(result().get("weights_sha256").asString()).isEqualTo(weights);
    assertThat(ModelFile.read(out.resolve("model.safetensors")).model().architecture())
        .isEqualTo(
            Architecture.of(20, 3, new Activation.LeakyRelu(0.4f), new Activation.Sigmoid()));
  }

  @Test
  void adamHasALearningRateOfItsOwn() throws IOException {
    telar("train", "--optimizer", "adam");

    assertThat(result().get("plan").get("learning_rate").asDouble()).isEqualTo(0.001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--optimizer adagrad|optimizer must be sgd or adam or adamw, got adagrad",
        "--loss binary-cross-entropy|the loss binary-cross-entropy needs the output sigmoid, got relu",
        "--activation top-k:99|top-k:99 keeps more units than the 64 of the code",
        "--output top-k:3|top-k is for the code, not for the output",
        "--schedule linear|unknown schedule linear; known are constant, step:EPOCHS:FACTOR",
        "--noise salt|unknown noise salt; known are none, gaussian:DEVIATION, masking:PROBABILITY",
        "--output-bias zero|output bias must be mean or init, got zero",
        "--patience 2 --validation-rows 0|early stopping needs validation rows",
        "--warmup-epochs 3|warmup epochs must be at least 0 and fewer than the 3 epochs, got 3.0",
        "--nesterov|nesterov needs a momentum above 0",
        "--init pca --output sigmoid|principal components are linear, sigmoid is not",
        "--init pca --hidden 30|init pca has a component for each of the 20 inputs at most, got 30 hidden units",
        "--init kaimin|kaimin is neither a file nor one of pytorch-default, kaiming, xavier, pca",
        "--recipe none|unknown recipe none; known are as-printed, reproducing, tuned, table, or give a file"
      })
  void whatIsWrongIsSaidInOneLineAndNothingIsWritten(String options, String problem) {
    Telar telar = telar("train", (Object[]) options.split(" "));

    assertThat(telar.err().lines().filter(line -> line.startsWith("telar train: ")))
        .hasSize(1)
        .first()
        .asString()
        .contains(problem);
    assertThat(telar.exitCode()).isIn(1, 2);
    assertThat(out).doesNotExist();
  }

  @Test
  void aSweepTrainsEveryCombinationAndResumes() throws IOException {
    Object[] options = {
      "--hidden",
      "2,3",
      "--sweep",
      "learning_rate=0.1,0.5",
      "--sweep",
      "momentum=0,0.9",
      "--repeats",
      2
    };
    Telar telar = telar("study", options);

    assertThat(telar.exitCode()).isZero();
    List<String> table = Files.readAllLines(out.resolve("sweep.csv"));
    assertThat(table).hasSize(1 + 2 * 2 * 2);
    assertThat(table.getFirst())
        .isEqualTo(
            "learning_rate,momentum,hidden,seeds,test_error,test_error_sd,validation_error,diverged");
    assertThat(table.get(1)).startsWith("0.1,0,2,2,");
    assertThat(out.resolve("learning_rate=0.5,momentum=0.9/n3-seed2/result.json")).exists();
    Files.delete(out.resolve("learning_rate=0.5,momentum=0.9/n3-seed2/result.json"));

    Telar resumed = Telar.run("study", "--resume", out, "--data", data);

    assertThat(resumed.exitCode()).isZero();
    assertThat(Files.readAllLines(out.resolve("sweep.csv"))).isEqualTo(table);
    assertThat(resumed.out()).isEqualTo(telar.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning=1|unknown setting learning; known are epochs",
        "learning_rate=1,x|learning rate must be a number, got x",
        "momentum=0,2|momentum must be at least 0 and below 1, got 2.0"
      })
  void aWrongSweepIsRefusedBeforeAnythingIsTrained(String sweep, String problem) {
    Telar telar = telar("study", "--sweep", sweep);

    assertThat(telar.err()).contains("telar study: " + problem);
    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
