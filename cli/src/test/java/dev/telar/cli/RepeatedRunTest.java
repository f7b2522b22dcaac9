package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.run.Recipe;
import dev.telar.run.TrainedOn;
import dev.telar.source.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A run goes on, or is trained again, as what lies in its folder says.
class RepeatedRunTest extends TinyRuns {
  @Test
  void aStudyResumesByARecipeThatSaysWhatItSays() throws IOException {
    Path study = next();
    assertThat(run("study", data, study, "--hidden", 3, "--epochs", 1, "--seed", 4).exitCode())
        .isZero();

    assertThat(Telar.run("study", "--resume", study, "--recipe", recipe("epochs = 1\n")).exitCode())
        .isZero();
    for (String other : List.of("hidden = 5", "repeats = 3", "seed = 9", "train_error = running")) {
      Path file = recipe("epochs = 1\n" + other + "\n");
      Telar refused = Telar.run("study", "--resume", study, "--recipe", file);
      assertThat(refused.err()).as(other).contains("the study in " + study + " is of ");
      assertThat(refused.exitCode()).as(other).isEqualTo(2);
    }
  }

  @Test
  void checkpointsOfAnotherRunReplaceNothing() throws IOException {
    Path run = trained("--epochs", 1, "--hidden", 3);
    Path other = trained("--epochs", 1, "--hidden", 3, "--seed", 2);
    String before = fingerprint(run);
    try (var files = Files.newDirectoryStream(other.resolve("checkpoints"))) {
      for (Path file : files) {
        Files.copy(
            file,
            run.resolve("checkpoints").resolve(file.getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }

    Telar resumed = Telar.run("train", "--resume", run);

    assertThat(resumed.err()).contains("its checkpoints and its result.json are of different runs");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(fingerprint(run)).isEqualTo(before);
  }

  @Test
  void aRunOfAStudyGetsNoEpochsOfItsOwn() throws IOException {
    Path study = next();
    assertThat(run("study", data, study, "--hidden", 3, "--epochs", 1).exitCode()).isZero();

    Telar telar = Telar.run("train", "--resume", study.resolve("n3"), "--epochs", 2);

    assertThat(telar.err()).contains("give --epochs to telar study --resume " + study);
    assertThat(telar.exitCode()).isEqualTo(2);
  }

  @Test
  void theRecipeOfAStudyGivesTheStudyAgain() throws IOException {
    Path study = next();
    assertThat(
            run("study", data, study, "--hidden", "2,3", "--repeats", 2, "--epochs", 2).exitCode())
        .isZero();
    Path again = next();

    Telar telar = run("study", data, again, "--recipe", study.resolve(Recipe.FILE));

    assertThat(telar.exitCode()).isZero();
    for (String model : List.of("n2-seed1", "n2-seed2", "n3-seed1", "n3-seed2")) {
      assertThat(fingerprint(again.resolve(model))).isEqualTo(fingerprint(study.resolve(model)));
    }
  }

  @Test
  void dataThatHaveMovedAreRecordedWhereTheyAre() throws IOException {
    Path run = trained("--epochs", 1, "--hidden", 3);
    Path moved = TinyImages.write(folder.resolve("moved"));

    Telar resumed = Telar.run("train", "--resume", run, "--data", moved, "--epochs", 2);

    assertThat(resumed.exitCode()).isZero();
    assertThat(TrainedOn.of(run).source()).contains(DataSource.of(moved));
  }

  @Test
  void dataOfACompleteRunAreRecordedWhereTheyAre() throws IOException {
    Path run = trained("--epochs", 1, "--hidden", 3);
    Path moved = TinyImages.write(folder.resolve("moved"));

    Telar resumed = Telar.run("train", "--resume", run, "--data", moved);

    assertThat(resumed.err()).contains("is complete");
    assertThat(TrainedOn.of(run).source()).contains(DataSource.of(moved));
    assertThat(Telar.run("verify", run).exitCode()).isZero();
  }

  @Test
  void theRecipeOfAResumedRunHasItsEpochs() throws IOException {
    Path run = trained("--epochs", 1, "--hidden", 3);
    assertThat(Telar.run("train", "--resume", run, "--epochs", 3).exitCode()).isZero();

    Path again = trained("--recipe", run.resolve(Recipe.FILE));

    assertThat(fingerprint(again)).isEqualTo(fingerprint(run));
    assertThat(Files.readString(run.resolve(Recipe.FILE)))
        .startsWith("# Recipe as-printed-changed\n");
  }
}
