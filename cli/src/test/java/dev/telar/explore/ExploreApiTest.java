package dev.telar.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.engine.Engine;
import dev.telar.run.Json;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ExploreApiTest {
  private static final String MODEL = "trained";

  @TempDir Path folder;
  private ExploreApi api;
  private Explorer explorer;

  @BeforeEach
  void open() throws IOException {
    Path run = TinyModels.run(folder.resolve("run"), 4, 1);
    var catalog = new ModelCatalog(run);
    api = new ExploreApi(run, TinyModels.pictures(), Engine.Kind.AUTO);
    explorer = Explorer.open(catalog.model(MODEL), TinyModels.pictures(), Engine.Kind.REFERENCE);
  }

  @AfterEach
  void close() {
    api.close();
    explorer.close();
  }

  private JsonNode get(String name, String... query) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      parameters.put(query[i], query[i + 1]);
    }
    return Json.read(api.get(name, parameters), JsonNode.class);
  }

  private JsonNode post(String name, Map<String, Object> body) throws IOException {
    return Json.read(api.post(name, Json.writeCompact(body).getBytes(UTF_8)), JsonNode.class);
  }

  private static float[] floats(JsonNode array) {
    float[] out = new float[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).floatValue();
    }
    return out;
  }

  @Test
  void tellsWhatThereIs() throws IOException {
    JsonNode only = get("models").get(0);
    JsonNode facts = get("model", "model", MODEL);

    assertThat(only.toString())
        .isEqualTo(
            "{\"id\":\"trained\",\"hidden\":4,\"seed\":1,\"step\":null,\"error\":\"0.0125\"}");
    assertThat(facts.toString())
        .isEqualTo(
            "{\"width\":5,\"height\":6,\"channels\":1,\"rows\":60,\"hidden\":4,\"activation\":\"relu\",\"widths\":[30,4,30]}");
  }

  @Test
  void aTestImageComesWithItsCodeAndReconstructionToTheBit() throws IOException {
    JsonNode picture = get("picture", "model", MODEL, "row", "7");

    float[] pixels = explorer.pixels(7);
    assertThat(floats(picture.get("pixels"))).isEqualTo(pixels);
    assertThat(floats(picture.get("code"))).isEqualTo(explorer.code(7));
    assertThat(floats(picture.get("reconstruction"))).isEqualTo(explorer.reconstruct(pixels));
    assertThat(picture.get("error").stringValue())
        .isEqualTo(ErrorText.of(explorer.error(explorer.reconstruct(pixels), pixels)));
  }

  @Test
  void aPictureOfOnesOwnIsEncoded() throws IOException {
    float[] pixels = new float[TinyModels.PIXELS];
    pixels[3] = 0.7f;

    JsonNode seen = post("encode", Map.of("model", MODEL, "pixels", Explorer.list(pixels)));

    assertThat(floats(seen.get("code"))).isEqualTo(explorer.code(pixels));
    assertThat(floats(seen.get("reconstruction"))).isEqualTo(explorer.reconstruct(pixels));
  }

  @Test
  void aChangedCodeIsDecodedAndComparedWithThePicture() throws IOException {
    float[] pixels = explorer.pixels(2);
    float[] code = explorer.code(2);
    code[1] = 0;

    JsonNode decoded =
        post(
            "decode",
            Map.of("model", MODEL, "code", Explorer.list(code), "pixels", Explorer.list(pixels)));

    float[] expected = explorer.decode(code);
    assertThat(floats(decoded.get("reconstruction")))
        .isEqualTo(expected)
        .isNotEqualTo(explorer.reconstruct(pixels));
    assertThat(decoded.get("error").stringValue())
        .isEqualTo(ErrorText.of(explorer.error(expected, pixels)));
  }

  @Test
  void theWayBetweenTwoPicturesIsTheExplorers() throws IOException {
    float[] from = explorer.pixels(0);
    float[] to = explorer.pixels(1);

    JsonNode way =
        post(
            "interpolate",
            Map.of(
                "model", MODEL,
                "from", Explorer.list(from),
                "to", Explorer.list(to),
                "positions", List.of(0.5, 1)));

    var expected = explorer.interpolate(from, to, List.of(0.5f, 1f));
    assertThat(way.get("steps").size()).isEqualTo(2);
    assertThat(Explorer.list(floats(way.get("steps").get(0).get("decoded"))))
        .isEqualTo(expected.getFirst().decoded());
    assertThat(Explorer.list(floats(way.get("steps").get(1).get("blended"))))
        .isEqualTo(expected.getLast().blended());
  }

  @Test
  void theSurveyAndTheMapComeWhenTheyAreReady() throws IOException, InterruptedException {
    explorer.measuring().await();
    JsonNode progress = get("progress", "model", MODEL);
    while (!progress.get("map").booleanValue()) {
      Thread.sleep(5);
      progress = get("progress", "model", MODEL);
    }
    JsonNode survey = get("survey", "model", MODEL);
    JsonNode map = get("map", "model", MODEL);

    Survey expected = explorer.measuring().survey().orElseThrow();
    CodeMap expectedMap = explorer.measuring().map().orElseThrow();
    assertThat(progress.get("part").doubleValue()).isEqualTo(1);
    assertThat(progress.get("failure").stringValue()).isEmpty();
    assertThat(survey.get("greatest").get(2).floatValue())
        .isEqualTo(expected.units().get(2).greatest());
    assertThat(survey.get("active_percent").get(0).stringValue()).endsWith("%");
    assertThat(survey.get("errors").get(8).stringValue())
        .isEqualTo(ErrorText.of(expected.errors().of(8)));
    assertThat(survey.get("ascending").get(0).intValue())
        .isEqualTo(expected.errors().best(1).getFirst());
    assertThat(map.get("x").get(9).floatValue()).isEqualTo(expectedMap.x(9));
    assertThat(map.get("explained").size()).isEqualTo(2);
  }

  @Test
  void thumbnailsAreTheImagesBytes() throws IOException {
    JsonNode thumbnails = get("thumbnails", "rows", "3,0");

    byte[] third = Base64.getDecoder().decode(thumbnails.get(0).stringValue());
    assertThat(thumbnails.size()).isEqualTo(2);
    assertThat(third).hasSize(TinyModels.PIXELS);
    assertThat(third[4] & 0xff).isEqualTo(TinyModels.pictures().bytes(3)[4] & 0xff);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "picture | row=60 | there is no image 60; they are numbered 0 to 59",
        "picture | row=-1 | there is no image -1; they are numbered 0 to 59",
        "picture | row=1e1 | there is no image 1e1; they are numbered 0 to 59",
        "picture | row=99999999999 | there is no image 99999999999; they are numbered 0 to 59",
        "picture | rows=1 | this question has the parameters model, row and no others",
        "thumbnails | rows=1 | this question has the parameters rows and no others",
        "nothing | row=1 | there is no nothing to get",
        "models | row=1 | this question has no parameters"
      })
  void refusesQuestionsThatMakeNoSense(String name, String parameter, String message) {
    String[] pair = parameter.split("=", -1);

    assertThatThrownBy(() -> get(name, "model", MODEL, pair[0], pair[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesTooManyThumbnailsAndUnknownModels() {
    String rows = String.join(",", Collections.nCopies(501, "1"));

    assertThatThrownBy(() -> get("thumbnails", "rows", rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("501 images are asked for; at most 500 come at a time");
    assertThatThrownBy(() -> get("survey", "model", "other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no model other; there are trained");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "decode | {\"model\":\"trained\",\"code\":[1,2,3],\"pixels\":P} | code has 3 values, the code of the model has 4",
        "decode | {\"model\":\"trained\",\"code\":[1,2,3,1e400],\"pixels\":P} | code[3] is",
        "decode | {\"model\":\"trained\",\"code\":[1,2,3,1e7],\"pixels\":P} | code[3] is 1.0E7, it must be a number from -1000000.0 to 1000000.0",
        "decode | {\"model\":\"trained\",\"code\":[1,2,3,\"4\"],\"pixels\":P} | code[3] is \"4\", it must be a number",
        "decode | {\"model\":\"trained\",\"code\":[1,2,3,null],\"pixels\":P} | code[3] is null, it must be a number",
        "decode | {\"model\":\"trained\",\"code\":[1,2,3,NaN],\"pixels\":P} | the body is not JSON",
        "decode | {\"model\":\"trained\",\"code\":7,\"pixels\":P} | code must be an array of numbers",
        "decode | {\"model\":7,\"code\":[1,2,3,4],\"pixels\":P} | model must be a text",
        "decode | {\"model\":\"trained\",\"code\":[1,2,3,4]} | the body must be a JSON object with model, code, pixels and nothing else",
        "decode | [] | the body must be a JSON object with",
        "decode | `` | the body",
        "encode | {\"model\":\"trained\",\"pixels\":[0.5]} | pixels has 1 values, the images have 30 pixels",
        "encode | {\"model\":\"trained\",\"pixels\":[1.5]} | pixels[0] is 1.5, it must be a number from 0.0 to 1.0",
        "encode | {\"model\":\"gone\",\"pixels\":P} | there is no model gone; there are trained",
        "interpolate | {\"model\":\"trained\",\"from\":P,\"to\":P,\"positions\":[]} | positions must be 1 to 33 numbers, there are 0",
        "interpolate | {\"model\":\"trained\",\"from\":P,\"to\":P,\"positions\":[-0.1]} | positions[0] is -0.1, it must be a number from 0.0 to 1.0",
        "models | {} | there is no models to post"
      })
  void refusesBodiesThatMakeNoSense(String name, String body, String message) {
    String picture = Explorer.list(new float[TinyModels.PIXELS]).toString();

    assertThatThrownBy(() -> api.post(name, body.replace("P", picture).getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith(message)
        .doesNotContain("\n");
  }
}
