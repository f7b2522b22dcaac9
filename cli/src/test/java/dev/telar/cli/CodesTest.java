package dev.telar.cli;

import static dev.telar.cli.Telar.good;
import static dev.telar.cli.Telar.json;
import static dev.telar.cli.Telar.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.IdxFile;
import dev.telar.data.NpyFile;
import dev.telar.data.NumberType;
import dev.telar.format.ModelFile;
import dev.telar.model.Autoencoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `encode`, `reconstruct` and `decode`.
class CodesTest {
  @TempDir private Path folder;

  private Path at(String name) {
    return folder.resolve(name);
  }

  @Nested
  class OfImages {
    private Path run;
    private Path data;
    private Autoencoder model;
    private float[][] test;

    @BeforeEach
    void train() throws IOException {
      data = TinyImages.write(at("tiny"));
      run = at("run");
      Telar.good(
          "train",
          "--data",
          data,
          "--out",
          run,
          "--hidden",
          3,
          "--epochs",
          2,
          "--validation-rows",
          10,
          "--quiet");
      model = ModelFile.read(run.resolve("model.safetensors")).model();
      var images = IdxFile.readImages(data.resolve("t10k-images-idx3-ubyte")).samples();
      test = new float[images.rows()][images.width()];
      for (int row = 0; row < test.length; row++) {
        images.read(row, test[row]);
      }
    }

    @Test
    void codesAreThoseOfTheTestRows() throws IOException {
      JsonNode told = json("encode", run, "--out", at("codes.npy"));

      NpyFile codes = NpyFile.read(at("codes.npy"));
      assertThat(codes.type()).isEqualTo(NumberType.FLOAT32);
      assertThat(codes.shape()).containsExactly(TinyImages.TEST_ROWS, 3);
      for (int row = 0; row < test.length; row++) {
        assertThat(Arrays.copyOfRange(codes.floats(), 3 * row, 3 * row + 3))
            .isEqualTo(model.encode(test[row]));
      }
      assertThat(told.get("rows").asInt()).isEqualTo(20);
      assertThat(told.get("code_width").asInt()).isEqualTo(3);
      assertThat(told.get("own_data").asBoolean()).isTrue();
      JsonNode compression = told.get("compression");
      assertThat(compression.get("input_bytes").asInt()).isEqualTo(20 * 20);
      assertThat(compression.get("code_bytes").asInt()).isEqualTo(20 * 3 * 4);
      assertThat(compression.get("rounded_bytes").asInt()).isEqualTo(20 * 3 + 2 * 3 * 4);
      double error = json("evaluate", run).get("test_error").asDouble();
      assertThat(compression.get("error").asDouble()).isEqualTo(error);
      assertThat(compression.get("rounded_error").asDouble())
          .isNotEqualTo(error)
          .isBetween(0.98 * error, 1.02 * error);
    }

    @Test
    void otherDataAreEncodedWhole() throws IOException {
      Telar told = good("encode", run, "--data", data, "--out", at("codes.csv"));

      assertThat(told.out())
          .startsWith("codes of 3 numbers for 80 images of tiny: " + at("codes.csv") + "\n")
          .contains("inputs 1,600 bytes (bytes); codes as float32 960 bytes, error 0.");
      List<String> lines = Files.readAllLines(at("codes.csv"));
      assertThat(lines).hasSize(81);
      assertThat(lines.getFirst()).isEqualTo("code_0,code_1,code_2");
      assertThat(Stream.of(lines.get(61).split(",")).map(Float::valueOf))
          .containsExactlyElementsOf(floats(model.encode(test[0])));
    }

    private static List<Float> floats(float[] values) {
      List<Float> list = new ArrayList<>();
      for (float value : values) {
        list.add(value);
      }
      return list;
    }

    @ParameterizedTest
    @ValueSource(strings = {"codes.npy", "codes.csv", "codes.tsv.gz", "codes.parquet"})
    void whatIsDecodedIsWhatIsReconstructedToTheBit(String name) throws IOException {
      good("encode", run, "--out", at(name));
      good("reconstruct", run, "--out", at("reconstructed.npy"));
      JsonNode told = json("decode", run, "--data", at(name), "--out", at("decoded.npy"));

      assertThat(told.get("rows").asInt()).isEqualTo(20);
      NpyFile decoded = NpyFile.read(at("decoded.npy"));
      assertThat(decoded.shape()).containsExactly(20, TinyImages.HEIGHT, TinyImages.WIDTH);
      assertThat(Arrays.copyOf(decoded.floats(), 20)).isEqualTo(model.reconstruct(test[0]));
      assertThat(at("decoded.npy")).hasSameBinaryContentAs(at("reconstructed.npy"));
    }

    @Test
    void codesOfEightBitsAreDecodedWithTheErrorThatWasTold() throws IOException {
      JsonNode told = json("encode", run, "--bits", 8, "--out", at("bytes.npy"));
      good("decode", run, "--data", at("bytes.npy"), "--out", at("decoded.npy"));

      NpyFile bytes = NpyFile.read(at("bytes.npy"));
      assertThat(bytes.type()).isEqualTo(NumberType.UINT8);
      assertThat(bytes.shape()).containsExactly(20, 3);
      assertThat(bytes.floats()).contains(0, 255);
      float[] decoded = NpyFile.read(at("decoded.npy")).floats();
      double sum = 0;
      for (int i = 0; i < decoded.length; i++) {
        double difference = decoded[i] - test[i / 20][i % 20];
        sum += difference * difference;
      }
      assertThat(told.get("compression").get("rounded_error").asDouble())
          .isCloseTo(sum / decoded.length, Percentage.withPercentage(1e-3));
      assertThat(problem("encode", run, "--bits", 8, "--out", at("bytes.csv")))
          .contains("codes of 8 bits are written as .npy alone");
      assertThat(problem("encode", run, "--bits", 4, "--out", at("b.npy")))
          .contains("--bits must be 8, got 4");
      Files.delete(at("bytes.npy"));
      assertThat(problem("encode", run, "--out", at("bytes.npy")))
          .contains("bytes.npy.json: exists already");
    }

    @Test
    void aBadScaleIsSaidInOneLine() throws IOException {
      good("encode", run, "--out", at("codes.npy"));
      Path scale = at("codes.npy.json");
      for (var bad :
          Map.of(
                  "{}", "is missing",
                  "{\"least\": [0, 0], \"greatest\": [1, 1]}", "has the scale of 2 numbers",
                  "{\"least\": [0, 2, 0], \"greatest\": [1, 1, 1]}",
                      "unit 1 reaches from 2.0 to 1.0",
                  "{\"least\": [0, 0, 0], \"greatest\": [1, 1, 1]}", "whole numbers from 0 to 255")
              .entrySet()) {
        Files.writeString(scale, bad.getKey());

        assertThat(problem("decode", run, "--data", at("codes.npy"), "--out", at("a.npy")))
            .contains(bad.getValue());
      }
    }

    @Test
    void picturesAreOneOrAFolder() throws IOException {
      good("reconstruct", run, "--out", at("sheet.png"));
      good("reconstruct", run, "--out", at("pictures"));

      BufferedImage sheet = ImageIO.read(at("sheet.png").toFile());
      assertThat(sheet.getWidth()).isEqualTo(5 * TinyImages.WIDTH);
      assertThat(sheet.getHeight()).isEqualTo(4 * TinyImages.HEIGHT);
      try (Stream<Path> files = Files.list(at("pictures"))) {
        assertThat(files).hasSize(20);
      }
      BufferedImage last = ImageIO.read(at("pictures/000019.png").toFile());
      assertThat(last.getWidth()).isEqualTo(TinyImages.WIDTH);
      float[] expected = model.reconstruct(test[19]);
      assertThat(last.getRaster().getSample(1, 2, 0))
          .isEqualTo(Math.round(Math.clamp(expected[2 * TinyImages.WIDTH + 1], 0f, 1f) * 255));
      assertThat(sheet.getRaster().getSample(4 * 4 + 1, 3 * 5 + 2, 0))
          .isEqualTo(last.getRaster().getSample(1, 2, 0));
    }

    @Test
    void theSizeOfImagesMayBeSaid() throws IOException {
      good("encode", run, "--out", at("codes.npy"));
      Files.move(data, at("moved"));

      assertThat(problem("decode", run, "--data", at("codes.npy"), "--out", at("a.png")))
          .contains("to tell their size, for 20 values; give it with --size HxW");
      good("decode", run, "--data", at("codes.npy"), "--size", "5x4", "--out", at("a.png"));
      assertThat(ImageIO.read(at("a.png").toFile()).getHeight()).isEqualTo(20);
      assertThat(
              problem(
                  "decode", run, "--data", at("codes.npy"), "--size", "5x5", "--out", at("b.png")))
          .contains("--size must be height and width of an image of 20 values");
      assertThat(at("b.png")).doesNotExist();
    }

    @Test
    void badCodesAreSaidInOneLine() throws IOException {
      Path wide = at("wide.npy");
      NpyFile.write(wide, new float[8], 2, 4);
      assertThat(problem("decode", run, "--data", wide, "--out", at("a.npy")))
          .isEqualTo("telar decode: " + wide + ": has 4 columns, the model's codes have 3\n");
      Path narrow = Files.writeString(at("narrow.csv"), "id,code_0,code_2\na,1,2\nb,1,3\n");
      assertThat(problem("decode", run, "--data", narrow, "--out", at("a.npy")))
          .isEqualTo(
              "telar decode: "
                  + narrow
                  + ": has no column code_1, the model's codes have 3 numbers\n");
      Path more = Files.writeString(at("more.csv"), "code_0,code_1,code_2,code_3\n1,2,3,4\n");
      assertThat(problem("decode", run, "--data", more, "--out", at("a.npy")))
          .contains("has a column code_3, the model's codes have 3 numbers");
      Path text = Files.writeString(at("text.csv"), "code_0,code_1,code_2\n1,2,3\n1,x,3\n");
      assertThat(problem("decode", run, "--data", text, "--out", at("a.npy")))
          .contains("is not a number: x");
      Path missing = Files.writeString(at("missing.csv"), "code_0,code_1,code_2\n1,2,3\n1,,3\n");
      assertThat(problem("decode", run, "--data", missing, "--out", at("a.npy")))
          .contains("is missing; a code is of finite numbers");
      assertThat(problem("decode", run, "--data", data, "--out", at("a.npy")))
          .contains("is no table, and no array of rows and columns");
      assertThat(at("a.npy")).doesNotExist();
    }

    @Test
    void nothingIsOverwrittenAndUnknownEndingsAreRefused() throws IOException {
      Path there = Files.writeString(at("there.csv"), "mine");
      for (String command : List.of("encode", "reconstruct")) {
        assertThat(problem(command, run, "--out", there)).contains("exists already");
      }
      assertThat(there).hasContent("mine");
      assertThat(problem("encode", run, "--out", at("codes.xlsx"))).contains(".parquet, .npy");
      assertThat(problem("encode", run)).contains("--out");
      assertThat(problem("encode", run, "--out", at("none/codes.csv")))
          .contains("there is no folder " + at("none"));
    }
  }

  @Nested
  class OfTables {
    private Path run;
    private Path table;

    @BeforeEach
    void train() throws IOException {
      run = TinyTable.trained(folder);
      table = folder.resolve("tiny.csv");
    }

    @Test
    void aTableIsReconstructedInItsOwnUnits() throws IOException {
      JsonNode told = json("reconstruct", run, "--data", table, "--out", at("expected.csv"));

      List<String> lines = Files.readAllLines(at("expected.csv"));
      assertThat(lines).hasSize(TinyTable.ROWS + 1);
      assertThat(lines.getFirst()).isEqualTo("when,room,warmth,damp,fan");
      assertThat(lines.subList(1, lines.size()))
          .allMatch(line ->
              line.matches(
                  "2026-0\\d-\\d\\dT[0-9:.]+,(attic|cellar|hall|\\(other\\)),\\d+\\.\\d+,\\d+\\.\\d+,(yes|no)"));
      assertThat(told.get("rows").asInt()).isEqualTo(TinyTable.ROWS);
      assertThat(told.get("error").asDouble()).isPositive();
    }

    @Test
    void itsOwnTestRowsAreMeantWithoutData() {
      int rows = json("evaluate", run).get("test_rows").asInt();

      assertThat(json("encode", run, "--out", at("codes.jsonl")).get("rows").asInt())
          .isEqualTo(rows);
      assertThat(at("codes.jsonl")).content().hasLineCount(rows).startsWith("{\"code_0\":");
    }

    @Test
    void idsGoThroughCodes() throws IOException {
      List<String> lines = Files.readAllLines(table);
      var withIds = new StringBuilder("name," + lines.getFirst() + "\n");
      for (int i = 1; i < lines.size(); i++) {
        withIds.append("n-%03d,".formatted(i)).append(lines.get(i)).append('\n');
      }
      Path named = Files.writeString(at("named.csv"), withIds);
      run = at("named-run");
      good(
          "train",
          "--data",
          named,
          "--label",
          "state",
          "--out",
          run,
          "--hidden",
          "8-3",
          "--epochs",
          2,
          "--quiet");
      good("encode", run, "--data", named, "--out", at("codes.parquet"));
      good("reconstruct", run, "--data", named, "--out", at("expected.csv"));
      good("decode", run, "--data", at("codes.parquet"), "--out", at("decoded.csv"));

      List<String> decoded = Files.readAllLines(at("decoded.csv"));
      assertThat(decoded.getFirst()).isEqualTo("name,when,room,warmth,damp,fan");
      assertThat(decoded.get(7)).startsWith("n-007,2026-");
      assertThat(decoded).isEqualTo(Files.readAllLines(at("expected.csv")));
      // Without ids the rows have no names.
      good("encode", run, "--data", table, "--out", at("codes.csv"));
      assertThat(Files.readAllLines(at("codes.csv")).getFirst()).isEqualTo("code_0,code_1,code_2");
    }

    @Test
    void anArrayHasNoPlaceForLevels() {
      assertThat(problem("reconstruct", run, "--out", at("expected.npy")))
          .contains("an array of numbers has no place for the texts of the column when");
      assertThat(problem("decode", run, "--data", table, "--out", at("a.csv")))
          .contains("has no column code_0");
      assertThat(problem("reconstruct", run, "--out", at("expected.png")))
          .contains("a table is written in the format that the file's name ends in");
    }
  }
}
