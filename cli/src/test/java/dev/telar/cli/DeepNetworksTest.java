package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.run.LayerCounts;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command line has for one hidden layer, it has for several.
class DeepNetworksTest {
  @TempDir private Path folder;

  private Path data;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
  }

  private static Telar telar(Object... arguments) {
    Telar telar = Telar.run(arguments);
    assertThat(telar.err()).doesNotContain("telar " + arguments[0] + ":");
    assertThat(telar.exitCode()).isZero();
    return telar;
  }

  private Path trained(String name, Object... options) {
    Path run = folder.resolve(name);
    List<Object> all = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    all.addAll(List.of("--batch-size", 16, "--optimizer", "adam", "--learning-rate", 0.01));
    all.addAll(Arrays.asList(options));
    telar(all.toArray());
    return run;
  }

  private Path study(String name, Object... options) {
    Path study = folder.resolve(name);
    List<Object> all = new ArrayList<>(List.of("study", "--data", data, "--out", study));
    all.addAll(List.of("--batch-size", 16, "--epochs", 1));
    all.addAll(Arrays.asList(options));
    telar(all.toArray());
    return study;
  }

  private static Architecture architecture(Path run) throws IOException {
    return ModelFile.read(run.resolve(RunFolder.MODEL)).model().architecture();
  }

  @Test
  void aRunIsTrainedResumedVerifiedAndLookedInto() throws IOException {
    Path whole = trained("whole", "--hidden", "7-5-3", "--epochs", 3);
    Path parted = trained("parted", "--hidden", "7-5-3", "--epochs", 1);
    telar("train", "--resume", parted, "--epochs", 3);
    RunResult result = RunFolder.readResult(whole);

    assertThat(result.hidden()).isEqualTo(HiddenWidths.of("7-5-3"));
    assertThat(result.deadHiddenUnits().layers()).hasSize(5);
    assertThat(RunFolder.readResult(parted).weightsSha256()).isEqualTo(result.weightsSha256());
    assertThat(Files.readString(whole.resolve(RunFolder.RESULT)))
        .contains("\"hidden\" : \"7-5-3\"")
        .containsPattern("\"dead_hidden_units\" : \"[0-9](-[0-9]){4}\"");
    assertThat(telar("verify", parted, "--retrain").out()).contains("are true");
    assertThat(telar("evaluate", whole, "--json").out())
        .contains("\"network\" : \"20-7-5-3-5-7-20\"", result.weightsSha256());
    assertThat(telar("list", folder).out()).contains("7-5-3");
    assertThat(telar("compare", whole, parted, "--sort", "hidden").out())
        .contains("7-5-3", "The plans are the same.");
    assertThat(telar("clean", parted, "--yes").exitCode()).isZero();
  }

  @Test
  void everyHiddenLayerIsInspected() throws IOException {
    Path run = trained("run", "--hidden", "7-3", "--epochs", 1, "--code-activation", "identity");
    Path pictures = folder.resolve("pictures");

    String text = telar("inspect", run, "--out", pictures).out();
    String json = telar("inspect", run, "--json").out();

    assertThat(text)
        .contains("network          20 → 7 → 3 → 7 → 20, relu, identity, relu, relu\n")
        .contains("\nhidden layer 1   7: ", "\ncode             3", "\nhidden layer 3   7: ")
        .containsPattern("\n  encoder.0 .*\n  encoder.1 .*\n  decoder.0 .*\n  decoder.1 ");
    assertThat(json).contains("\"widths\" : [ 20, 7, 3, 7, 20 ]", "\"hidden\" : \"7-3\"");
    try (var files = Files.list(pictures)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\..*", "")))
          .contains("encoder", "decoder", "dead-pixels", "error-map", "worst", "best");
    }
  }

  @Test
  void activationsOfAFileAreItsOwnUnlessTheyAreGiven() throws IOException {
    Path from = trained("from", "--hidden", "7-3", "--epochs", 1, "--code-activation", "identity");

    Path same = trained("same", "--init", from, "--epochs", 1);
    Path others = trained("others", "--init", from, "--epochs", 1, "--activation", "gelu");
    Path code = trained("code", "--init", from, "--epochs", 1, "--code-activation", "top-k:2");
    Path again = trained("again", "--recipe", code.resolve("recipe.txt"));

    var hidden = HiddenWidths.of("7-3");
    var relu = new Activation.Relu();
    var gelu = new Activation.Gelu();
    assertThat(architecture(same)).isEqualTo(architecture(from));
    assertThat(architecture(others))
        .isEqualTo(Architecture.mirrored(20, hidden, gelu, new Activation.Identity(), relu));
    assertThat(architecture(code))
        .isEqualTo(Architecture.mirrored(20, hidden, relu, new Activation.TopK(2), relu));
    assertThat(RunFolder.readResult(again).weightsSha256())
        .isEqualTo(RunFolder.readResult(code).weightsSha256());
    Path othersAgain = trained("others-again", "--recipe", others.resolve("recipe.txt"));
    assertThat(RunFolder.readResult(othersAgain).weightsSha256())
        .isEqualTo(RunFolder.readResult(others).weightsSha256());
    for (Path run : List.of(same, others, code)) {
      assertThat(telar("verify", run, "--retrain").out()).contains("are true");
    }
  }

  @Test
  void networksOfSeveralDepthsAreOneStudy() throws IOException {
    Path study = study("study", "--hidden", "3,7-3,5-2", "--code-activation", "identity");

    assertThat(study.resolve("report.html")).exists();
    assertThat(Files.readString(study.resolve("study.json"))).contains("[ 3, \"7-3\", \"5-2\" ]");
    assertThat(Files.readString(study.resolve("results.json"))).contains("\"hidden\" : \"7-3\"");
    assertThat(Files.readAllLines(study.resolve("table1.csv")))
        .extracting(line -> line.split(",", -1)[0])
        .containsExactly("N", "5-2", "3", "7-3");
    assertThat(telar("verify", study, "--retrain").out()).contains("are true");
    assertThat(telar("compare", study, "--sort", "hidden").out())
        .containsSubsequence("n5-2", "n3", "n7-3");
    Path alone =
        trained(
            "alone",
            "--hidden",
            "7-3",
            "--epochs",
            1,
            "--code-activation",
            "identity",
            "--optimizer",
            "sgd",
            "--learning-rate",
            0.5);
    assertThat(RunFolder.readResult(alone).weightsSha256())
        .isEqualTo(RunFolder.readResult(study.resolve("n7-3")).weightsSha256());
    telar("study", "--resume", study, "--epochs", 2);
    telar("verify", study);
  }

  @Test
  void theFigureOfTheNetworksSaysWhatEachOfThemHas() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("mine.recipe"), "[deep]\ncode_activation = tanh\noutput = sigmoid\n");

    Path study = study("drawn", "--recipe", recipe, "--hidden", "3,5-2");

    assertThat(study.resolve("figures/figure-2.svg"))
        .content()
        .contains(">ReLU, dropout p = 0.1<", ">ReLU<")
        .contains("code: tanh, dropout p = 0.1; output: sigmoid<");
  }

  @Test
  void deepNetworksAreSweptWithSectionsOfARecipe() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("mine.recipe"), "[deep]\noptimizer = adam\n[5-2]\nbeta1 = 0.5\n");

    Path sweep =
        study("sweep", "--recipe", recipe, "--hidden", "3,5-2", "--sweep", "dropout=0,0.2");

    assertThat(Files.readAllLines(sweep.resolve("sweep.csv")))
        .extracting(line -> String.join(",", Arrays.asList(line.split(",", -1)).subList(0, 2)))
        .containsExactly("dropout,hidden", "0,3", "0,5-2", "0.2,3", "0.2,5-2");
    assertThat(RunFolder.readResult(sweep.resolve("dropout=0.2/n5-2")).plan().allSettings())
        .containsEntry("beta1", "0.5");
    telar("verify", sweep);
  }

  @Test
  void deadUnitsAreCountedByLayer() {
    assertThat(LayerCounts.of("1-0-2").total()).isEqualTo(3);
    assertThat(LayerCounts.of("4")).isEqualTo(LayerCounts.of(4)).hasToString("4");
  }
}
