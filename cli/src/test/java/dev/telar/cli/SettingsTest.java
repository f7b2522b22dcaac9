package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.engine.Optimizer;
import dev.telar.model.Activation;
import dev.telar.model.HiddenWidths;
import dev.telar.run.OnePixelImages;
import dev.telar.run.Recipe;
import dev.telar.run.RunFolder;
import dev.telar.run.RunProvenance;
import dev.telar.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A setting that somebody gives is used or refused, in whatever way it is given.
class SettingsTest extends TinyRuns {
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

  /// Small, unless a case says otherwise.
  private static Map<String, String> small(Map<String, String> settings) {
    Map<String, String> all =
        new LinkedHashMap<>(Map.of("epochs", "3", "batch_size", "16", "hidden", "4"));
    all.putAll(settings);
    return all;
  }

  private static String lines(Map<String, String> settings) {
    var text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name + " = " + value + "\n"));
    return text.toString();
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
      Recipe resolved = recipe.resolved(OnePixelImages.of(TinyImages.TRAIN_ROWS), List.of(hidden));
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

  /// Wide networks of the recipe begin with principal components, which no curve suits.
  @ParameterizedTest
  @ValueSource(strings = {"--activation gelu", "--hidden 5-4 --code-activation tanh"})
  void whatSuitsTheNetworkAtHandIsUsed(String options) {
    List<Object> all = new ArrayList<>(List.of("--recipe", "tuned", "--epochs", 1));
    all.addAll(List.of(options.split(" ", -1)));

    assertThat(trained(all.toArray())).isNotEmptyDirectory();
    assertThat(run("study", data, next(), "--recipe", "tuned", "--activation", "gelu").err())
        .contains("principal components are linear, gelu is not");
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
