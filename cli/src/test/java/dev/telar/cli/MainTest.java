package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MainTest {
  @Test
  void versionNamesTelarAndJava() {
    Telar telar = Telar.run("--version");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out()).startsWith("telar ").contains("Java 2").doesNotContain("${");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"study", "train", "evaluate", "inspect", "export", "compare", "data", "bench"})
  void everyCommandHasHelpWithExamples(String command) {
    Telar telar = Telar.run(command, "--help");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out())
        .contains("Usage: telar " + command)
        .contains("Examples:")
        .contains("  telar ");
  }

  @Test
  void aMissingCommandIsAUsageError() {
    Telar telar = Telar.run();

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).isEqualTo("telar: a command is missing (see telar --help)\n");
  }

  @Test
  void anUnknownOptionIsAUsageErrorInOneLine() {
    Telar telar = Telar.run("train", "--hiden", "64");

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .isEqualTo(
            "telar train: unknown option '--hiden'; did you mean --hidden? (see telar train --help)\n");
  }

  @ParameterizedTest
  @CsvSource({
    "studdy, unknown command 'studdy'; did you mean study?",
    "help studdy, unknown command 'studdy'; did you mean study?",
    "data ftch, unknown command 'ftch'; did you mean fetch?",
    "pca --hidden 3, unknown option '--hidden'; did you mean --components?",
    "bench --components=3, unknown option '--components'; did you mean --hidden?",
    "train --learning_rate 1, unknown option '--learning_rate'; did you mean --learning-rate?",
    "train 64, there is no place for '64'",
    "train --engine vectr, did you mean vector?",
    "train --activation rleu, did you mean relu?",
    "train --optimizer adamv, did you mean adam?",
    "train --schedule onecycle, did you mean one-cycle?",
    "train --noise gausian:1, did you mean gaussian:DEVIATION?",
    "train --loss mean-square-error, did you mean mean-squared-error?",
    "study --recipe tunde, did you mean tuned?"
  })
  void whatWasMeantIsAsked(String typed, String answer) {
    Telar telar = Telar.run((Object[]) typed.split(" "));

    assertThat(telar.err()).hasLineCount(1).contains(answer);
    assertThat(telar.exitCode()).isEqualTo(2);
  }

  @Test
  void helpIsWhatTheOptionShows() {
    assertThat(Telar.run("help").out()).isEqualTo(Telar.run("--help").out());
    assertThat(Telar.run("help", "data", "show").out())
        .isEqualTo(Telar.run("data", "show", "--help").out())
        .contains("telar data show --data my-images");
  }

  @ParameterizedTest
  @CsvSource({"evaluate none --json, 1", "train --json --hiden 64, 2", "pca --json -k 0, 2"})
  void withJsonAFailureIsJsonToo(String line, int exitCode) {
    String[] args = line.split(" ", -1);

    Telar telar = Telar.run((Object[]) args);

    JsonNode json = new ObjectMapper().readTree(telar.out());
    assertThat(telar.exitCode()).isEqualTo(exitCode);
    assertThat(json.get("exit_code").asInt()).isEqualTo(exitCode);
    assertThat(telar.err())
        .isEqualTo("telar %s: %s\n".formatted(args[0], json.get("error").asString()));
  }

  @Test
  void anArgumentThatCannotBeReadIsToldInOneLine() {
    Telar telar = Telar.run("data", "show", "--data", "caf\uFFFD");

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .hasLineCount(1)
        .startsWith("telar: the argument caf? cannot be read as ")
        .contains("LC_ALL");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    Telar telar = Telar.run("study", "--recipe", "best");

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err())
        .hasLineCount(1)
        .contains(
            "unknown recipe best; known are as-printed, reproducing, tuned, table, or give a file");
  }

  @Test
  void completionIsAScript() {
    Telar telar = Telar.run("generate-completion");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("--learning-rate", "reproducing", "leaky-relu", "one-cycle", "adamw", "xavier");
  }
}
