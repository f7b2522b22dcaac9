package dev.telar.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.telar.engine.Engine;
import dev.telar.run.Json;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the explore page is answered of a model of a table.
class ExploreTableApiTest {
  private static final String MODEL = "trained";

  @TempDir static Path folder;
  private static TableModels models;
  private static ExploreApi api;
  private static Explorer explorer;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    models = TableModels.trained(folder);
    api = new ExploreApi(models.run(), models.tested(), Engine.Kind.AUTO);
    explorer =
        Explorer.open(
            new ModelCatalog(models.run()).model(MODEL), models.tested(), Engine.Kind.REFERENCE);
    explorer.measuring().await();
    while (!get("progress", "model", MODEL).get("map").booleanValue()) {
      Thread.sleep(5);
    }
  }

  @AfterAll
  static void close() {
    api.close();
    explorer.close();
  }

  private static JsonNode get(String name, String... query) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      parameters.put(query[i], query[i + 1]);
    }
    return Json.read(api.get(name, parameters), JsonNode.class);
  }

  private static JsonNode post(String name, Map<String, Object> body) throws IOException {
    return Json.read(api.post(name, Json.writeCompact(body).getBytes(UTF_8)), JsonNode.class);
  }

  private static float[] floats(JsonNode array) {
    float[] out = new float[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).floatValue();
    }
    return out;
  }

  private static JsonNode column(String name) throws IOException {
    return get("model", "model", MODEL)
        .get("columns")
        .valueStream()
        .filter(column -> column.get("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsTheColumnsInTheTablesUnits() throws IOException {
    JsonNode facts = get("model", "model", MODEL);

    assertThat(facts.get("rows").intValue()).isEqualTo(models.rows().rows());
    assertThat(facts.get("columns").valueStream().map(c -> c.get("name").stringValue()))
        .containsExactly("when", "room", "warmth", "damp", "fan");
    assertThat(column("room").get("levels").valueStream().map(JsonNode::stringValue))
        .containsExactly("attic", "cellar", "hall");
    assertThat(column("fan").get("kind").stringValue()).isEqualTo("boolean");
    assertThat(column("when").get("kind").stringValue()).isEqualTo("date");
    assertThat(column("damp").get("missing").booleanValue()).isTrue();
    JsonNode warmth = column("warmth");
    int place = models.rows().preparation().find("warmth").orElseThrow();
    for (int row = 0; row < models.rows().rows(); row++) {
      assertThat(models.rows().cell(row, place))
          .isBetween(warmth.get("least").doubleValue(), warmth.get("most").doubleValue());
    }
    assertThat(warmth.get("missing").booleanValue()).isFalse();
    assertThat(warmth.get("step").doubleValue()).isIn(0.01, 0.1);
  }

  @Test
  void everyTestRowIsEncodedFromItsCellsAsTheSamplesAre() throws IOException {
    for (int row = 0; row < models.rows().rows(); row++) {
      JsonNode seen = get("row", "model", MODEL, "row", "" + row);

      assertThat(floats(seen.get("code"))).isEqualTo(explorer.code(row));
      double error = explorer.measuring().survey().orElseThrow().errors().of(row);
      assertThat(seen.get("error").stringValue()).isEqualTo(ErrorText.of(error));
      JsonNode again = post("encode", Map.of("model", MODEL, "cells", seen.get("cells")));
      assertThat(again).isEqualTo(seen);
    }
  }

  @Test
  void cellsAreShownObservedAndExpected() throws IOException {
    JsonNode seen = get("row", "model", MODEL, "row", "0");
    double[] errors =
        seen.get("columns")
            .valueStream()
            .filter(column -> column.get("counts").booleanValue())
            .mapToDouble(column -> Double.parseDouble(column.get("error").stringValue()))
            .toArray();

    assertThat(IntStream.range(0, errors.length).mapToDouble(i -> errors[i]).average())
        .hasValueCloseTo(Double.parseDouble(seen.get("error").stringValue()), within(2e-4));
    int room = 1;
    JsonNode shown = seen.get("columns").get(room);
    assertThat(shown.get("observed").stringValue())
        .isEqualTo(models.rows().text(0, models.rows().preparation().find("room").orElseThrow()));
    assertThat(shown.get("expected").stringValue()).isIn("attic", "cellar", "hall");
    assertThat(seen.get("columns").get(0).get("expected").stringValue()).startsWith("20");
  }

  @Test
  void aChangedCodeAndAMissingCellAreMeasured() throws IOException {
    JsonNode seen = get("row", "model", MODEL, "row", "1");
    List<Optional<Object>> cells = written(seen);
    cells.set(3, Optional.empty());

    JsonNode missing = post("encode", Map.of("model", MODEL, "cells", cells));
    JsonNode decoded =
        post(
            "decode", Map.of("model", MODEL, "code", List.of(0, 0, 0), "cells", seen.get("cells")));

    assertThat(missing.get("columns").get(3).get("counts").booleanValue()).isFalse();
    assertThat(missing.get("columns").get(3).get("observed").stringValue()).isEqualTo("(missing)");
    float[] reconstruction = explorer.decode(new float[3]);
    float[] values = explorer.pixels(1);
    float[] weights = new float[values.length];
    models.rows().readLossWeights(1, weights);
    assertThat(decoded.get("error").stringValue())
        .isEqualTo(ErrorText.of(explorer.error(reconstruction, values, weights)));
    assertThat(decoded.get("standing").get("below").stringValue()).endsWith("%");
  }

  private static List<Optional<Object>> written(JsonNode seen) {
    return new ArrayList<>(
        seen.get("cells")
            .valueStream()
            .map(cell -> cell.isNull() ? Optional.<Object>empty() : Optional.<Object>of(cell))
            .toList());
  }

  @Test
  void theErrorsDistributionHoldsAllRows() throws IOException {
    JsonNode survey = get("survey", "model", MODEL);

    assertThat(survey.get("bars").valueStream().mapToInt(JsonNode::intValue).sum())
        .isEqualTo(models.rows().rows());
    assertThat(survey.get("units").get("ascending").size()).isEqualTo(models.rows().rows());
  }

  @Test
  void theRowItselfIsNearestToItsCode() throws IOException {
    JsonNode near =
        post("nearest", Map.of("model", MODEL, "code", Explorer.list(explorer.code(2))));

    assertThat(near.size()).isEqualTo(8);
    assertThat(near.get(0).get("row").intValue()).isEqualTo(2);
    assertThat(near.get(0).get("distance").stringValue()).isEqualTo("0");
    assertThat(near.get(0).get("table_row").intValue()).isEqualTo(models.rows().tableRow(2) + 1);
  }

  @Test
  void theWayBetweenTwoRowsIsToldInTheTablesUnits() throws IOException {
    JsonNode from = get("row", "model", MODEL, "row", "0");
    JsonNode to = get("row", "model", MODEL, "row", "1");

    JsonNode step =
        post(
                "interpolate",
                Map.of(
                    "model", MODEL,
                    "from", from.get("cells"),
                    "to", to.get("cells"),
                    "positions", List.of(0)))
            .get("steps")
            .get(0);

    for (int k = 0; k < 5; k++) {
      assertThat(step.get("decoded").get(k)).isEqualTo(from.get("columns").get(k).get("expected"));
    }
    assertThat(step.get("blended").get(1)).isEqualTo(from.get("columns").get(1).get("observed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row | row=9999 | there is no row 9999; they are numbered 0 to",
        "row | row=-1 | there is no row -1; they are numbered 0 to",
        "row | rows=1 | this question has the parameters model, row and no others",
        "picture | row=1 | there is no picture to get",
        "thumbnails | row=1 | there is no thumbnails to get"
      })
  void refusesQuestionsThatMakeNoSense(String name, String parameter, String message) {
    String[] pair = parameter.split("=", -1);

    assertThatThrownBy(() -> get(name, "model", MODEL, pair[0], pair[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "encode | {\"model\":\"trained\",\"cells\":[null]} | cells has 1 values, the table has 5 columns",
        "encode | {\"model\":\"trained\",\"cells\":7} | cells must be an array of cells",
        "encode | {\"model\":\"trained\",\"cells\":{}} | cells must be an array of cells",
        "encode | {\"model\":\"trained\",\"cells\":[7,0,20,1,0]} | cells[0] is 7, it must be null or a date such as 2026-03-01T12:30",
        "encode | {\"model\":\"trained\",\"cells\":[\"soon\",0,20,1,0]} | cells[0] is \"soon\", it must be null or a date",
        "encode | {\"model\":\"trained\",\"cells\":[null,4,20,1,0]} | cells[1] is 4, it must be null or a whole number from 0 to 3",
        "encode | {\"model\":\"trained\",\"cells\":[null,-1,20,1,0]} | cells[1] is -1, it must be null or a whole number",
        "encode | {\"model\":\"trained\",\"cells\":[null,0.5,20,1,0]} | cells[1] is 0.5, it must be null or a whole number",
        "encode | {\"model\":\"trained\",\"cells\":[null,1e99,20,1,0]} | cells[1] is 1.0E99, it must be null or a whole number",
        "encode | {\"model\":\"trained\",\"cells\":[null,99999999999,20,1,0]} | cells[1] is 99999999999, it must be null or a whole number",
        "encode | {\"model\":\"trained\",\"cells\":[null,\"attic\",20,1,0]} | cells[1] is \"attic\", it must be null or a whole number",
        "encode | {\"model\":\"trained\",\"cells\":[null,0,\"20\",1,0]} | cells[2] is \"20\", it must be null or a number from",
        "encode | {\"model\":\"trained\",\"cells\":[null,0,1e300,1,0]} | cells[2] is 1.0E300, it must be null or a number from",
        "encode | {\"model\":\"trained\",\"cells\":[null,0,1e400,1,0]} | cells[2] is",
        "encode | {\"model\":\"trained\",\"cells\":[null,0,NaN,1,0]} | the body is not JSON",
        "encode | {\"model\":\"trained\",\"cells\":[null,0,[20],1,0]} | cells[2] is [20], it must be null or a number from",
        "encode | {\"model\":\"trained\",\"pixels\":[1]} | the body must be a JSON object with model, cells and nothing else",
        "encode | {\"model\":\"gone\",\"cells\":[null,0,20,1,0]} | there is no model gone; there are trained",
        "decode | {\"model\":\"trained\",\"code\":[1],\"cells\":[null,0,20,1,0]} | code has 1 values, the code of the model has 3",
        "decode | {\"model\":\"trained\",\"code\":[1,2,1e9],\"cells\":[null,0,20,1,0]} | code[2] is 1.0E9, it must be a number from",
        "nearest | {\"model\":\"trained\",\"code\":[1,2]} | code has 2 values, the code of the model has 3",
        "interpolate | {\"model\":\"trained\",\"from\":[null,0,20,1,0],\"to\":[null,0,20,1],\"positions\":[0]} | to has 4 values, the table has 5 columns",
        "interpolate | {\"model\":\"trained\",\"from\":[null,0,20,1,0],\"to\":[null,0,20,1,0],\"positions\":[2]} | positions[0] is 2, it must be a number from 0.0 to 1.0",
        "models | {} | there is no models to post"
      })
  void refusesBodiesThatMakeNoSense(String name, String body, String message) {
    assertThatThrownBy(() -> api.post(name, body.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(message)
        .doesNotContain("\n");
  }

  @Test
  void theFarthestCellsStillGiveNumbers() throws IOException {
    JsonNode seen = get("row", "model", MODEL, "row", "0");
    List<Optional<Object>> cells = written(seen);
    cells.set(2, Optional.of(1e9));

    JsonNode far = post("encode", Map.of("model", MODEL, "cells", cells));

    assertThat(far.get("code").valueStream()).allMatch(JsonNode::isNumber);
    assertThat(far.get("standing").get("below").stringValue()).startsWith("100.0");
  }
}
