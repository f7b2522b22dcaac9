package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CompareCommandTest {
  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
  }

  private Path done(String command, String name, Object... options) {
    Path out = folder.resolve(name);
    List<Object> args = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    args.addAll(List.of("--validation-rows", 10, "--batch-size", 16, "--quiet"));
    args.addAll(List.of(options));
    assertThat(Telar.run(args.toArray())).extracting(Telar::exitCode, Telar::err).contains(0, "");
    return out;
  }

  private static JsonNode json(Object... args) {
    return new ObjectMapper().readTree(Telar.run(args).out());
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  @Test
  void runsStandSideBySideWithWhatTheyDifferIn() throws IOException {
    Path one = done("train", "one", "--hidden", 2, "--epochs", 2);
    Path two = done("train", "two", "--hidden", 2, "--epochs", 3, "--dropout", 0.2);

    Telar telar = Telar.run("compare", one, two);

    JsonNode result = read(two.resolve("result.json"));
    List<String> lines = telar.out().lines().toList();
    assertThat(telar.exitCode()).isZero();
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).contains("test error", "validation", "dead pixels", "weights");
    assertThat(lines.get(2))
        .startsWith(two + "  2      1")
        .contains(ErrorText.of(result.get("test_error").asDouble()))
        .contains(ErrorText.of(result.get("validation_error").asDouble()))
        .endsWith("  " + result.get("weights_sha256").asString().substring(0, 12));
    assertThat(lines.get(4).split(" {2,}")).containsExactly("differ in", "epochs", "dropout");
    assertThat(lines.get(5).split(" {2,}")).containsExactly(one.toString(), "2", "0.1");
    assertThat(lines.get(6).split(" {2,}")).containsExactly(two.toString(), "3", "0.2");
  }

  @Test
  void runsOfOnePlanAreSaidToBe() {
    Path one = done("train", "one", "--hidden", 2, "--epochs", 1);

    assertThat(Telar.run("compare", one, one).out()).endsWith("\n\nThe plans are the same.\n");
    assertThat(Telar.run("compare", one).out()).hasLineCount(2);
  }

  @Test
  void activationsAndDataAreCompared() throws IOException {
    Path one = done("train", "one", "--hidden", 2, "--epochs", 1);
    Path images = data.resolve("t10k-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(images);
    bytes[16] ^= 1;
    Files.write(images, bytes);
    Path two = done("train", "two", "--hidden", 2, "--epochs", 1, "--output", "sigmoid");

    JsonNode line = json("compare", one, two, "--json").get(1);

    assertThat(line.get("differences").propertyNames())
        .containsExactlyInAnyOrder("output", "data_sha256");
    assertThat(line.get("differences").get("output").asString()).isEqualTo("sigmoid");
  }

  @Test
  void aStudyStandsForItsModels() throws IOException {
    Path study = done("study", "study", "--hidden", "3,2", "--epochs", 1);
    Path run = done("train", "run", "--hidden", 2, "--epochs", 2, "--seed", 9);

    JsonNode lines = json("compare", run, study, "--json");

    assertThat(lines)
        .extracting(line -> line.get("name").asString())
        .containsExactly(
            run.toString(), study.resolve("n3").toString(), study.resolve("n2").toString());
    assertThat(lines.get(2).get("test_error"))
        .isEqualTo(read(study.resolve("n2/result.json")).get("test_error"));
    assertThat(lines.get(2).get("test_error_deviation").isNull()).isTrue();
    assertThat(lines.get(0).get("differences").get("seed").asString()).isEqualTo("9");
    assertThat(lines.get(0).get("epochs").asInt()).isEqualTo(2);
  }

  @Test
  void severalSeedsAreAMeanAndADeviation() throws IOException {
    Path study = done("study", "study", "--hidden", "2", "--epochs", 1, "--repeats", 2);
    double first = read(study.resolve("n2-seed1/result.json")).get("test_error").asDouble();
    double second = read(study.resolve("n2-seed2/result.json")).get("test_error").asDouble();

    JsonNode line = json("compare", study, "--json").get(0);
    Telar telar = Telar.run("compare", study, study.resolve("n2-seed1"));

    assertThat(line.get("name").asString()).isEqualTo(study.resolve("n2").toString());
    assertThat(line.get("seeds").asInt()).isEqualTo(2);
    assertThat(line.get("test_error").asDouble()).isEqualTo((first + second) / 2);
    assertThat(line.get("weights_sha256")).hasSize(2);
    assertThat(telar.out())
        .contains(
            "%.4f ± %.4f".formatted((first + second) / 2, Math.abs(first - second) / Math.sqrt(2)))
        .contains("1, 2\n");
  }

  @Test
  void aSweepStandsForItsStudies() {
    Path sweep =
        done("study", "sweep", "--hidden", "2", "--epochs", 1, "--sweep", "learning_rate=0.1,0.5");

    JsonNode lines = json("compare", sweep, "--json");

    assertThat(lines)
        .extracting(line -> line.get("differences").get("learning_rate").asString())
        .containsExactly("0.1", "0.5");
  }

  @Test
  void sortingPutsTheSmallestFirst() {
    Path study = done("study", "study", "--hidden", "1,9,3", "--epochs", 4);

    assertThat(json("compare", study, "--json", "--sort", "test").valueStream().toList())
        .isSortedAccordingTo(
            Comparator.comparingDouble((JsonNode line) -> line.get("test_error").asDouble()));
    assertThat(json("compare", study, "--json", "--sort", "hidden"))
        .extracting(line -> line.get("hidden").asInt())
        .containsExactly(1, 3, 9);
    assertThat(Telar.run("compare", study, "--sort", "name").err()).hasLineCount(1);
  }

  @Test
  void whatIsNoRunIsRefusedInOneLine() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path file = Files.createFile(folder.resolve("file"));
    Path study = done("study", "study", "--hidden", "1", "--epochs", 1);
    Files.delete(study.resolve("n1/result.json"));

    assertThat(error(empty))
        .isEqualTo(empty + ": is an empty folder, not a run, a study or a sweep");
    assertThat(error(file)).isEqualTo(file + ": is a file, not a run, a study or a sweep");
    assertThat(error(data))
        .isEqualTo(
            data + ": is a folder of images, not a run, a study or a sweep; --data takes it");
    assertThat(error(folder.resolve("none")))
        .isEqualTo(folder.resolve("none") + ": there is no such file or folder");
    String notComplete =
        "%s: is not complete; telar study --resume %s resumes it"
            .formatted(study.resolve("n1"), study);
    assertThat(error(study)).isEqualTo(notComplete);
    assertThat(error(study.resolve("n1"))).isEqualTo(notComplete);
  }

  @Test
  void whatIsNotCompleteIsLeftOutAndNamed() throws IOException {
    Path run = done("train", "run", "--hidden", 2, "--epochs", 1);
    Path study = done("study", "study", "--hidden", "1,2", "--epochs", 1);
    Files.delete(study.resolve("n2/result.json"));

    Telar telar = Telar.run("compare", run, study, data);

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out()).contains(run + "  ", study.resolve("n1") + "  ");
    assertThat(telar.out()).doesNotContain("n2");
    assertThat(telar.err())
        .isEqualTo(
            """
            left out: %s: is not complete; telar study --resume %s resumes it
            left out: %s: is a folder of images, not a run, a study or a sweep; --data takes it
            """
                .formatted(study.resolve("n2"), study, data));
  }

  private static String error(Path path) {
    Telar telar = Telar.run("compare", path);
    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.out()).isEmpty();
    assertThat(telar.err()).startsWith("telar compare: ").hasLineCount(1);
    return telar.err().substring("telar compare: ".length()).strip();
  }
}
