package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.score.RowScore;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The example of a service, which is a program of one file with the runtime alone.
class ServiceTest {
  private static final Path SOURCE = Path.of("../examples/service/Service.java");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path folder;

  private static Path model;
  private static Process process;
  private static URI place;

  @BeforeAll
  static void start() throws IOException {
    model = TinyTable.trained(folder).resolve("model.safetensors");
    String runtime =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path ->
                path.contains("telar-runtime")
                    || path.contains("jackson-core")
                    || path.endsWith(Path.of("runtime", "target", "classes").toString()))
            .collect(Collectors.joining(File.pathSeparator));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                runtime,
                SOURCE.toString(),
                model.toString(),
                "0")
            .redirectError(folder.resolve("err").toFile())
            .start();
    BufferedReader out = process.inputReader();
    String first = out.readLine();
    assertThat(first).as(Files.readString(folder.resolve("err"))).startsWith("http://127.0.0.1:");
    place = URI.create(first);
  }

  @AfterAll
  static void stop() throws Exception {
    process.destroy();
    process.waitFor();
    CLIENT.close();
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(place).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void aRowHasTheScoreOfTheScorer() throws Exception {
    Map<String, Object> row =
        Map.of("when", "2026-03-02T03:00", "room", "attic", "warmth", -40.5, "fan", true);
    Scorer scorer = Scorer.load(model);
    RowScore expected = scorer.score(row);

    HttpResponse<String> answer =
        post(
            """
            {"when": "2026-03-02T03:00", "room": "attic", "warmth": -40.5, "fan": true, "damp": null}
            """);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode json = new ObjectMapper().readTree(answer.body());
    assertThat((float) json.get("score").asDouble()).isEqualTo(expected.score());
    assertThat(json.get("p_value").asDouble()).isEqualTo(scorer.pValue(ScoreKind.BOTH, expected));
    assertThat(json.get("anomaly").isBoolean()).isTrue();
    List<String> why = scorer.why(expected, row, 3).stream().map(String::valueOf).toList();
    assertThat(json.get("why").valueStream().map(JsonNode::asString).toList())
        .isEqualTo(why)
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"warmth\": \"hot\"}' | the column warmth takes a number, got String hot",
        "'{\"warmth\": 1e999}' | 'the column warmth takes a finite number, got Double Infinity'",
        "'{\"when\": \"soon\"}' | 'the column when takes a date such as 2026-03-01, got String soon'",
        "'{\"warmth\": [1]}' | 'warmth must be text, a number, true or false'",
        "'[1]' | a row is one object of JSON",
        "'{} {}' | a row is one object of JSON",
        "'' | a row is one object of JSON",
      })
  void aBadRowIsAnsweredInOneLine(String body, String told) throws Exception {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(told + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'{\"warmth\": '", "nonsense", "'{\"warmth\" 3}'"})
  void whatIsNoJsonIsAnsweredInOneLine(String body) throws Exception {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).hasLineCount(1).isNotBlank();
  }

  @Test
  void itIsAShortProgram() throws IOException {
    assertThat(Files.readAllLines(SOURCE)).hasSizeLessThan(80);
  }
}
