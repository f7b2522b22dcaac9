package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Weights in a file begin a run, and what the run says of them stays true.
class InitFileTest extends TinyRuns {
  @Test
  void activationsBesideAFileAreUsedAndOthersAreTheFiles() throws IOException {
    Path init = file(new Activation.Gelu(), new Activation.Sigmoid());

    Path plain = trained("--init", init, "--epochs", 2);
    Path given = trained("--init", init, "--epochs", 2, "--activation", "tanh");
    Path listed = trained("--init", init, "--epochs", 2, "--recipe", recipe("output = identity\n"));

    assertThat(architecture(plain))
        .isEqualTo(Architecture.of(20, 6, new Activation.Gelu(), new Activation.Sigmoid()));
    assertThat(architecture(given))
        .isEqualTo(Architecture.of(20, 6, new Activation.Tanh(), new Activation.Sigmoid()));
    assertThat(architecture(listed))
        .isEqualTo(Architecture.of(20, 6, new Activation.Gelu(), new Activation.Identity()));
    assertThat(fingerprint(given)).isNotEqualTo(fingerprint(plain));
    assertThat(Telar.run("verify", given, "--data", data, "--retrain").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run #1", "two  blanks", "a \"quoted\" one", "back\\slash", "ü日本"})
  void aFileOfAnyNameIsKeptInTheRecipe(String name) throws IOException {
    Path init = file(new Activation.Relu(), new Activation.Relu());
    Path named = Files.move(init, folder.resolve(name));

    Path run = trained("--init", named, "--epochs", 1);
    Path again = trained("--recipe", run.resolve(Recipe.FILE));

    assertThat(fingerprint(again)).isEqualTo(fingerprint(run));
    assertThat(Telar.run("verify", run, "--data", data).exitCode()).isZero();
  }

  @Test
  void aRunFromAFileIsRepeatedByItsRecipeAlone() throws IOException {
    Path init = file(new Activation.Gelu(), new Activation.Sigmoid());
    Path relative = Path.of("").toAbsolutePath().relativize(init);
    Path run = trained("--init", relative, "--epochs", 2, "--batch-size", 9);

    Path again = trained("--recipe", run.resolve(Recipe.FILE));

    assertThat(fingerprint(again)).isEqualTo(fingerprint(run));
    assertThat(Files.readString(run.resolve(Recipe.FILE)))
        .contains("init = " + init + "\n")
        .contains("activation = gelu\n", "output = sigmoid\n", "init_sha256 = ", "hidden = 6\n");
    assertThat(RunFolder.readResult(run).start()).isEqualTo(init.toString());

    var other = Architecture.of(20, 6, new Activation.Gelu(), new Activation.Sigmoid());
    ModelFile.write(init, Autoencoder.initialise(other, 4), Map.of());
    Telar changed = run("train", data, next(), "--recipe", run.resolve(Recipe.FILE));
    assertThat(changed.err())
        .hasLineCount(1)
        .contains("init " + init + " has weights with the SHA-256 ");
    assertThat(changed.exitCode()).isEqualTo(2);
  }

  @Test
  void aSweepOverActivationsFromAFileTrainsEachOfThem() throws IOException {
    Path init = file(new Activation.Relu(), new Activation.Relu());
    Path sweep = next();

    Telar telar =
        run(
            "study",
            data,
            sweep,
            "--init",
            init,
            "--epochs",
            2,
            "--sweep",
            "activation=relu,tanh,sigmoid");

    assertThat(telar.exitCode()).isZero();
    Set<String> weights = new TreeSet<>();
    for (String activation : List.of("relu", "tanh", "sigmoid")) {
      Path run = sweep.resolve("activation=" + activation + "/n6");
      assertThat(architecture(run).codeActivation().label()).isEqualTo(activation);
      weights.add(RunFolder.readResult(run).weightsSha256());
    }
    assertThat(weights).hasSize(3);
  }

  @Test
  void aFileWithoutActivationsIsSaidToBeGuessed() throws IOException {
    Path init = folder.resolve("torch.safetensors");
    var architecture = Architecture.relu(20, 6);
    SafeTensors.write(
        init, Map.of(), Autoencoder.initialise(architecture, 3).parameters().tensors());

    Telar guessed = run("train", data, next(), "--init", init, "--epochs", 1);
    Telar given =
        run(
            "train",
            data,
            next(),
            "--init",
            init,
            "--epochs",
            1,
            "--activation",
            "relu",
            "--output",
            "sigmoid");

    assertThat(guessed.err())
        .contains("does not say its activations; they are taken to be relu and relu");
    assertThat(given.err()).doesNotContain("does not say");
  }

  @Test
  void aStudyBeginsNoModelFromAFileThatHasChanged() throws IOException {
    Path init = file(new Activation.Relu(), new Activation.Relu());
    Path study = next();
    assertThat(run("study", data, study, "--init", init, "--epochs", 2).exitCode()).isZero();
    assertThat(Files.readString(study.resolve("study.json"))).contains("\"" + init + "\"");
    String before = fingerprint(study.resolve("n6"));
    ModelFile.write(init, Autoencoder.initialise(Architecture.relu(20, 6), 4), Map.of());

    Files.delete(study.resolve("n6/result.json"));
    Telar resumed = Telar.run("study", "--resume", study);
    assertThat(resumed.exitCode()).isZero();
    assertThat(fingerprint(study.resolve("n6"))).isEqualTo(before);

    Files.delete(study.resolve("n6/result.json"));
    try (var checkpoints = Files.newDirectoryStream(study.resolve("n6/checkpoints"))) {
      for (Path checkpoint : checkpoints) {
        Files.delete(checkpoint);
      }
    }
    Telar begun = Telar.run("study", "--resume", study);
    assertThat(begun.err()).contains("has weights with the SHA-256 ");
    assertThat(begun.exitCode()).isEqualTo(2);
  }

  @Test
  void aStudyWhoseFileHasGoneIsReportedAndResumes() throws IOException {
    Path init = file(new Activation.Relu(), new Activation.Relu());
    Path study = next();
    assertThat(run("study", data, study, "--init", init, "--epochs", 2).exitCode()).isZero();
    Files.delete(init);

    Telar report = Telar.run("report", study);
    Telar longer = Telar.run("study", "--resume", study, "--epochs", 3);

    assertThat(report.err()).contains("the report has no untrained network: ");
    assertThat(report.exitCode()).isZero();
    assertThat(longer.exitCode()).isZero();
    assertThat(Telar.run("verify", study).exitCode()).isZero();
  }

  @Test
  void activationsOfAFileAreEvaluatedAsTheyAreGiven() throws IOException {
    Path said = file(new Activation.Relu(), new Activation.Sigmoid());
    Path silent = folder.resolve("torch.safetensors");
    SafeTensors.write(silent, Map.of(), ModelFile.read(said).model().parameters().tensors());

    Telar right = Telar.run("evaluate", said, "--data", data, "--json");
    Telar guessed = Telar.run("evaluate", silent, "--data", data, "--json");
    Telar given =
        Telar.run(
            "evaluate",
            silent,
            "--data",
            data,
            "--output",
            "sigmoid",
            "--activation",
            "relu",
            "--json");
    Telar other = Telar.run("inspect", said, "--data", data, "--output", "identity");

    assertThat(guessed.err())
        .contains("does not say its activations; they are taken to be relu and relu");
    assertThat(given.out()).isEqualTo(right.out());
    assertThat(given.err()).isEmpty();
    assertThat(guessed.out()).isNotEqualTo(right.out());
    assertThat(other.err())
        .contains(
            "says the activations relu and sigmoid, what was given comes first: relu and identity");
  }
}
