package dev.telar.cli;

import static dev.telar.cli.Telar.good;
import static dev.telar.cli.Telar.json;
import static dev.telar.cli.Telar.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.format.ModelFile;
import dev.telar.measure.ReconstructionError;
import dev.telar.preparation.Preparation;
import dev.telar.run.TrainedOn;
import dev.telar.source.DataReader;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// A user's own tables: one command trains on them, and those after it know how they were read.
class OwnTablesTest {
  private static final List<String> COLUMNS =
      List.of("name", "day", "size", "shop", "paid", "kind");

  @TempDir private Path folder;

  private static List<List<String>> rows(int count) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          List.of(
              "r" + i,
              "2026-03-%02d".formatted(1 + i % 28),
              i % 9 == 4 ? "" : String.valueOf(10 + (i * 7) % 13 / 2.0),
              List.of("north", "south", "east").get(i % 7 % 3),
              i % 2 == 0 ? "yes" : "no",
              i % 10 == 3 ? "odd" : "usual"));
    }
    return rows;
  }

  private Path csv(String name, List<String> columns, List<List<String>> rows) throws IOException {
    String text =
        String.join(",", columns)
            + "\n"
            + rows.stream().map(row -> String.join(",", row) + "\n").collect(Collectors.joining());
    return Files.writeString(folder.resolve(name), text);
  }

  private Path table() throws IOException {
    return csv("sales.csv", COLUMNS, rows(80));
  }

  private Path trained(Object data, Object... more) {
    Path run = folder.resolve("run");
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    args.addAll(List.of("--hidden", "8-3", "--epochs", 3, "--quiet"));
    args.addAll(List.of(more));
    good(args.toArray());
    return run;
  }

  @Test
  void aRunReadsItsTableAgainAsItDid() throws IOException {
    Path data = table();
    Path run = trained(data, "--label", "kind", "--normal", "usual", "--validation-rows", 7);

    JsonNode result = new ObjectMapper().readTree(Files.readString(run.resolve("result.json")));
    JsonNode evaluated = json("evaluate", run);
    Path moved = Files.move(data, folder.resolve("moved.csv"));
    JsonNode elsewhere = json("evaluate", run, "--data", moved);

    assertThat(result.get("split").get("validation_rows").asInt()).isEqualTo(7);
    assertThat(evaluated.get("test_error")).isEqualTo(result.get("test_error"));
    assertThat(evaluated.get("test_rows").asInt()).isEqualTo(14);
    assertThat(elsewhere.get("test_rows").asInt()).isEqualTo(72);
    assertThat(elsewhere.get("anomalous_rows").asInt()).isEqualTo(8);
    Files.move(moved, data);
    assertThat(good("verify", run, "--retrain").out()).doesNotContain("false");
  }

  @Test
  void theTestErrorIsOfTheRowsLikeThoseTrainedOn() throws IOException {
    Path data = table();
    Path run = folder.resolve("run");
    Telar trained =
        good(
            "train",
            "--data",
            data,
            "--label",
            "kind",
            "--anomaly",
            "odd",
            "--hidden",
            "8-3",
            "--epochs",
            3,
            "--out",
            run);
    JsonNode result = new ObjectMapper().readTree(Files.readString(run.resolve("result.json")));
    JsonNode evaluated = json("evaluate", run);
    JsonNode inspected = json("inspect", run);
    double usual = result.get("test_error").asDouble();
    double odd = result.get("anomalous_test_error").asDouble();
    String told = "error of the 8 rows of other labels: " + ErrorText.of(odd);

    assertThat(result.get("anomalous_rows").asInt()).isEqualTo(8);
    assertThat(odd).isNotEqualTo(usual);
    for (JsonNode other : List.of(evaluated, inspected)) {
      assertThat(other.get("test_error").asDouble()).isEqualTo(usual);
      assertThat(other.get("test_rows").asInt()).isEqualTo(14);
      assertThat(other.get("anomalous_rows").asInt()).isEqualTo(8);
      assertThat(other.get("anomalous_test_error").asDouble()).isEqualTo(odd);
    }
    assertThat(inspected.get("classes").valueStream())
        .satisfiesExactly(
            kind -> {
              assertThat(kind.get("name").asString()).isEqualTo("odd");
              assertThat(kind.get("error").asDouble()).isEqualTo(odd, Offset.offset(1e-9));
            },
            kind -> assertThat(kind.get("error").asDouble()).isEqualTo(usual, Offset.offset(1e-9)));
    assertThat(trained.out()).contains("\n" + told + "\n");
    assertThat(trained.err())
        .contains(
            "8 of the 22 test rows have labels that are not trained on; the test error is that of the others");
    assertThat(good("evaluate", run).out()).contains("\n" + told + "\n");
    assertThat(good("inspect", run).out()).contains(told);
  }

  @Test
  void aRunWhoseTestErrorIsOfAllRowsStaysTrue() throws IOException {
    Path run = trained(table(), "--label", "kind", "--normal", "usual");
    Path file = run.resolve("result.json");
    var mapper = new ObjectMapper();
    var result = (ObjectNode) mapper.readTree(Files.readString(file));
    double usual = result.get("test_error").asDouble();
    double odd = result.get("anomalous_test_error").asDouble();
    assertThat(good("verify", run).out()).startsWith("yes ");

    result.put("anomalous_test_error", 2 * odd);
    Files.writeString(file, mapper.writeValueAsString(result));
    Telar refuted = Telar.run("verify", run);
    result.remove(List.of("anomalous_rows", "anomalous_test_error"));
    result.put("test_error", allRows(run, (14 * usual + 8 * odd) / 22));
    Files.writeString(file, mapper.writeValueAsString(result));

    assertThat(refuted.exitCode()).isNotZero();
    assertThat(refuted.out()).contains("result.json anomalous_test_error");
    assertThat(good("verify", run).out()).startsWith("yes ");
    assertThat(good("train", "--resume", run).out()).doesNotContain("other labels");
  }

  @Test
  void aStudyThatBeganWithAllTestRowsEndsWithThem() throws IOException {
    Path study = folder.resolve("study");
    good(
        "study",
        "--data",
        table(),
        "--label",
        "kind",
        "--normal",
        "usual",
        "--hidden",
        "2,3",
        "--epochs",
        2,
        "--out",
        study);
    Path file = study.resolve("n2/result.json");
    var mapper = new ObjectMapper();
    var result = (ObjectNode) mapper.readTree(Files.readString(file));
    double usual = result.get("test_error").asDouble();
    double odd = result.get("anomalous_test_error").asDouble();
    result.remove(List.of("anomalous_rows", "anomalous_test_error"));
    result.put("test_error", allRows(study.resolve("n2"), (14 * usual + 8 * odd) / 22));
    Files.writeString(file, mapper.writeValueAsString(result));
    Files.delete(study.resolve("n3/result.json"));
    Files.delete(study.resolve("results.json"));

    Telar resumed = good("study", "--resume", study);

    assertThat(resumed.out()).doesNotContain("other labels");
    assertThat(Files.readString(study.resolve("results.json"))).doesNotContain("anomalous");
    assertThat(good("verify", study).out()).startsWith("yes ");
    assertThat(good("report", study).exitCode()).isZero();
  }

  /// The error of all test rows to the last bit, as it is told by who was told of no labels.
  private double allRows(Path run, double about) throws IOException {
    Dataset all =
        DataReader.read(TrainedOn.of(run).source().orElseThrow(), Optional.empty(), _ -> {})
            .withoutAnomalous();
    try (Engine engine =
        Engine.open(
            Engine.Kind.REFERENCE,
            ModelFile.read(run.resolve("model.safetensors")).model(),
            8,
            1)) {
      double error = ReconstructionError.mean(engine, all.test());
      assertThat(error).isEqualTo(about, Offset.offset(1e-9));
      return error;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void dataOfOneKindSayNothingOfOthers() throws IOException {
    Path run = trained(table(), "--label", "kind");

    assertThat(Files.readString(run.resolve("result.json"))).doesNotContain("anomalous");
    assertThat(good("evaluate", run, "--json").out()).doesNotContain("anomalous");
  }

  @Test
  void aModelRemembersHowItsColumnsWereMade() throws IOException {
    Path run = trained(table(), "--scale", "min-max");
    List<String> other = new ArrayList<>(COLUMNS);
    Collections.reverse(other);
    List<List<String>> turned =
        rows(80).stream().map(row -> new ArrayList<>(row).reversed()).toList();
    Path reversed = csv("reversed.csv", other, turned);
    Path fewer = csv("fewer.csv", List.of("name", "size"), List.of(List.of("a", "1")));

    Preparation kept =
        Preparation.find(ModelFile.read(run.resolve("model.safetensors")).metadata()).orElseThrow();
    JsonNode alike = json("evaluate", run, "--data", reversed);
    JsonNode again = json("evaluate", run, "--data", csv("copy.csv", COLUMNS, rows(79)));

    assertThat(kept.columns()).extracting(column -> column.name()).isEqualTo(COLUMNS);
    assertThat(alike.get("test_rows").asInt()).isEqualTo(80);
    assertThat(alike.get("own_data").asBoolean()).isFalse();
    assertThat(again.get("test_rows").asInt()).isEqualTo(79);
    assertThat(problem("evaluate", run, "--data", fewer))
        .contains("there is no column day, which the model needs");
  }

  @Test
  void columnsAreEditedInAFile() throws IOException {
    Path data = table();
    Path columns = folder.resolve("columns.json");
    good("data", "show", "--data", data, "--out", columns);
    Files.writeString(
        columns,
        Files.readString(columns)
            .replace("\"date\"", "\"ignored\"")
            .replace("\"boolean\"", "\"label\""));

    JsonNode shown = json("data", "show", "--data", data, "--columns", columns, "--id", "shop");

    assertThat(shown.get("columns"))
        .extracting(column -> column.get("kind").asString())
        .containsExactly("id", "ignored", "number", "id", "label", "category");
    assertThat(problem("data", "show", "--data", data, "--out", columns)).contains("exists");
  }

  @Test
  void whatAFileOfColumnsMayNotHaveIsNamed() throws IOException {
    Path data = table();
    Path columns = folder.resolve("edited.json");
    Map<String, String> problems =
        Map.of(
            "{\"name\": \"day\", \"kind\": \"date\", \"scale\": \"none\"}",
            "columns[0].scale: is an unknown key; known are kind, name",
            "{\"name\": \"day\", \"kind\": \"date\"}, {\"name\": \"day\", \"kind\": \"id\"}",
            "has the column day twice; each comes once",
            "{\"name\": \"dya\", \"kind\": \"date\"}",
            "there is no column dya; there are",
            "{\"name\": \"dyc\", \"kind\": \"constant\"}",
            "there is no column dyc; there are",
            "{\"name\": \"dya\", \"kind\": \"ignored\"}",
            "there is no column dya to ignore; there are");

    for (Map.Entry<String, String> problem : problems.entrySet()) {
      Files.writeString(columns, "{\"columns\": [" + problem.getKey() + "]}");
      assertThat(problem("data", "show", "--data", data, "--columns", columns))
          .hasLineCount(1)
          .contains(problem.getValue());
    }
  }

  @Test
  void aConstantOnlyHasToBeInTheTableThatIsTrainedOn() throws IOException {
    Path data =
        csv(
            "constant.csv",
            List.of("size", "unit"),
            IntStream.range(0, 40).mapToObj(i -> List.of(i * i % 23 + ".5", "m")).toList());
    Path other = csv("other.csv", List.of("size"), List.of(List.of("3.5"), List.of("4.5")));
    Path columns = folder.resolve("columns.json");
    good("data", "show", "--data", data, "--out", columns);
    assertThat(columns).content().contains("\"constant\"");
    Path run = folder.resolve("run");
    good("train", "--data", data, "--columns", columns, "--out", run, "--hidden", 1, "--epochs", 1);
    Path plain = folder.resolve("plain");
    good(
        "train", "--data", data, "--numeric", "size", "--out", plain, "--hidden", 1, "--epochs", 1);

    assertThat(json("evaluate", run).get("own_data").asBoolean()).isTrue();
    assertThat(json("evaluate", run, "--data", other).get("test_rows").asInt()).isEqualTo(2);
    assertThat(problem("data", "show", "--data", other, "--columns", columns))
        .contains("there is no column unit");
    // What is found anyway makes no other data of it.
    JsonNode result = new ObjectMapper().readTree(Files.readString(run.resolve("result.json")));
    assertThat(result.get("data_sha256"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(Files.readString(plain.resolve("result.json")))
                .get("data_sha256"));
  }

  @Test
  void aDamagedFileOfColumnsIsToldInOneLine() throws IOException {
    Path data = table();
    Path columns = folder.resolve("bad.json");

    for (String text :
        List.of(
            "",
            "[]",
            "{\"columns\": [{\"name\": \"day\", \"kind\": \"wizard\"}]}",
            "{\"columns\": [")) {
      Files.writeString(columns, text);
      assertThat(problem("data", "show", "--data", data, "--columns", columns))
          .contains("bad.json")
          .doesNotContain("an error within Telar");
    }
  }

  @Test
  void manyLevelsAreNoIds() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 4500; i++) {
      rows.add(List.of("l" + i % 1500, String.valueOf(i * 7 % 100 / 3.0)));
    }
    Path data = csv("levels.csv", List.of("level", "size"), rows);

    assertThat(problem("train", "--data", data, "--min-count", 1, "--out", folder.resolve("never")))
        .contains("the column level has");
  }

  @Test
  void aBooleanOfOtherWordsIsRefused() throws IOException {
    Path run = trained(table());
    List<List<String>> other = new ArrayList<>();
    for (List<String> row : rows(80)) {
      List<String> changed = new ArrayList<>(row);
      changed.set(4, row.get(4).equals("yes") ? "true" : "false");
      other.add(changed);
    }

    assertThat(problem("evaluate", run, "--data", csv("other.csv", COLUMNS, other)))
        .contains("the column paid has in row 1 what is not one of its levels no and yes: true");
  }

  @Test
  void severalFilesAreOneTable() throws IOException {
    csv("part1.csv", COLUMNS, rows(80).subList(0, 50));
    csv("part2.csv", COLUMNS, rows(80).subList(50, 80));

    JsonNode shown = json("data", "show", "--data", folder.resolve("part*.csv").toString());

    assertThat(shown.get("rows").asInt()).isEqualTo(80);
    Path run = trained(folder.resolve("part*.csv").toString(), "--split", "time:day");
    assertThat(json("evaluate", run).get("test_rows").asInt()).isEqualTo(16);
  }

  @Test
  void theRowsOfAQueryAreTrainedOn() throws IOException, SQLException {
    Path database = folder.resolve("sales.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE sales (name TEXT, day TEXT, size REAL, shop TEXT, paid TEXT, kind TEXT)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?)")) {
        for (List<String> row : rows(80)) {
          for (int i = 0; i < row.size(); i++) {
            insert.setString(i + 1, row.get(i).isEmpty() ? null : row.get(i));
          }
          insert.execute();
        }
      }
    }
    String url = "jdbc:sqlite:" + database;
    String query = "SELECT day, size, shop, paid FROM sales ORDER BY name";

    Path run = trained(url, "--query", query);

    assertThat(problem("evaluate", run)).contains("a database is asked only where it is named");
    assertThat(json("evaluate", run, "--data", url).get("own_data").asBoolean()).isTrue();
    assertThat(problem("train", "--data", url, "--query", query, "--ignore", "zz"))
        .contains("there is no column zz to ignore; there are day, size, shop, paid");
    assertThat(problem("train", "--data", url, "--query", "DELETE FROM sales")).contains("SELECT");
  }

  @Test
  void whoIsMissingAllOfARowDoesNotCount() throws IOException {
    List<List<String>> rows = new ArrayList<>(rows(60));
    rows.add(List.of("none", "", "", "", "", "usual"));
    List<List<String>> numbers = rows.stream().map(row -> List.of(row.get(2))).toList();
    Path data = csv("one.csv", List.of("size"), numbers);

    Path run = trained(data, "--hidden", "2");

    assertThat(json("evaluate", run).get("test_error").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ignore zz|there is no column zz to ignore; there are name, day, size, shop, paid, kind",
        "--numeric zz|there is no column zz; there are name, day, size, shop, paid, kind",
        "--ignore day,size,shop,paid,kind|no column is left that a network could see: name is id, day is"
            + " ignored",
        "--id day --label day|the column day is named by id and by label",
        "--scale big|scale must be standard, min-max, robust or none, got big",
        "--date-parts year|date parts must be of hour, weekday and month, got year",
        "--ignore day --date-parts hour|date parts has no effect: no column is a date; leave it away",
        "--test-rows 1.0|test rows must be a number of rows, or a share of them such as 0.1, got 1.0",
        "--min-count 0|min count must be at least 1, got 0",
        "--max-levels 2|the column shop has 3 levels that occur at least 2 times, more than 2",
        "--split time:zz|there is no column zz to order the rows by",
        "--split time:shop|the column shop has in row 1 neither a date nor a number to order by: north",
        "--split sideways|split must be random, ordered or time:COLUMN, got sideways",
        "--label kind --normal zz|no row has the label zz in the column kind",
        "--normal usual|--normal names levels of a label column; say which one with --label COLUMN",
        "--weight shop|the column shop has in row 1 no weight, a number of at least 0: north",
        "--numeric shop|the column shop has in row 1 what is not a finite number: north",
        "--date size|the column size has in row 1 what is not a date such as 2026-03-01: 10",
        "--boolean shop|the column shop has 3 levels, a boolean has two; --categorical takes more",
        "--test-rows 80|80 rows are too few: 8 validate, 8 calibrate and 80 test",
        "--test-rows few|test rows must be a number of rows, or a share of them such as 0.1, got few",
        "--size 3x3|size has no effect on a table; leave it away, got 3x3",
        "--columns zz.json|zz.json",
      })
  void whatIsWrongIsToldInOneLine(String options, String problem) throws IOException {
    Path run = folder.resolve("never");
    List<Object> args = new ArrayList<>(List.of("train", "--data", table(), "--out", run));
    args.addAll(List.of(options.split(" ")));

    assertThat(problem(args.toArray())).contains(problem);
    assertThat(run).doesNotExist();
  }

  @Test
  void numbersAmongTextsAreNotTakenForCategories() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(List.of(String.valueOf(i * 1.5), i == 30 ? "n/k" : String.valueOf(i * 2 + 0.5)));
    }
    Path data = csv("mixed.csv", List.of("a", "b"), rows);

    assertThat(problem("train", "--data", data, "--out", folder.resolve("never")))
        .contains("the column b has 49 numbers and 1 other texts, such as n/k in row 31; --na n/k");
    trained(data, "--na", "n/k");
  }
}
