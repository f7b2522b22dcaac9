package dev.telar.train;

import dev.telar.engine.Optimizer;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.fuzz.InputFile;
import dev.telar.fuzz.SampleFiles;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Tensor;
import dev.telar.train.Checkpoint.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Small good checkpoints.
public final class CheckpointSample {
  private static final Path FILE = write("sample.safetensors", Architecture.relu(3, 2));
  private static final SafeTensors CONTENT = read();

  private CheckpointSample() {}

  private static Path write(String name, Architecture architecture) {
    Autoencoder model = Autoencoder.initialise(architecture, 1);
    var checkpoint =
        new Checkpoint(
            TrainingPlan.asPrinted().toBuilder()
                .epochs(2)
                .batchSize(4)
                .validationRows(2)
                .optimizer(new Optimizer.Sgd(0.5))
                .build(),
            new DataIdentity(10, Optional.of("ab")),
            model,
            List.of(model.parameters()),
            List.of(epoch()),
            new Position(1, 0.5, 0.25, 1, 2),
            Optional.empty(),
            Map.of("data_folder", "data", "start", "pytorch-default"));
    try {
      Path file = InputFile.of(name, new byte[0]);
      CheckpointFile.write(file, checkpoint);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SafeTensors read() {
    try {
      return SafeTensors.read(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An epoch.
  public static EpochErrors epoch() {
    return new EpochErrors(1, 0.5, OptionalDouble.empty(), OptionalDouble.of(0.25), 1, 2);
  }

  /// The bytes of its file.
  public static byte[] bytes() throws IOException {
    return Files.readAllBytes(FILE);
  }

  /// The bytes of a checkpoint of a network with several hidden layers.
  public static byte[] deepBytes() throws IOException {
    return Files.readAllBytes(write("deep.safetensors", SampleFiles.deep()));
  }

  static Map<String, Tensor> tensors() {
    return CONTENT.tensors();
  }

  static Map<String, String> metadata() {
    return CONTENT.metadata();
  }
}
