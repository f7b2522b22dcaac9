package dev.telar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.engine.Optimizer;
import dev.telar.format.FormatException;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.Checkpoint.Position;
import dev.telar.train.CheckpointFolder.Newest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir private Path folder;

  /// Fifty rows to train on, ten a step.
  private static Checkpoint at(int steps) {
    TrainingPlan plan =
        TrainingPlan.asPrinted().toBuilder()
            .epochs(4)
            .batchSize(10)
            .validationRows(10)
            .optimizer(new Optimizer.Sgd(0.5))
            .build();
    var model = Autoencoder.initialise(Architecture.relu(4, 3), 5);
    List<EpochErrors> epochs =
        Stream.iterate(1, epoch -> epoch + 1)
            .limit(steps / 5)
            .map(epoch ->
                new EpochErrors(
                    epoch, 0.1 / epoch, OptionalDouble.empty(), OptionalDouble.of(1e-300), 1, 2.5))
            .toList();
    var state = Autoencoder.initialise(Architecture.relu(4, 3), 6).parameters();
    return new Checkpoint(
        plan,
        new DataIdentity(60, Optional.of("ab")),
        model,
        steps == 0 ? List.of() : List.of(state),
        epochs,
        new Position(steps % 5, Math.PI, steps == 0 ? Double.NaN : -0.0, 0.25, 1e9),
        Optional.empty(),
        Map.of("data_sha256", "ü\n\"x\"", "command", "telar train"));
  }

  private void keep(int... steps) throws IOException, InterruptedException {
    try (var checkpoints = CheckpointFolder.open(folder, Duration.ZERO)) {
      for (int step : steps) {
        checkpoints.keep(at(step));
      }
    }
  }

  private Newest newest() throws IOException {
    return CheckpointFolder.newest(folder).orElseThrow();
  }

  private Path file(int step) {
    return folder.resolve("step-" + step + ".safetensors");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anInterruptionDoesNotEndTheWriting() throws IOException, InterruptedException {
    try (var checkpoints = CheckpointFolder.open(folder, Duration.ZERO)) {
      checkpoints.keep(wide());
      Thread.currentThread().interrupt();
      assertThatThrownBy(checkpoints::await)
          .isInstanceOf(InterruptedException.class)
          .hasMessage("interrupted while a checkpoint was written");
    }
    assertThat(newest().checkpoint().model().architecture().codeWidth()).isEqualTo(2000);
  }

  /// One that takes a while to write.
  private static Checkpoint wide() {
    Checkpoint narrow = at(0);
    var model = Autoencoder.initialise(Architecture.relu(784, 2000), 5);
    Samples none = new FloatSamples(new float[60 * 784], 60, 784);
    return Checkpoint.start(narrow.plan(), none, model, narrow.provenance());
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[at] ^= 1;
    Files.write(file, content);
  }

  private static void assertSame(Checkpoint read, Checkpoint written) {
    assertThat(read.plan()).isEqualTo(written.plan());
    assertThat(read.data()).isEqualTo(written.data());
    assertThat(read.step()).isEqualTo(written.step());
    assertThat(read.position()).isEqualTo(written.position());
    assertThat(read.epochs()).isEqualTo(written.epochs());
    assertThat(read.provenance()).isEqualTo(written.provenance());
    assertThat(read.model().architecture()).isEqualTo(written.model().architecture());
    assertThat(read.model().parameters().sha256()).isEqualTo(written.model().parameters().sha256());
    assertThat(read.optimizerState()).hasSameSizeAs(written.optimizerState());
    for (int i = 0; i < read.optimizerState().size(); i++) {
      assertThat(read.optimizerState().get(i).sha256())
          .isEqualTo(written.optimizerState().get(i).sha256());
    }
  }

  @Test
  void whatIsKeptIsReadToTheBit() throws IOException, InterruptedException {
    for (int steps : new int[] {0, 3, 5, 19, 20}) {
      keep(steps);

      assertSame(newest().checkpoint(), at(steps));
      assertThat(newest().file()).isEqualTo(file(steps));
      assertThat(newest().notes()).isEmpty();
    }
  }

  @Test
  void theTwoNewestStay() throws IOException, InterruptedException {
    keep(0, 3, 9, 10);

    assertThat(names()).containsExactly("step-10.safetensors", "step-9.safetensors");
    assertThat(newest().checkpoint().step()).isEqualTo(10);
  }

  @Test
  void anEmptyOrMissingFolderHasNone() throws IOException {
    assertThat(CheckpointFolder.newest(folder)).isEmpty();
    assertThat(CheckpointFolder.newest(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aDamagedNewestFallsBackAndSaysSo() throws IOException, InterruptedException {
    keep(5, 10);
    flip(file(10), 500);

    assertSame(newest().checkpoint(), at(5));
    assertThat(newest().notes())
        .singleElement()
        .asString()
        .startsWith(file(10) + ": ")
        .endsWith("; resuming from " + file(5));
  }

  @Test
  void whatIsKeptAfterAFallBackReplacesTheDamagedOne() throws IOException, InterruptedException {
    keep(5, 10);
    Files.write(file(10), new byte[0]);

    keep(7);

    assertThat(names()).containsExactly("step-5.safetensors", "step-7.safetensors");
  }

  @Test
  void withoutAGoodOneItFails() throws IOException, InterruptedException {
    keep(5, 10);
    flip(file(5), 500);
    flip(file(10), 500);

    assertThatThrownBy(() -> CheckpointFolder.newest(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file(10) + ": ");
  }

  @Test
  void aNewerFormatIsRefusedAndNotTakenForDamage() throws IOException, InterruptedException {
    keep(5, 10);
    SafeTensors content = SafeTensors.read(file(10));
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("telar_checkpoint", "3");
    SafeTensors.write(file(10), metadata, List.copyOf(content.tensors().values()));

    assertThatThrownBy(() -> CheckpointFolder.newest(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("is a checkpoint of format 3, this Telar reads 1 to 2;");
  }

  @Test
  void everyFlippedByteIsFoundOrHarmless() throws IOException, InterruptedException {
    keep(9);
    byte[] content = Files.readAllBytes(file(9));
    for (int i = 0; i < content.length; i++) {
      byte[] damaged = content.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(file(9), damaged);
      Checkpoint read;
      try {
        read = newest().checkpoint();
      } catch (FormatException e) {
        assertThat(e).hasMessageStartingWith(file(9) + ": ");
        continue;
      }
      assertSame(read, at(9));
    }
  }

  @Test
  void leftoversOfAKilledProcessGo() throws IOException, InterruptedException {
    Files.writeString(folder.resolve(".step-3.safetensors.1.telar.tmp"), "cut");

    keep(5);

    assertThat(names()).containsExactly("step-5.safetensors");
  }

  @Test
  void aFailureToWriteIsToldAndLeavesTheOneBefore() throws IOException, InterruptedException {
    keep(5);
    Files.createDirectories(file(10).resolve("in the way"));

    assertThatThrownBy(() -> keep(10)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> keep(10, 15)).isInstanceOf(IOException.class);

    assertThat(names()).containsExactly("step-10.safetensors", "step-5.safetensors");
    assertSame(CheckpointFile.read(file(5)), at(5));
  }

  @Test
  void anIntervalMayNeverPass() throws IOException {
    for (Duration never : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(365_000))) {
      try (var checkpoints = CheckpointFolder.open(folder, never)) {
        assertThat(checkpoints.isDue()).isFalse();
      }
    }
  }
}
