package dev.telar.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.FloatSamples;
import dev.telar.format.FormatException;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFile;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of a run that somebody made to do harm.
class HostileRunTest {
  private static final String JSON = Json.write(result()).strip();

  @TempDir private Path folder;

  private static RunResult result() {
    return new RunResult(
        0.5,
        OptionalDouble.of(0.25),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        "w",
        "d",
        "data",
        3,
        HiddenWidths.of(2),
        17,
        1,
        "vector",
        2,
        1,
        2,
        LayerCounts.of(0),
        1,
        RunProvenance.PYTORCH_DEFAULT,
        "s",
        TrainingPlan.asPrinted(),
        new RunResult.SplitSizes("random", 1, 8, 2),
        Map.of("telar", "1"),
        "telar train");
  }

  /// What is wrong with a result; none if nothing is.
  private FormatException problem(String json) throws IOException {
    Files.deleteIfExists(folder.resolve(RunFolder.RESULT));
    Files.write(folder.resolve(RunFolder.RESULT), json.getBytes(UTF_8));
    return catchThrowableOfType(FormatException.class, () -> RunFolder.readResult(folder));
  }

  @Test
  void aResultCutAnywhereIsRefused() throws IOException {
    assertThat(problem(JSON)).isNull();
    for (int length = 0; length < JSON.length(); length++) {
      assertThat(problem(JSON.substring(0, length)))
          .as("cut to " + length)
          .hasMessageStartingWith(folder.resolve(RunFolder.RESULT) + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{'hidden':2,",
        "{'hidden':1e99,",
        "{'engine':null,",
        "{'plan':{'epochs':0},",
      })
  void aResultThatSaysSomethingElseIsRefused(String start) throws IOException {
    String json = start.replace('\'', '"');

    assertThat(problem(json.endsWith(",") ? json + JSON.substring(1) : json)).isNotNull();
  }

  @Test
  void aPlanOutOfItsRangeIsRefused() throws IOException {
    assertThat(problem(JSON.replace("\"batch_size\" : 1000", "\"batch_size\" : 0")))
        .hasMessageContaining("batch size must be at least 1, got 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"test_error\" : 0.5|\"test_error\" : -0.5|test_error must be a finite number and at least 0, got -0.5",
        "\"test_error\" : 0.5|\"test_error\" : 1e999|test_error must be a finite number and at least 0, got Infinity",
        "\"test_error\" : 0.5|\"test_error\" : NaN|Non-standard token 'NaN'",
        "\"test_error\" : 0.5|\"test_error\" : null|test_error: must be a number",
        "\"test_error\" : 0.5|\"test_error\" : {}|test_error: must be a number",
        "\"test_error\" : 0.5,||test_error: is missing",
        "\"validation_error\" : 0.25|\"validation_error\" : -1|validation_error must be a finite number and at least 0, got -1.0",
        "\"threads\" : 2|\"threads\" : 0|threads must be a finite number and at least 1, got 0",
        "\"threads\" : 2|\"threads\" : \"two\"|threads: must be a whole number",
        "\"seconds\" : 1.0|\"seconds\" : -1|seconds must be a finite number and at least 0, got -1.0",
        "\"engine\" : \"vector\"|\"engine\" : null|engine: must not be null",
        "\"data_name\" : \"data\"|\"data_name\" : []|data_name: must be a text",
        "\"epochs\" : 30|\"epochs\" : 0|plan: epochs must be at least 1, got 0"
      })
  void aValueThatNoRunHasIsToldPlainlyWithItsKey(String good, @Nullable String bad, String told)
      throws IOException {
    assertThat(JSON).contains(good);

    assertThat(problem(JSON.replaceFirst(good, bad == null ? "" : bad)).problem())
        .contains(told)
        .doesNotContain("dev.telar", "JsonReadFeature", "`");
  }

  @Test
  void whatFollowsAResultIsRefused() throws IOException {
    assertThat(problem(JSON + "\n{}")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void deepJsonIsRefused(String level) throws IOException {
    assertThat(problem("{\"versions\":" + level.repeat(100_000))).isNotNull();
    assertThat(problem(level.repeat(100_000))).isNotNull();
  }

  @Test
  void aStartThatIsNoPathIsRefused() throws IOException {
    assertThat(problem(JSON.replace(RunProvenance.PYTORCH_DEFAULT, "a\\u0000b")))
        .hasMessageContaining("Nul character not allowed");
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    assertThat(problem(" ".repeat(SmallFile.MAX_BYTES + 1)))
        .hasMessageContaining("is larger than the 16777216 bytes that are read");
  }

  @Test
  void aHistoryThatIsNoTextIsRefusedWithItsPlace() throws IOException {
    Path errors = folder.resolve(RunFolder.HISTORY);
    Files.write(errors, "epoch,train_running,train,validation\n1,\u00ff,,\n".getBytes(ISO_8859_1));
    Files.writeString(folder.resolve(RunFolder.TIMES), "epoch,train_seconds,seconds\n1,0,0\n");

    FormatException problem =
        catchThrowableOfType(FormatException.class, () -> RunFolder.readHistory(folder));

    assertThat(problem.source()).isEqualTo(errors.toString());
    assertThat(problem.offset()).isEqualTo(37);
  }

  @Test
  void aDataFolderThatIsNoPathIsRefused() throws IOException {
    Path checkpoints = Files.createDirectory(folder.resolve(RunFolder.CHECKPOINTS));
    Path file = checkpoints.resolve("step-0.safetensors");
    CheckpointFile.write(
        file,
        Checkpoint.start(
            TrainingPlan.builder().validationRows(0).build(),
            new FloatSamples(new float[30], 10, 3),
            Autoencoder.initialise(Architecture.relu(3, 2), 1),
            Map.of("data_folder", "a\0b")));

    assertThat(
            catchThrowableOfType(FormatException.class, () -> RunFolder.newestCheckpoint(folder)))
        .hasMessage(
            file + ": the data folder is wrong: Nul character not allowed: a?b (at byte 0)");
  }
}
