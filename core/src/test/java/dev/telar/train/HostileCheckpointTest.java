package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.Allocation;
import dev.telar.Damage;
import dev.telar.engine.Optimizer;
import dev.telar.format.FormatException;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.Checkpoint.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checkpoints that somebody made to do harm: their checksums are right.
class HostileCheckpointTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    var plan =
        TrainingPlan.asPrinted().toBuilder()
            .epochs(4)
            .batchSize(10)
            .validationRows(10)
            .optimizer(new Optimizer.Sgd(0.5))
            .build();
    var model = Autoencoder.initialise(Architecture.relu(4, 3), 5);
    var epoch = new EpochErrors(1, 0.1, OptionalDouble.empty(), OptionalDouble.of(0.2), 1, 2.5);
    var position = new Position(2, 1, 0.5, 0.25, 1);
    CheckpointFile.write(
        file(),
        new Checkpoint(
            plan,
            new DataIdentity(60, Optional.of("d")),
            model,
            List.of(model.parameters()),
            List.of(epoch),
            position,
            Optional.empty(),
            Map.of()));
  }

  private Path file() {
    return folder.resolve("step-7.safetensors");
  }

  /// States something else, with a checksum that is right.
  private void state(String name, String value) throws IOException {
    SafeTensors content = SafeTensors.read(file());
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put(name, value);
    SafeTensors.write(file(), metadata, List.copyOf(content.tensors().values()));
  }

  private FormatException problem() {
    return catchThrowableOfType(FormatException.class, () -> CheckpointFolder.newest(folder));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    new Damage<>(
            file(),
            Files.readAllBytes(file()),
            file -> CheckpointFolder.newest(folder).orElseThrow())
        .cutEverywhere();
  }

  @ParameterizedTest
  @CsvSource({
    "plan.epochs, 2147483648",
    "plan.epochs, 0",
    "plan.batch_size, 0",
    "plan.batch_size, -2147483648",
    "plan.learning_rate, 1e300",
    "plan.learning_rate, NaN",
    "plan.momentum, 0.99999999999",
    "plan.dropout, 1",
    "plan.seed, 9223372036854775808",
    "plan.split, other",
    "plan.validation_rows, 60",
    "plan.validation_rows, -1",
    "plan.other, 1",
    "rows, 2147483648",
    "rows, -1",
    "rows, 10",
    "epoch_steps, -1",
    "epoch_steps, 6",
    "epoch_steps, 2147483647",
    "epoch_squared_error, ''",
    "history, ''",
    "times, ''",
    "hidden_activation, other",
    "weights_sha256, 0",
    "telar_checkpoint, 2147483648"
  })
  void lyingMetadataAreRefused(String name, String value) throws IOException {
    state(name, value);

    // Where the metadata begin, or the data.
    assertThat(problem().offset()).isGreaterThan(7);
  }

  /// As many epochs may be planned as there are numbers; nothing is allocated for them.
  @Test
  void twoBillionEpochsAreAPlan() throws IOException {
    state("plan.epochs", "2147483647");

    assertThat(CheckpointFolder.newest(folder).orElseThrow().checkpoint().step()).isEqualTo(7);
  }

  @Test
  void aHistoryOfTooManyEpochsIsRefused() throws IOException {
    state("history", "epoch,train_running,train,validation\n" + rows(100_000, ",0,,"));
    state("times", "epoch,train_seconds,seconds\n" + rows(100_000, ",0,0"));
    long bytes = Files.size(file());

    long allocated =
        Allocation.during(() ->
            assertThat(problem().problem()).contains("100000 epochs are done, the plan has 4"));

    assertThat(allocated).isLessThan(100 * bytes);
  }

  private static String rows(int count, String cells) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(epoch -> epoch + cells + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,0,,,|columns", "1,0,|columns", "1|expected the line", "2,0,,|expected the line"})
  void aLineOfTheHistoryHasItsCells(String line, String problem) throws IOException {
    state("history", "epoch,train_running,train,validation\n" + line + "\n");

    assertThat(problem().problem()).startsWith("the history is wrong: ").contains(problem);
    assertThat(problem().offset()).isEqualTo(SafeTensors.read(file()).headerOffset("__metadata__"));
  }
}
