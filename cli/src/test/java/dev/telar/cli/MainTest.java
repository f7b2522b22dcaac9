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
  @ValueSource(strings = {"study", "train", "evaluate", "inspect", "compare", "data", "bench"})
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
    assertThat(telar.err()).hasLineCount(1).contains("'--hiden'").contains("telar train --help");
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
        .contains("unknown recipe best; known are as-printed, reproducing, tuned, or give a file");
  }

  @Test
  void completionIsAScript() {
    Telar telar = Telar.run("generate-completion");

    assertThat(telar.exitCode()).isZero();
    assertThat(telar.out()).startsWith("#!/usr/bin/env bash").contains("--learning-rate");
  }
}
