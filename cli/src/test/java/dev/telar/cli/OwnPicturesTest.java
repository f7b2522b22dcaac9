package dev.telar.cli;

import static dev.telar.cli.Telar.good;
import static dev.telar.cli.Telar.json;
import static dev.telar.cli.Telar.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.telar.data.NpyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Pictures of a user's own, and arrays of them: what works on Fashion-MNIST works on them.
class OwnPicturesTest {
  @TempDir private Path folder;

  private Path trained(Path data, Object... more) {
    Path run = folder.resolve("run");
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    args.addAll(List.of("--hidden", 3, "--epochs", 2, "--batch-size", 8, "--quiet"));
    args.addAll(List.of(more));
    good(args.toArray());
    return run;
  }

  @Test
  void dataShowSaysWhatPicturesAre() throws IOException {
    Path data = TinyPictures.write(folder.resolve("things"));
    Files.writeString(data.resolve("red/notes.txt"), "not a picture");

    Telar shown = good("data", "show", "--data", data);
    JsonNode grey =
        json("data", "show", "--data", data, "--grey", "--size", "3x2", "--test-rows", 7);

    assertThat(shown.out())
        .contains(
            "class  blue ",
            "things, 6 x 5 RGB pixels\n",
            "      48 images",
            "      12 images",
            "60 pictures");
    assertThat(shown.err()).contains("red/notes.txt");
    assertThat(grey.get("classes"))
        .extracting(
            each -> each.get("name").asString(),
            each -> each.get("train").asInt() + each.get("test").asInt())
        .contains(tuple("red", 20));
    assertThat(grey.get("image_height").asInt()).isEqualTo(3);
    assertThat(grey.get("channels").asInt()).isEqualTo(1);
    assertThat(grey.get("test").get("rows").asInt()).isEqualTo(7);
  }

  @Test
  void aRunReadsItsPicturesAgainAsItDid() throws IOException {
    Path data = TinyPictures.write(folder.resolve("things"));
    Path run = trained(data, "--size", "4x4", "--test-rows", "0.25");

    JsonNode evaluated = json("evaluate", run);
    Path moved = folder.resolve("moved");
    Files.move(data, moved);
    JsonNode elsewhere = json("evaluate", run, "--data", moved);
    Telar verified = good("verify", run, "--data", moved, "--retrain");
    good("train", "--resume", run, "--data", moved, "--epochs", 3, "--quiet");

    assertThat(elsewhere.get("test_error")).isEqualTo(evaluated.get("test_error"));
    assertThat(elsewhere.get("own_data").asBoolean()).isTrue();
    assertThat(verified.out()).contains("lines are true");
    assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(1 + 3);
    assertThat(json("evaluate", run).get("own_data").asBoolean()).isTrue();
  }

  @Test
  void otherSizesAreOtherData() throws IOException {
    Path data = TinyPictures.write(folder.resolve("things"));
    Path run = trained(data);

    assertThat(problem("evaluate", run, "--data", data, "--grey"))
        .contains("input has 30 columns, the model expects 90");
    assertThat(problem("train", "--resume", run, "--data", data, "--test-rows", 3, "--epochs", 3))
        .contains("SHA-256");
  }

  @Test
  void colouredPicturesAreDrawnInColours() throws IOException {
    Path data = TinyPictures.write(folder.resolve("things"));
    Path run = trained(data);

    String inspected = good("inspect", run, "--out", folder.resolve("drawn")).out();

    assertThat(inspected).contains("green");
    try (Stream<Path> drawn = Files.list(folder.resolve("drawn"))) {
      assertThat(drawn).hasSize(6);
    }
  }

  @Test
  void aStudyOfColouredPicturesHasAReport() throws IOException {
    Path data = TinyPictures.write(folder.resolve("things"));
    Path study = folder.resolve("study");

    good(
        "study",
        "--data",
        data,
        "--hidden",
        "2,3-2",
        "--epochs",
        1,
        "--batch-size",
        8,
        "--quiet",
        "--out",
        study);
    good("report", study, "--lang", "es");

    assertThat(study.resolve("report.html")).content().contains("blue things", "\"channels\":3");
    assertThat(Telar.run("verify", study).exitCode()).isZero();
  }

  @Test
  void arraysAreImages() throws IOException {
    Path file = folder.resolve("rows.npy");
    float[] values = new float[50 * 4 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 12 / 11f;
    }
    NpyFile.write(file, values, 50, 4, 3);
    Path flat = folder.resolve("flat.npy");
    NpyFile.write(flat, values, 50, 12);

    Path run = trained(file);

    assertThat(json("evaluate", run).get("own_data").asBoolean()).isTrue();
    assertThat(good("data", "show", "--data", flat, "--size", "2x2").out())
        .contains("2 x 2 RGB pixels", "      40 images");
    NpyFile.write(flat, values, 600);
    assertThat(problem("data", "show", "--data", flat))
        .contains("the array has the shape [600]; images are (rows, height, width)");
  }

  private byte[] npz(float[] values, int... shape) throws IOException {
    Path array = folder.resolve("array.npy");
    NpyFile.write(array, values, shape);
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("images.npy"));
      zip.write(Files.readAllBytes(array));
    }
    return bytes.toByteArray();
  }

  @Test
  void whatHasNoEffectIsRefused() throws IOException {
    Path idx = TinyImages.write(folder.resolve("idx"));
    Path pictures = TinyPictures.write(folder.resolve("things"));

    assertThat(problem("data", "show", "--data", idx, "--size", "3x3"))
        .isEqualTo("telar data show: size has no effect on IDX files; leave it away, got 3x3\n");
    assertThat(problem("data", "show", "--data", pictures, "--array", "x"))
        .startsWith("telar data show: array has no effect on pictures");
    Path arrays = Files.write(folder.resolve("a.npz"), npz(new float[40], 10, 2, 2));
    assertThat(problem("data", "show", "--data", arrays, "--size", "2x2"))
        .isEqualTo(
            "telar data show: size has no effect on arrays of images; leave it away, got 2x2\n");
    assertThat(problem("data", "show", "--data", arrays, "--delimiter", ";"))
        .contains("delimiter has no effect on arrays of images");
    assertThat(problem("data", "show", "--grey"))
        .isEqualTo("telar data show: --grey says how --data is read, and --data is missing\n");
    assertThat(problem("data", "show", "--data", pictures, "--grey", "--rgb"))
        .isEqualTo("telar data show: --grey and --rgb exclude each other\n");
    assertThat(problem("data", "show", "--data", pictures, "--size", "big"))
        .isEqualTo("telar data show: size must be height and width such as 28x28, got big\n");
    assertThat(problem("data", "show", "--data", pictures, "--test-rows", 60))
        .contains("test rows must be a number of rows", "; there are 60 rows");
  }
}
