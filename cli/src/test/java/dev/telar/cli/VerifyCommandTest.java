package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class VerifyCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path run;

  @BeforeEach
  void train() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    run = folder.resolve("run");
    begin("train", 3, run);
  }

  private void begin(String command, int hidden, Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    args.addAll(List.of("--hidden", hidden, "--epochs", 2, "--validation-rows", 10));
    args.addAll(List.of("--batch-size", 16, "--quiet"));
    args.addAll(List.of(more));
    assertThat(Telar.run(args.toArray()).exitCode()).isZero();
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    String edited = text.replaceFirst(from, to);
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(file, edited);
  }

  @Test
  void anUntouchedRunIsTrueAndStaysAsItWas() throws IOException {
    byte[] result = Files.readAllBytes(run.resolve("result.json"));

    Telar telar = Telar.run("verify", run);
    Telar retrained = Telar.run("verify", run, "--retrain", "--engine", "reference", "--json");

    assertThat(telar.err()).isEmpty();
    assertThat(telar.out()).matches("yes  \\S+/run: all \\d+ lines are true\n");
    assertThat(telar.exitCode()).isZero();
    JsonNode verdict = new ObjectMapper().readTree(retrained.out());
    assertThat(verdict.get("verified").asBoolean()).isTrue();
    assertThat(retrained.out())
        .contains("result.json weights_sha256, trained again")
        .contains("history.csv 2, trained again");
    assertThat(Files.readAllBytes(run.resolve("result.json"))).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "result.json | \"test_error\" : 0. | \"test_error\" : 0.9 | result.json test_error is false: it states 0.9",
        "result.json | \"dead_hidden_units\" : . | \"dead_hidden_units\" : 9 | result.json dead_hidden_units is false: it states 9, found ",
        "result.json | \"weights_sha256\" : \".. | \"weights_sha256\" : \"xx | result.json weights_sha256 is false: it states xx",
        "result.json | \"data_sha256\" : \".. | \"data_sha256\" : \"xx | result.json data_sha256 is false: it states xx",
        "result.json | \"dropout\" : 0.1 | \"dropout\" : 0.2 | model.safetensors plan is false: it states {",
        "history.csv | (?s)2,.*$ | | history.csv is false: it states whole, found ",
        "history.csv | \\d\\n$ | \\n | history.csv 2 validation is false",
        "history.csv | train_running | x | history.csv is false: it states whole, found "
      })
  void aFalseLineIsNamed(String file, String from, String to, String told) throws IOException {
    edit(run.resolve(file), from, to == null ? "" : to.replace("\\n", "\n"));

    Telar telar = Telar.run("verify", run);

    assertThat(telar.out()).contains("no   " + told).containsPattern("lines are false\n$");
    assertThat(telar.exitCode()).isEqualTo(1);
  }

  @Test
  void anEarlierEpochsErrorIsFoundByItsCheckpoint() throws IOException {
    edit(run.resolve("history.csv"), "1,0.", "1,0.9");

    Telar telar = Telar.run("verify", run);

    assertThat(telar.out())
        .contains("no   history.csv 1, as its checkpoint has it is false: it states 1,0.9");
    assertThat(telar.exitCode()).isEqualTo(1);
  }

  @Test
  void withoutCheckpointsAnEarlierEpochsErrorIsFoundByTrainingAgain() throws IOException {
    edit(run.resolve("history.csv"), "1,0.", "1,0.9");
    deleteCheckpoints(run);

    assertThat(Telar.run("verify", run).exitCode()).isZero();
    Telar telar = Telar.run("verify", run, "--retrain");

    assertThat(telar.out()).contains("no   history.csv 1, trained again is false: it states 1,0.9");
    assertThat(telar.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kaiming|found neither a file nor pytorch-default nor settings",
        "init=odd|odd",
        "/|is a folder, not"
      })
  void aStartThatIsNoneIsAFalseLine(String start, String told) throws IOException {
    edit(run.resolve("result.json"), "pytorch-default", start);

    Telar telar = Telar.run("verify", run, "--retrain");

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err()).doesNotContain("telar verify: ");
    assertThat(telar.out().lines())
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("no   result.json start is false: it states " + start + ", found ")
                .contains(told));
  }

  private static void deleteCheckpoints(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "model.safetensors, model.safetensors is false: it states whole",
    "history.csv, history.csv is false: it states whole",
    "times.csv, history.csv is false: it states whole",
  })
  void aMissingFileIsNamed(String file, String told) throws IOException {
    Files.delete(run.resolve(file));

    Telar telar = Telar.run("verify", run);

    assertThat(telar.err()).isEmpty();
    assertThat(telar.out()).contains("no   " + told, run.resolve(file) + " is missing");
    assertThat(telar.exitCode()).isEqualTo(1);
  }

  @Test
  void anotherRecipeIsFound() throws IOException {
    Files.writeString(run.resolve("recipe.txt"), "learning_rate = 0.25\n");

    assertThat(Telar.run("verify", run).out())
        .contains("no   recipe.txt plan is false: it states {");
  }

  @Test
  void claimsAreJsonInJson() throws IOException {
    edit(run.resolve("result.json"), "\"test_error\" : 0.", "\"test_error\" : 0.9");

    Telar telar = Telar.run("verify", run, "--json");

    JsonNode claims = new ObjectMapper().readTree(telar.out()).get("claims");
    JsonNode plan = named(claims, "model.safetensors plan");
    assertThat(plan.get("stated").get("epochs").asInt()).isEqualTo(2);
    assertThat(plan.get("stated")).isEqualTo(plan.get("found"));
    assertThat(named(claims, "result.json split").get("found").get("train_rows").asInt())
        .isEqualTo(50);
    JsonNode error = named(claims, "result.json test_error");
    assertThat(error.get("stated").asDouble()).isGreaterThan(0.9);
    assertThat(error.get("holds").asBoolean()).isFalse();
    assertThat(telar.out()).doesNotContain("TrainingPlan", "SplitSizes", "Optional");
  }

  private static JsonNode named(JsonNode claims, String name) {
    return claims
        .valueStream()
        .filter(claim -> claim.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSweepIsItsRunsAndItsTable() throws IOException {
    Path sweep = folder.resolve("sweep");
    begin("study", 2, sweep, "--sweep", "learning_rate=0.1,0.5", "--repeats", 2);
    Path first = sweep.resolve("learning_rate=0.1/n2-seed1/result.json");

    Telar whole = Telar.run("verify", sweep);
    edit(first, "\"test_error\" : 0.", "\"test_error\" : 0.9");
    Files.delete(sweep.resolve("learning_rate=0.5/n2-seed2/result.json"));
    Telar changed = Telar.run("verify", sweep);

    assertThat(whole.err()).isEmpty();
    assertThat(whole.out()).matches("yes  \\S+/sweep: all \\d+ lines are true\n");
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.out())
        .contains("no   learning_rate=0.1/n2-seed1/result.json test_error is false: it states 0.9")
        .contains("no   learning_rate=0.5/n2-seed2/result.json is false: it states whole, found ")
        .contains("no   sweep.csv line 2 is false: it states 0.1,2,2,")
        .contains("no   sweep.csv line 3 is false: it states 0.5,2,2,");
  }

  @Test
  void aStudyThatIsNotCompleteIsSaid() throws IOException {
    Path study = folder.resolve("study");
    begin("study", 4, study);
    Files.delete(study.resolve("results.json"));

    assertThat(Telar.run("verify", study).err())
        .isEqualTo(
            "telar verify: %1$s: is not complete, there is no results.json; telar study --resume %1$s resumes it\n"
                .formatted(study));
  }

  @Test
  void otherWeightsAndOtherDataAreFound() throws IOException {
    Path model = run.resolve("model.safetensors");
    ModelFile file = ModelFile.read(model);
    ModelFile.write(
        model, Autoencoder.initialise(file.model().architecture(), 99), file.metadata());
    Path images = data.resolve("t10k-images-idx3-ubyte");
    byte[] content = Files.readAllBytes(images);
    content[30] ^= 1;
    Files.write(images, content);

    Telar telar = Telar.run("verify", run);

    assertThat(telar.out())
        .contains("no   result.json weights_sha256 is false")
        .contains("no   result.json test_error is false")
        .contains("no   result.json data_sha256 is false");
  }

  @Test
  void damagedFilesAreFound() throws IOException {
    Path model = run.resolve("model.safetensors");
    byte[] content = Files.readAllBytes(model);
    content[content.length - 1] ^= 1;
    Files.write(model, content);
    Files.write(run.resolve("checkpoints/step-8.safetensors"), new byte[9]);

    Telar telar = Telar.run("verify", run);

    assertThat(telar.out())
        .contains("no   model.safetensors is false: it states whole, found " + model + ": ")
        .contains("no   checkpoints is false: it states whole, found ");
  }

  @Test
  void aRunThatIsNotCompleteIsSaid() throws IOException {
    Files.delete(run.resolve("result.json"));

    Telar telar = Telar.run("verify", run);

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar verify: %s: there is no result.json; the run is not complete, telar train --resume"
                    .formatted(run)
                + " resumes it\n");
  }

  @Test
  void aStudyIsItsRunsItsResultsAndItsTable() throws IOException {
    Path study = folder.resolve("study");
    begin("study", 4, study);

    Telar whole = Telar.run("verify", study, "--retrain");
    edit(study.resolve("results.json"), "\"seconds\" : ", "\"seconds\" : 1");
    edit(study.resolve("table1.csv"), "4,,0.", "4,,0.9");
    edit(study.resolve("results.json"), "clamped_test_error\" : ", "clamped_test_error\" : 1");
    edit(study.resolve("n4/result.json"), "\"test_error\" : 0.", "\"test_error\" : 0.9");
    Telar changed = Telar.run("verify", study);

    assertThat(whole.exitCode()).isZero();
    assertThat(changed.out())
        .contains("no   results.json n4 is false")
        .contains("no   n4/result.json test_error is false: it states 0.9")
        .contains("no   results.json linear is false")
        .contains("no   table1.csv line 2 is false: it states 4,,0.9")
        .contains("no   table1.md line 3 is false")
        .contains("no   table1.tex line 5 is false")
        .contains(": 6 of ")
        .endsWith(
            "report.html and the figures were not looked at; telar report draws them again\n");
    assertThat(changed.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void theTablesToPasteAreCheckedInTheirLanguage(String language) throws IOException {
    Path study = folder.resolve("study");
    begin("study", 4, study, "--repeats", 2);
    assertThat(Telar.run("report", study, "--data", data, "--lang", language).exitCode()).isZero();

    Telar whole = Telar.run("verify", study);
    edit(study.resolve("table1.md"), "\\| 4 \\| 0.", "| 4 | 0.9");
    edit(study.resolve("table1.tex"), "& 2 &", "& 5 &");
    Files.delete(study.resolve("table1.csv"));
    Telar changed = Telar.run("verify", study);

    assertThat(whole.exitCode()).as(whole.out()).isZero();
    assertThat(changed.out())
        .contains("no   table1.md line 3 is false: it states | 4 | 0.9")
        .contains("no   table1.tex line 5 is false: it states 4 & ")
        .contains("no   table1.csv line 2 is false: it states nothing, found 4,,0.");
    assertThat(changed.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dropout = .* | dropout = 0.3 | recipe.txt n4 plan is false: it states {\"dropout\":0.3}",
        "epochs = 2\\n | '' | recipe.txt n4 plan is false: it states {\"epochs\":",
        "hidden = 4 | hidden = 4,5 | recipe.txt hidden is false: it states [4,5], found [4]",
        "repeats = 2 | repeats = 3 | recipe.txt repeats is false: it states 3, found 2",
        "epochs = 2 | epoch = 2 | recipe.txt is false: it states whole, found "
      })
  void aStudysRecipeIsChecked(String from, String to, String told) throws IOException {
    Path study = folder.resolve("study");
    begin("study", 4, study, "--repeats", 2, "--dropout", 0.2);
    edit(study.resolve("recipe.txt"), from, to);

    Telar telar = Telar.run("verify", study);

    assertThat(telar.out()).contains("no   " + told);
    assertThat(telar.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "epochs = 2, epochs = 3, 'recipe.txt plan is false: it states {\"epochs\":3}, found {\"epochs\":2}'",
    "hidden = 3, hidden = 5, 'recipe.txt hidden is false: it states [5], found [3]'"
  })
  void aRunsRecipeIsCheckedWhole(String from, String to, String told) throws IOException {
    edit(run.resolve("recipe.txt"), from, to);

    Telar telar = Telar.run("verify", run);

    assertThat(telar.out()).contains("no   " + told);
    assertThat(telar.exitCode()).isEqualTo(1);
  }

  @Test
  void aResumedRunIsTrue() throws IOException {
    assertThat(Telar.run("train", "--resume", run, "--epochs", 3, "--quiet").exitCode()).isZero();

    assertThat(Telar.run("verify", run).out()).startsWith("yes  ");
  }
}
