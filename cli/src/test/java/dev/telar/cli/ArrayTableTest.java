package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.data.NpyFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Arrays of two dimensions are tables.
class ArrayTableTest {
  private static final int TRAIN = 60;
  private static final int TEST = 20;
  private static final int COLUMNS = 3;

  @TempDir private Path folder;

  private static float[] numbers(int rows, int from) {
    float[] numbers = new float[rows * COLUMNS];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        numbers[row * COLUMNS + column] = (float) Math.sin((row + from) * (column + 1) / 7.0);
      }
    }
    return numbers;
  }

  private static float[] labels(int rows) {
    float[] labels = new float[rows];
    IntStream.range(0, rows).forEach(row -> labels[row] = row % 10 == 0 ? 1 : 0);
    return labels;
  }

  private Path array(float[] values, int... shape) throws IOException {
    Path file = folder.resolve("array.npy");
    NpyFile.write(file, values, shape);
    return file;
  }

  private Path keras() throws IOException {
    Path file = folder.resolve("keras.npz");
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      put(zip, "x_train", array(numbers(TRAIN, 0), TRAIN, COLUMNS));
      put(zip, "y_train", array(labels(TRAIN), TRAIN));
      put(zip, "x_test", array(numbers(TEST, TRAIN), TEST, COLUMNS));
      put(zip, "y_test", array(labels(TEST), TEST));
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, Path array) throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(Files.readAllBytes(array));
  }

  @Test
  void anArrayOfRowsAndColumnsIsATable() throws IOException {
    Path array = array(numbers(TRAIN, 0), TRAIN, COLUMNS);

    JsonNode shown = Telar.json("data", "show", "--data", array);

    assertThat(shown.get("rows").asInt()).isEqualTo(TRAIN);
    assertThat(shown.get("columns").size()).isEqualTo(COLUMNS);
    assertThat(shown.get("columns").get(1).get("name").asString()).isEqualTo("1");
    assertThat(shown.get("columns").get(1).get("kind").asString()).isEqualTo("number");
  }

  @Test
  void itsColumnsAreNamedByTheirNumbers() throws IOException {
    Path array = array(numbers(TRAIN, 0), TRAIN, COLUMNS);
    Path run = folder.resolve("run");

    Telar.good("train", "--data", array, "--ignore", "0", "--epochs", 1, "--out", run, "--quiet");

    JsonNode columns = Telar.json("evaluate", run).get("columns");
    assertThat(columns.findValuesAsString("name")).containsExactlyInAnyOrder("1", "2");
    assertThat(Telar.problem("data", "show", "--data", array, "--ignore", "3"))
        .contains("there is no column 3");
  }

  @Test
  void rowsToTestOnAndClassesAreTakenFromTheFile() throws IOException {
    Path run = folder.resolve("run");

    Telar.good("train", "--data", keras(), "--anomaly", 1, "--epochs", 1, "--out", run, "--quiet");

    JsonNode evaluated = Telar.json("evaluate", run);
    assertThat(evaluated.get("test_rows").asInt()).isEqualTo(TEST - TEST / 10);
    assertThat(evaluated.get("anomalous_rows").asInt()).isEqualTo((TEST + TRAIN) / 10);
    assertThat(Telar.problem("data", "show", "--data", keras(), "--test-rows", 5))
        .contains("test rows has no effect on a table that has rows to test on");
  }

  @Test
  void aSizeMakesThemImages() throws IOException {
    Path array = array(new float[10 * 64], 10, 64);

    assertThat(Telar.good("data", "show", "--data", array, "--size", "8x8").out())
        .contains("8 x 8 pixels");
    assertThat(
            Telar.good(
                    "train",
                    "--data",
                    array(whole(), 10, 64),
                    "--epochs",
                    1,
                    "--out",
                    folder.resolve("run"))
                .err())
        .contains("array.npy has rows of 64 whole numbers from 0 to 255; --size 8x8 reads them");
  }

  private static float[] whole() {
    float[] values = new float[10 * 64];
    IntStream.range(0, values.length).forEach(i -> values[i] = i * 37 % 256);
    return values;
  }

  @Test
  void theRangeOfImagesMayBeSaid() throws IOException {
    Path array = array(whole(), 10, 8, 8);

    JsonNode plain = Telar.json("data", "show", "--data", array);
    JsonNode scaled = Telar.json("data", "show", "--data", array, "--scale", "0..255");

    assertThat(scaled.get("train").get("mean").asDouble())
        .isCloseTo(plain.get("train").get("mean").asDouble() / 255, within(1e-6));
    assertThat(Telar.problem("data", "show", "--data", array, "--scale", "standard"))
        .contains("the scale of images must be none, or the values of black and white");
    assertThat(Telar.problem("data", "show", "--data", array, "--scale", "5..5"))
        .contains("got 5..5");
  }

  @Test
  void idxFilesOfRowsAndColumnsAreATable() throws IOException {
    Path idx = Files.createDirectory(folder.resolve("idx"));
    write(idx.resolve("train-images-idx2-float"), TRAIN, 0);
    write(idx.resolve("t10k-images-idx2-float"), TEST, TRAIN);

    JsonNode shown = Telar.json("data", "show", "--data", idx);

    assertThat(shown.get("rows").asInt()).isEqualTo(TRAIN + TEST);
    assertThat(shown.get("columns").size()).isEqualTo(COLUMNS);
  }

  private static void write(Path file, int rows, int from) throws IOException {
    float[] numbers = numbers(rows, from);
    ByteBuffer bytes = ByteBuffer.allocate(12 + Float.BYTES * numbers.length);
    bytes.putInt(0xd02).putInt(rows).putInt(COLUMNS);
    bytes.asFloatBuffer().put(numbers);
    Files.write(file, bytes.array());
  }

  @Test
  void rowsOfOtherWidthsDoNotFit() throws IOException {
    Path idx = Files.createDirectory(folder.resolve("idx"));
    write(idx.resolve("train-images-idx2-float"), TRAIN, 0);
    Path other = idx.resolve("t10k-images-idx2-float");
    Files.write(other, ByteBuffer.allocate(12 + 8).putInt(0xd02).putInt(1).putInt(2).array());

    assertThat(Telar.problem("data", "show", "--data", idx))
        .contains("rows to test on have 2 columns, those to train on 3");
  }
}
