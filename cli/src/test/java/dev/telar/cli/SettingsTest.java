package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.Optimizer;
import dev.telar.format.ModelFile;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import dev.telar.run.RunProvenance;
import dev.telar.run.RunResult;
import dev.telar.run.TrainedOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A setting that somebody gives is used or refused, in whatever way it is given.
class SettingsTest {
  /// Flags, which have no value on the command line.
  private static final Set<String> FLAGS = Set.of("nesterov", "tied", "centre_inputs", "shuffle");

  /// Every setting with a value that is not its default, and what has to be given with it.
  private static final List<String> CASES =
      List.of(
          "epochs=2",
          "batch_size=7",
          "learning_rate=0.03",
          "momentum=0.5",
          "dropout=0.4",
          "seed=9",
          "shuffle=false",
          "split=ordered",
          "validation_rows=12",
          "train_error=running",
          "optimizer=adam",
          "nesterov=true momentum=0.5",
          "beta1=0.5 optimizer=adam",
          "beta2=0.5 optimizer=adamw",
          "epsilon=0.1 optimizer=adam",
          "weight_decay=0.01",
          "schedule=cosine",
          "warmup_epochs=1.5",
          "loss=binary-cross-entropy output=sigmoid",
          "noise=gaussian:0.3",
          "sparsity=0.5",
          "clip_norm=0.01",
          "tied=true",
          "patience=1 learning_rate=30",
          "activation=tanh",
          "activation=gelu hidden=5-4",
          "code_activation=tanh",
          "code_activation=top-k:2 hidden=5-4",
          "learning_rate=0.3 hidden=5-3-2",
          "output=sigmoid",
          "init=kaiming",
          "output_bias=mean",
          "centre_inputs=true",
          "hidden=5");

  @TempDir private Path folder;

  private Path data;
  private int runs;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
  }

  private static Stream<String> cases() {
    return CASES.stream();
  }

  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : text.split(" ", -1)) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings;
  }

  private Path next() {
    return folder.resolve("run" + runs++);
  }

  private static Telar run(String command, Path data, Path out, Object... more) {
    List<Object> all = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    all.addAll(Arrays.asList(more));
    return Telar.run(all.toArray());
  }

  private Path trained(Object... more) {
    Path out = next();
    Telar telar = run("train", data, out, more);
    assertThat(telar.err()).doesNotContain("telar train:");
    assertThat(telar.exitCode()).isZero();
    return out;
  }

  /// Small, unless a case says otherwise.
  private static Map<String, String> small(Map<String, String> settings) {
    Map<String, String> all =
        new LinkedHashMap<>(Map.of("epochs", "3", "batch_size", "16", "hidden", "4"));
    all.putAll(settings);
    return all;
  }

  private static Object[] options(Map<String, String> settings) {
    List<Object> options = new ArrayList<>();
    settings.forEach((name, value) -> {
      String option = name.replace('_', '-');
      if (FLAGS.contains(name)) {
        options.add((value.equals("true") ? "--" : "--no-") + option);
      } else {
        options.addAll(List.of("--" + option, value));
      }
    });
    return options.toArray();
  }

  private Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.txt"), text);
  }

  private static String lines(Map<String, String> settings) {
    var text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name + " = " + value + "\n"));
    return text.toString();
  }

  private static String fingerprint(Path run) throws IOException {
    return RunFolder.readResult(run).weightsSha256()
        + Files.readString(run.resolve(RunFolder.HISTORY));
  }

  @Test
  void everySettingIsACase() {
    Set<String> tested = new TreeSet<>();
    CASES.forEach(text -> tested.addAll(settings(text).keySet()));
    tested.addAll(Set.of("repeats", "init_sha256"));

    assertThat(tested).containsExactlyInAnyOrderElementsOf(Recipe.settingNames());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSettingChangesTheRunAndTheRunKeepsIt(String text) throws IOException {
    Map<String, String> settings = settings(text);
    String name = settings.keySet().iterator().next();
    Map<String, String> without = new LinkedHashMap<>(settings);
    without.remove(name);

    Path plain = trained(options(small(without)));
    Path given = trained(options(small(settings)));
    Path again = trained("--recipe", given.resolve(Recipe.FILE));

    assertThat(fingerprint(given)).isNotEqualTo(fingerprint(plain));
    assertThat(fingerprint(again)).isEqualTo(fingerprint(given));
    assertThat(RunFolder.readResult(again).plan()).isEqualTo(RunFolder.readResult(given).plan());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRecipeSaysItAsOptionsDo(String text) throws IOException {
    Map<String, String> settings = small(settings(text));
    HiddenWidths hidden = HiddenWidths.of(settings.getOrDefault("hidden", "4"));
    RunResult expected = RunFolder.readResult(trained(options(settings)));
    Map<String, String> own = new LinkedHashMap<>(settings);
    own.remove("hidden");

    Recipe whole = Recipe.read(recipe(lines(settings)));
    Recipe ofWidth = Recipe.read(recipe("[" + hidden + "]\n" + lines(own)));
    Recipe swept = Recipe.named(Recipe.AS_PRINTED).with(settings);

    assertThat(whole.hidden()).contains(List.of(hidden));
    for (Recipe recipe : List.of(whole, ofWidth, swept)) {
      Recipe resolved = recipe.resolved(TinyImages.TRAIN_ROWS, List.of(hidden));
      assertThat(resolved.plan(hidden)).isEqualTo(expected.plan());
      assertThat(RunProvenance.start(resolved.start(hidden))).isEqualTo(expected.start());
    }
  }

  @Test
  void everyOptimizerOfASweepIsTheOneThatIsTrainedAlone() throws IOException {
    Path sweep = next();
    Object[] small = options(small(Map.of()));
    List<Object> options = new ArrayList<>(List.of("--sweep", "optimizer=sgd,adam,adamw"));
    options.addAll(Arrays.asList(small));

    assertThat(run("study", data, sweep, options.toArray()).exitCode()).isZero();

    for (String optimizer : List.of("sgd", "adam", "adamw")) {
      Path alone = trained(options(small(Map.of("optimizer", optimizer))));
      assertThat(fingerprint(sweep.resolve("optimizer=" + optimizer + "/n4")))
          .as(optimizer)
          .isEqualTo(fingerprint(alone));
    }
  }

  @Test
  void anOptionComesBeforeASectionThatBeforeTheRecipeAndThatBeforeTheDefault() throws IOException {
    Path file = recipe("learning_rate = 0.2\nmomentum = 0.3\n[4]\nlearning_rate = 0.1\n");

    RunResult section =
        RunFolder.readResult(trained("--recipe", file, "--hidden", 4, "--epochs", 1));
    RunResult common =
        RunFolder.readResult(trained("--recipe", file, "--hidden", 5, "--epochs", 1));
    RunResult option =
        RunFolder.readResult(
            trained("--recipe", file, "--hidden", 4, "--epochs", 1, "--learning-rate", 0.4));

    assertThat(section.plan().learningRate().rate()).isEqualTo(0.1);
    assertThat(common.plan().learningRate().rate()).isEqualTo(0.2);
    assertThat(option.plan().learningRate().rate()).isEqualTo(0.4);
    assertThat(option.plan().optimizer()).isEqualTo(new Optimizer.Sgd(0.3));
    assertThat(option.plan().regularisation().dropout()).isEqualTo(0.1);
  }

  @Test
  void anOptimizersDefaultReplacesNothingThatARecipeGives() throws IOException {
    Path file = recipe("learning_rate = 0.25\n");

    Path run = trained("--recipe", file, "--optimizer", "adam", "--epochs", 1, "--hidden", 3);

    assertThat(RunFolder.readResult(run).plan().learningRate().rate()).isEqualTo(0.25);
    assertThat(
            run(
                    "train",
                    data,
                    next(),
                    "--recipe",
                    recipe("momentum = 0.9\n"),
                    "--optimizer",
                    "adam")
                .err())
        .isEqualTo("telar train: momentum is for sgd, adam has beta1 instead, got 0.9\n");
  }

  private Path file(Activation hidden, Activation output) throws IOException {
    Path file = folder.resolve("init.safetensors");
    var architecture = Architecture.of(TinyImages.WIDTH * TinyImages.HEIGHT, 6, hidden, output);
    ModelFile.write(file, Autoencoder.initialise(architecture, 3), Map.of());
    return file;
  }

  private static Architecture architecture(Path run) throws IOException {
    return ModelFile.read(run.resolve(RunFolder.MODEL)).model().architecture();
  }

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
    assertThat(TrainedOn.of(run).folder()).contains(moved);
  }

  @Test
  void dataOfACompleteRunAreRecordedWhereTheyAre() throws IOException {
    Path run = trained("--epochs", 1, "--hidden", 3);
    Path moved = TinyImages.write(folder.resolve("moved"));

    Telar resumed = Telar.run("train", "--resume", run, "--data", moved);

    assertThat(resumed.err()).contains("is complete");
    assertThat(TrainedOn.of(run).folder()).contains(moved);
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

  @Test
  void aSixthOfFewRowsValidates() throws IOException {
    RunResult result = RunFolder.readResult(trained("--epochs", 1));

    assertThat(result.split().validationRows()).isEqualTo(TinyImages.TRAIN_ROWS / 6);
    assertThat(run("study", data, next(), "--hidden", 2, "--epochs", 1).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train|--beta1 0.5|beta1 is for adam and adamw, the optimizer is sgd; leave it away, got 0.5",
        "train|--recipe tuned --optimizer sgd|beta2 is for adam and adamw, the optimizer is sgd",
        "train|--init INIT --output-bias mean|decides the biases; leave output bias and centre inputs",
        "train|--init INIT --centre-inputs|decides the biases; leave output bias and centre inputs away",
        "train|--init INIT --tied|has a decoder whose weights are not the encoder's, transposed",
        "train|--init INIT --loss binary-cross-entropy|needs the output sigmoid, got relu",
        "train|--init INIT --hidden 4|is a 20-6-20 network, this run needs 20-4-20",
        "train|--hidden 5 --activation tanh --code-activation relu|activation tanh is for hidden layers"
            + " beside the code, the network 5 has none; leave it or code_activation away",
        "study|--hidden 3,5 --code-activation relu --sweep activation=tanh,gelu|the network 3 has none",
        "train|--hidden 5-3 --activation top-k:2|activation top-k:2 is for a code, and the network 5-3"
            + " has other hidden layers; give code_activation (--code-activation)",
        "train|--hidden 5-3 --code-activation top-k:4|top-k:4 keeps more units than the 3 of the code",
        "train|--hidden 5-3 --init INIT|is a 20-6-20 network, this run needs 20-5-3-5-20",
        "train|--hidden 5-3 --init pca --code-activation identity --output identity|init pca is for one",
        "train|--lang es|--lang is for the live page; give --live, too",
        "study|--learning-rate 1 --sweep learning_rate=1,2|learning_rate is given by an option and by",
        "study|--sweep hidden=2,3|hidden is not swept; give --hidden instead",
        "study|--sweep momentum=0 --sweep momentum=0.9|--sweep is given twice for momentum",
        "study|--sweep seed=1,1|a sweep has each combination once, in a folder of its own",
        "study|--hidden 6 --sweep init=INIT,kaimin|kaimin is neither a file nor one of",
        "study|--sweep momentum|--sweep wants a setting and its values, such as momentum=0,0.9",
        "study|--sweep momentum=0,0.9 --lang es|a sweep writes no report; leave --lang away",
        "study|--hidden 6 --init INIT --tied|has a decoder whose weights are not the encoder's, transposed",
        "study|--hidden 6 --init INIT --sweep tied=false,true|has a decoder whose weights are not",
        "study|--seed 9223372036854775807 --repeats 2|goes beyond the largest seed, 9223372036854775807",
        "train|--warmup-epochs 0.01|warmup epochs must be at least half a step, 0.5 of an epoch, got 0.01",
        "train|--clip-norm 1e39|clip norm is infinite in float32, got 1.0E39",
        "train|--optimizer adam --beta1 1e-50|beta1 is 0 in float32, got 1.0E-50",
        "train|--schedule step:1:1e-50|the schedule step needs at least 1 epoch and a factor above 0",
        "study|--hidden 2,2|hidden names a width twice: 2,2"
      })
  void whatCannotBeUsedIsRefusedBeforeAnythingIsWritten(
      String command, String options, String problem) throws IOException {
    Path init = file(new Activation.Relu(), new Activation.Relu());
    Path out = next();

    Telar telar =
        run(command, data, out, (Object[]) options.replace("INIT", init.toString()).split(" ", -1));

    assertThat(telar.err().lines().toList()).last().asString().contains(problem);
    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
