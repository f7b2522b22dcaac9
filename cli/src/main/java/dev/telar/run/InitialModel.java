package dev.telar.run;

import dev.telar.data.Samples;
import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.train.ModelPlan;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The model that a run starts from.
public final class InitialModel {
  private InitialModel() {}

  /// Reads it from a file, or makes it as the plan says.
  ///
  /// @param samples to train on
  /// @param init the file; a model keeps its activations
  /// @throws IllegalArgumentException if the file's model is of another shape
  /// @throws InterruptedException if the thread is interrupted
  public static Autoencoder of(
      Samples samples, int hidden, ModelPlan model, TrainingPlan plan, Optional<Path> init)
      throws IOException, InterruptedException {
    if (init.isPresent()) {
      return read(init.get(), samples.width(), hidden);
    }
    return model.start(samples, hidden, plan);
  }

  /// Reads a model of a shape.
  ///
  /// @throws IllegalArgumentException if the file's model is of another one
  public static Autoencoder read(Path file, int inputs, int hidden) throws IOException {
    Autoencoder model = ModelFile.read(file).model();
    Architecture found = model.architecture();
    if (found.inputs() != inputs || found.hidden() != hidden) {
      throw new IllegalArgumentException(
          "--init %s is a %d-%d-%d network, this run needs %d-%d-%d"
              .formatted(
                  file, found.inputs(), found.hidden(), found.inputs(), inputs, hidden, inputs));
    }
    return model;
  }
}
