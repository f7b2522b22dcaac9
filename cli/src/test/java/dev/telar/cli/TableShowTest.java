package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class TableShowTest {
  private static final String TABLE =
      """
      id;when;amount;shop;paid;country
      1;2026-03-01;3,50;north;yes;ES
      2;2026-03-02;4,00;south;no;ES
      3;2026-03-02;NA;north;yes;ES
      4;2026-03-05;120,25;north;yes;ES
      """;

  @TempDir private Path folder;

  private Path table(String content) throws IOException {
    return Files.writeString(folder.resolve("sales.csv"), content);
  }

  @Test
  void aTableIsTold() throws IOException {
    Telar shown = Telar.run("data", "show", "--data", table(TABLE));

    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "id id 0 4 nothing",
            "when date 0 3 2026-03-01 … 2026-03-05 the time as a number",
            "amount number 1 3 42.58 ± 54.92, 3.500 … 120.3 a number, and whether it is missing",
            "shop category 0 2 north 3, south 1 2 levels, rare ones as one",
            "paid boolean 0 2 yes 3, no 1 2 levels",
            "country constant 0 1 ES 4 nothing: it is always the same");
    assertThat(shown.out()).startsWith("sales.csv, CSV,").contains("4 rows");
  }

  @Test
  void aTableIsToldAsJson() throws IOException {
    Telar shown = Telar.run("data", "show", "--data", table(TABLE), "--json");

    JsonNode json = new ObjectMapper().readTree(shown.out());
    JsonNode amount = json.get("columns").get(2);
    assertThat(json.get("rows").asInt()).isEqualTo(4);
    assertThat(amount.get("name").asString()).isEqualTo("amount");
    assertThat(amount.get("kind").asString()).isEqualTo("number");
    assertThat(amount.get("missing").asInt()).isEqualTo(1);
    assertThat(json.get("columns").get(3).get("levels").get("north").asInt()).isEqualTo(3);
  }

  @Test
  void whatTrainingDoesOfNumbersIsTold() throws IOException {
    Path file =
        table(
            """
            near,huge,code,value
            1e8,1,5,0.25
            100000000.00000001,1e999,9,4
            100000000.00000002,3,9,0.5
            """
                + "1e8,2,5,1\n".repeat(20));
    Telar shown = Telar.run("data", "show", "--data", file, "--id", "code");

    assertThat(shown.out().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line ->
            line.startsWith("near constant 0 ")
                && line.endsWith("nothing: its numbers differ by rounding alone"))
        .contains(
            "huge number 0 4 2.000 ± 0.3015 of the finite ones, 1 infinite nothing yet: training refuses infinite numbers, leave it out by --ignore",
            "code id 0 2 nothing");
    JsonNode columns =
        new ObjectMapper()
            .readTree(Telar.run("data", "show", "--data", file, "--json").out())
            .get("columns");
    assertThat(columns.get(3).get("least").asDouble()).isEqualTo(0.25);
    assertThat(columns.get(3).get("greatest").asDouble()).isEqualTo(4);
    assertThat(columns.get(1).get("infinite").asInt()).isEqualTo(1);
    assertThat(columns.get(1).get("greatest").isNull()).isTrue();
    assertThat(Telar.run("train", "--data", file, "--epochs", 1).err())
        .contains("the column huge has in row 2 what is not a finite number");
  }

  @Test
  void theSpanOfDatesIsTold() throws IOException {
    JsonNode when =
        new ObjectMapper()
            .readTree(Telar.run("data", "show", "--data", table(TABLE), "--json").out())
            .get("columns")
            .get(1);

    assertThat(when.get("earliest").asString()).isEqualTo("2026-03-01");
    assertThat(when.get("latest").asString()).isEqualTo("2026-03-05");
  }

  @Test
  void howATableIsWrittenMayBeSaid() throws IOException {
    Path file = table("1;2\n?;x\n3;n/k\n");

    Telar shown =
        Telar.run(
            "data",
            "show",
            "--data",
            file,
            "--no-header",
            "--na",
            "x,n/k",
            "--delimiter",
            ";",
            "--decimal",
            "point",
            "--encoding",
            "ISO-8859-1",
            "--json");

    JsonNode json = new ObjectMapper().readTree(shown.out());
    assertThat(json.get("rows").asInt()).isEqualTo(3);
    assertThat(json.get("columns").get(1).get("missing").asInt()).isEqualTo(2);
    assertThat(Telar.run("data", "show", "--data", file, "--delimiter", "ab").err())
        .endsWith(": delimiter must be one character, or tab, got ab\n");
    assertThat(Telar.run("data", "show", "--data", file, "--encoding", "klingon").err())
        .endsWith(": encoding must be one such as UTF-8 or ISO-8859-1, got klingon\n");
    assertThat(Telar.run("data", "show", "--data", file, "--decimal", "dot").err())
        .endsWith(": decimal must be comma or point, got dot\n");
  }

  @Test
  void whatIsWrongIsToldInOneLine() throws IOException {
    Path ragged = table("a,b\n1,2\n3\n");

    Telar shown = Telar.run("data", "show", "--data", ragged);
    Telar sized = Telar.run("data", "show", "--data", ragged, "--size", "3x3");
    Telar trained = Telar.run("train", "--data", ragged, "--epochs", 1);

    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.err()).hasLineCount(1).contains("line 3");
    assertThat(sized.err()).contains("size has no effect on a table");
    assertThat(trained.err()).hasLineCount(1).contains("line 3");
  }
}
