package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A training that fails says so and holds up no other.
class DivergedRunTest extends TinyRuns {
  @Test
  void aTrainingThatFailedSaysSo() {
    Telar trained = run("train", data, next(), "--learning-rate", 50, "--epochs", 2, "--hidden", 3);
    Telar json =
        run("train", data, next(), "--learning-rate", 50, "--epochs", 2, "--hidden", 3, "--json");
    Telar swept =
        run("study", data, next(), "--hidden", 3, "--epochs", 2, "--sweep", "learning_rate=50,60");

    assertThat(trained.out()).contains("the model has learnt nothing of use");
    assertThat(json.out()).startsWith("{").endsWith("}\n");
    assertThat(json.err()).contains("the model has learnt nothing of use");
    assertThat(swept.out()).contains("2 of 2 models are not better than the mean image");
  }

  @Test
  void aModelThatDivergesHoldsUpNoOther() throws IOException {
    Object[] linear = {"--output", "identity", "--activation", "identity", "--batch-size", 4};
    List<Object> options = new ArrayList<>(Arrays.asList(linear));
    options.addAll(List.of("--hidden", 3, "--epochs", 2, "--sweep", "learning_rate=1e6,0.1"));
    Path sweep = next();

    Telar swept = run("study", data, sweep, options.toArray());
    Telar resumed = Telar.run("study", "--resume", sweep);

    assertThat(swept.exitCode()).isZero();
    assertThat(swept.out()).contains("- (1 diverged)");
    assertThat(resumed.out()).isEqualTo(swept.out());
    List<String> table = Files.readAllLines(sweep.resolve("sweep.csv"));
    assertThat(table.get(1)).isEqualTo("1e6,3,0,,,,1");
    assertThat(table.get(2)).startsWith("0.1,3,1,0.").endsWith(",0");
    assertThat(Telar.run("verify", sweep).exitCode()).isZero();

    Path study = next();
    Path file = recipe("learning_rate = 0.1\n[2]\nlearning_rate = 1e6\n");
    options = new ArrayList<>(Arrays.asList(linear));
    options.addAll(List.of("--hidden", "2,3", "--epochs", 2, "--recipe", file));
    Telar studied = run("study", data, study, options.toArray());
    assertThat(studied.err().lines().toList())
        .last()
        .asString()
        .contains("1 of 2 models of " + study + " diverged, the others are complete: n2: ");
    assertThat(studied.exitCode()).isEqualTo(1);
    assertThat(study.resolve("n3/result.json")).exists();
    assertThat(study.resolve("n2/diverged.txt")).exists();
    assertThat(Telar.run("list", study).out().lines().skip(1))
        .hasSize(3)
        .anyMatch(line -> line.matches(".*study +diverged .*1/2.*"))
        .anyMatch(line -> line.matches(".*n2 +run +diverged .*"))
        .anyMatch(line -> line.matches(".*n3 +run +complete .*"));
    assertThat(Telar.run("list", sweep).out()).containsPattern("sweep +diverged");
  }
}
