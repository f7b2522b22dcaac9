package dev.telar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.engine.Optimizer;
import dev.telar.format.FormatException;
import dev.telar.model.Activation;
import dev.telar.model.HiddenWidths;
import dev.telar.train.ModelPlan;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.recipe"), text);
  }

  @Test
  void asPrintedIsThePapersPlan() {
    Recipe recipe = Recipe.named(Recipe.AS_PRINTED);

    assertThat(recipe.plan(HiddenWidths.of(64))).isEqualTo(TrainingPlan.asPrinted());
    assertThat(recipe.start(HiddenWidths.of(64)).plan()).isEqualTo(ModelPlan.AS_PRINTED);
  }

  @Test
  void reproducingIsThePapersWithSmallerBatches() {
    assertThat(Recipe.named(Recipe.REPRODUCING).plan(HiddenWidths.of(64)))
        .isEqualTo(TrainingPlan.asPrinted().toBuilder().batchSize(128).build());
  }

  @Test
  void aSectionIsForOneWidth() throws IOException {
    Recipe recipe =
        Recipe.read(file("# mine\nepochs = 3 # few\r\n\n[5]\nepochs = 7\noutput = sigmoid\n"));

    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.plan(HiddenWidths.of(4)).epochs()).isEqualTo(3);
    assertThat(recipe.plan(HiddenWidths.of(5)).epochs()).isEqualTo(7);
    assertThat(recipe.start(HiddenWidths.of(4)).plan().output()).isEqualTo(new Activation.Relu());
    assertThat(recipe.start(HiddenWidths.of(5)).plan().output())
        .isEqualTo(new Activation.Sigmoid());
  }

  @Test
  void theSectionOfTheWidthsComesBeforeThatOfDeepNetworks() throws IOException {
    Recipe recipe =
        Recipe.read(
            file(
                """
                epochs = 1
                seed = 1
                momentum = 0.1
                [9-5]
                epochs = 3
                [deep]
                epochs = 2
                seed = 2
                [5]
                epochs = 4
                """));

    TrainingPlan own = recipe.plan(HiddenWidths.of("9-5"));
    TrainingPlan deep = recipe.plan(HiddenWidths.of("7-5"));
    TrainingPlan shallow = recipe.plan(HiddenWidths.of("5"));
    TrainingPlan plain = recipe.plan(HiddenWidths.of("7"));

    assertThat(List.of(own.epochs(), deep.epochs(), shallow.epochs(), plain.epochs()))
        .containsExactly(3, 2, 4, 1);
    assertThat(List.of(own.seed(), deep.seed(), shallow.seed(), plain.seed()))
        .containsExactly(2L, 2L, 1L, 1L);
    assertThat(own.optimizer()).isEqualTo(new Optimizer.Sgd(0.1));
    assertThat(recipe.with(Map.of("epochs", "9")).plan(HiddenWidths.of("9-5")).epochs())
        .isEqualTo(9);
    assertThat(recipe.text()).containsSubsequence("momentum", "[deep]", "[5]", "[9-5]");
    assertThat(Recipe.read(file(recipe.text())).sections()).isEqualTo(recipe.sections());
  }

  @Test
  void aSectionMayNeedThatOfDeepNetworks() throws IOException {
    Recipe recipe = Recipe.read(file("[9-5]\nbeta1 = 0.5\n[deep]\noptimizer = adam\n"));

    assertThat(recipe.plan(HiddenWidths.of("9-5")).optimizer())
        .isEqualTo(new Optimizer.Adam(0.5, 0.999, 1e-8, 0, false));
    assertThat(recipe.plan(HiddenWidths.of("5")).optimizer()).isEqualTo(new Optimizer.Sgd(0));
  }

  @Test
  void sectionsThatAreForNoneOfTheNetworksAreLeftAway() throws IOException {
    Recipe recipe = Recipe.read(file("[deep]\nepochs = 2\n[5]\nepochs = 4\n[9-5]\nepochs = 3\n"));

    Recipe shallow = recipe.at(List.of(HiddenWidths.of("5")));
    Recipe deep = recipe.at(List.of(HiddenWidths.of("7-5")));

    assertThat(shallow.sections()).containsOnlyKeys(RecipeSection.of("5"));
    assertThat(deep.sections()).containsOnlyKeys(RecipeSection.DEEP);
    assertThat(deep.namedApartFrom(recipe, List.of(HiddenWidths.of("7-5"))).name())
        .isEqualTo("mine");
    Recipe faster = deep.with(Map.of("epochs", "1"));
    assertThat(faster.namedApartFrom(recipe, List.of(HiddenWidths.of("7-5"))).name())
        .isEqualTo("mine-changed");
  }

  @Test
  void aResolvedRecipeIsLimitedToWhatWasGiven() throws IOException {
    Recipe recipe = Recipe.read(file("[deep]\nepochs = 2\n[9-5]\nseed = 3\n"));
    Recipe resolved = recipe.resolved(OnePixelImages.of(60), List.of(HiddenWidths.of("9-5")));

    assertThat(resolved.settings()).containsKey("validation_rows");
    assertThat(resolved.limitedTo(recipe)).isEqualTo(recipe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activation = tanh;code_activation = gelu|9-5,5|",
        "activation = top-k:3|5|",
        "code_activation = top-k:3|9-5,5|",
        "code_activation = gelu|5|",
        "activation = tanh;code_activation = gelu|5,7|activation tanh is for hidden layers beside the"
            + " code, the network 5 has none; leave it or code_activation away",
        "activation = top-k:3|5,9-5|activation top-k:3 is for a code, and the network 9-5 has other"
            + " hidden layers; give code_activation (--code-activation)",
      })
  void activationsAreOfLayersThatThereAre(String lines, String hidden, @Nullable String problem)
      throws IOException {
    Recipe recipe = Recipe.read(file(lines.replace(';', '\n')));
    List<HiddenWidths> networks = Stream.of(hidden.split(",", -1)).map(HiddenWidths::of).toList();

    if (problem == null) {
      assertThat(recipe.at(networks).hidden()).contains(networks);
    } else {
      assertThatThrownBy(() -> recipe.at(networks)).hasMessage(problem);
      assertThatThrownBy(() -> recipe.resolved(OnePixelImages.of(60), networks))
          .hasMessage(problem);
    }
  }

  @Test
  void aRecipeWithSectionsIsKeptInJson() throws IOException {
    Recipe recipe = Recipe.read(file("[deep]\nepochs = 2\n[9-5]\nseed = 3\n[5]\nseed = 2\n"));

    assertThat(Json.writeCompact(recipe))
        .isEqualTo(
            "{\"name\":\"mine\",\"settings\":{},\"widths\":{\"deep\":{\"epochs\":\"2\"},"
                + "\"5\":{\"seed\":\"2\"},\"9-5\":{\"seed\":\"3\"}}}");
    assertThat(Json.read(Json.writeCompact(recipe), Recipe.class)).isEqualTo(recipe);
  }

  @Test
  void aChangeIsForEveryWidth() throws IOException {
    Recipe recipe = Recipe.read(file("epochs = 3\n[5]\nepochs = 7\nseed = 2\n"));

    Recipe changed = recipe.with(Map.of("epochs", "9"));

    assertThat(changed.plan(HiddenWidths.of(4)).epochs()).isEqualTo(9);
    assertThat(changed.plan(HiddenWidths.of(5)).epochs()).isEqualTo(9);
    assertThat(changed.plan(HiddenWidths.of(5)).seed()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {Recipe.AS_PRINTED, Recipe.REPRODUCING, Recipe.TUNED})
  void itsTextGivesTheSameRecipe(String name) throws IOException {
    Recipe recipe = Recipe.named(name);

    Recipe again = Recipe.read(file(recipe.text()));

    assertThat(again.settings()).isEqualTo(recipe.settings());
    assertThat(again.sections()).isEqualTo(recipe.sections());
    assertThat(again.plan(HiddenWidths.of(512))).isEqualTo(recipe.plan(HiddenWidths.of(512)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed = 1;epoch = 3|line 2: unknown setting epoch; known are epochs, |(at byte 9)",
        "seed = 1;;epochs|line 3: expected name = value, got epochs|(at byte 10)",
        "[x]|line 1: a section is headed by the widths of a network, such as [64] or [256-64], or by [deep], got [x]|(at byte 0)",
        "[0]|line 1: a section is headed|(at byte 0)",
        "[256-]|line 1: a section is headed|(at byte 0)",
        "[4];hidden = 4|line 2: hidden is for all networks; set it above the first section|(at byte 4)",
        "[deep];repeats = 4|line 2: repeats is for all networks; set it above the first|(at byte 7)",
        "hidden = 4,8;[deep];epochs = 3|[deep] is of no network that is trained: hidden = 4,8|(at byte 0)",
        "hidden = 9-4;[4];epochs = 3|[4] is of no network that is trained: hidden = 9-4|(at byte 0)",
        "[deep];output = swish|line 2: unknown activation swish|(at byte 7)",
        "optimizer = adam;[deep];momentum = 0.9|momentum is for sgd, adam has beta1|(at byte 0)",
        "[4];seed = 3;epochs = x|line 3: epochs must be a number, got x|(at byte 13)",
        "hidden = 4;[44];epochs = 3|[44] is of no network that is trained: hidden = 4|(at byte 0)",
        "init =|line 1: init must be a name or a file, got nothing|(at byte 0)",
        "hidden = 64;hidden = 64 32|line 2: hidden is set twice|(at byte 12)",
        "hidden = 64 32|line 1: hidden must be a width such as 64, or widths from|(at byte 0)",
        "hidden = 4,4|hidden names a width twice: 4,4|(at byte 0)",
        "repeats = 0|repeats must be a number of at least 1, got 0|(at byte 0)",
        "init_sha256 = 1|init sha256 is of the weights in a file, init is pytorch-default|(at byte 0)",
        "init = a;output_bias = mean|decides the biases; leave output bias and centre inputs away|(at byte 0)",
        "beta1 = 0.9|beta1 is for adam and adamw, the optimizer is sgd; leave it away, got 0.9|(at byte 0)",
        "seed = 1;seed = 2|line 2: seed is set twice|(at byte 9)",
        "seed = 1;epochs = 0|line 2: epochs must be at least 1, got 0|(at byte 9)",
        "epochs = many|line 1: epochs must be a number, got many|(at byte 0)",
        "shuffle = yes|shuffle must be true or false, got yes|(at byte 0)",
        "[3];output = swish|line 2: unknown activation swish|(at byte 4)",
        "optimizer = adam;momentum = 0.9|momentum is for sgd, adam has beta1 instead, got 0.9|(at byte 0)"
      })
  void whatIsWrongIsSaidWithItsLine(String lines, String problem, String place) throws IOException {
    Path file = file(lines.replace(';', '\n'));

    assertThatThrownBy(() -> Recipe.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aFileOfWindowsIsRead(String charset) throws IOException {
    Path file = folder.resolve("windows.txt");
    Files.write(
        file, "\uFEFFepochs = 3\r\n# für alle\r\nseed = 2\r\n".getBytes(Charset.forName(charset)));

    Recipe recipe = Recipe.read(file);

    assertThat(recipe.plan(HiddenWidths.of(4)).epochs()).isEqualTo(3);
    assertThat(recipe.plan(HiddenWidths.of(4)).seed()).isEqualTo(2);
  }

  @Test
  void namesMayBeWrittenAsOptions() throws IOException {
    assertThat(
            Recipe.read(file("learning-rate = 0.1\n"))
                .plan(HiddenWidths.of(4))
                .learningRate()
                .rate())
        .isEqualTo(0.1);
    assertThatThrownBy(() -> Recipe.read(file("learning-rate = 0.1\nlearning_rate = 0.1\n")))
        .hasMessageContaining("line 2: learning_rate is set twice");
  }

  @Test
  void adamHasARateOfItsOwn() throws IOException {
    assertThat(
            Recipe.read(file("optimizer = adam\n")).plan(HiddenWidths.of(4)).learningRate().rate())
        .isEqualTo(0.001);
  }

  @Test
  void aFileIsLookedForFromTheRecipesFolder() throws IOException {
    Recipe recipe = Recipe.read(file("init = sub/weights #1.safetensors # a comment\n"));

    assertThat(recipe.start(HiddenWidths.of(4)).file()).contains(folder.resolve("sub/weights"));
    Path named = folder.resolve("sub/weights#1.safetensors");
    assertThat(
            Recipe.read(file("init = sub/weights#1.safetensors # a comment\n"))
                .start(HiddenWidths.of(4))
                .file())
        .contains(named);
  }

  @Test
  void anUnknownNameIsSaidWithTheKnownOnes() {
    assertThatThrownBy(() -> Recipe.of("best"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown recipe best; known are as-printed, reproducing, tuned, table, or give a file");
  }
}
