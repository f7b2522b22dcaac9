package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.model.Autoencoder;
import dev.telar.run.Artifact.Kind;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// A model to measure or to start from: that of a complete run, or a file's.
///
/// @param path a run's folder or a file
/// @param content of the model's file
/// @param data that it was trained on
public record TrainedModel(Path path, ModelFile content, TrainedOn data) {
  private static final String PLAN = "plan";
  private static final String WANTED = "a complete run or a model file";

  /// Reads a model.
  ///
  /// @param path a complete run's folder, or a file
  /// @throws FileSystemException if it is neither, with what it is; or if a run's model is not the
  ///   one that its result is of
  /// @throws IOException if a file is damaged or cannot be read
  public static TrainedModel read(Path path) throws IOException {
    if (require(path).kind() != Kind.RUN) {
      return new TrainedModel(path, ModelFile.read(path), TrainedOn.of(path));
    }
    ModelFile content = ModelFile.read(path.resolve(RunFolder.MODEL));
    new RunClaims(path, RunFolder.readResult(path)).checkModel(content).require();
    return new TrainedModel(path, content, TrainedOn.of(path));
  }

  /// What there is at a path, which must have a model.
  ///
  /// @throws FileSystemException if it has none, with what it is
  static Artifact require(Path path) throws IOException {
    Artifact artifact = Artifact.at(path);
    List<Artifact> runs = artifact.runs();
    if (!runs.isEmpty() && !runs.contains(artifact)) {
      throw new FileSystemException(path.toString(), null, artifact.refusal(WANTED, runs));
    }
    return artifact.require(WANTED, Kind.RUN, Kind.MODEL, Kind.FILE);
  }

  /// The model.
  public Autoencoder model() {
    return content.model();
  }

  /// The same with other activations than the file's.
  public TrainedModel with(Activations given) {
    return new TrainedModel(path, new ModelFile(given.of(content), content.metadata()), data);
  }

  /// What was measured in its training, where it is the model that was trained: a history says
  /// nothing of one with other activations.
  ///
  /// @param read the model as its file states it
  public List<EpochErrors> epochsOf(TrainedModel read) throws IOException {
    return model().architecture().equals(read.model().architecture()) ? epochs() : List.of();
  }

  /// How it was trained, if its file tells.
  public Optional<TrainingPlan> plan() {
    Map<String, String> metadata = content.metadata();
    String json = metadata.get(PLAN);
    try {
      if (json != null) {
        return Optional.of(Json.read(json, TrainingPlan.class));
      }
      // A checkpoint has each setting by itself.
      Map<String, String> settings = new LinkedHashMap<>();
      metadata.forEach((name, value) -> {
        if (name.startsWith(PLAN + ".")) {
          settings.put(name.substring(PLAN.length() + 1), value);
        }
      });
      return settings.isEmpty() ? Optional.empty() : Optional.of(TrainingPlan.of(settings));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Its run's learning curve; empty if it lies in no complete run's folder, or there is none to
  /// read.
  public List<EpochErrors> epochs() throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path folder = absolute.endsWith(RunFolder.MODEL) ? absolute.getParent() : absolute;
    if (folder == null || Artifact.at(folder).kind() != Kind.RUN) {
      return List.of();
    }
    try {
      return RunFolder.readHistory(folder);
    } catch (NoSuchFileException | FormatException e) {
      return List.of();
    }
  }

  /// Where its initial weights come from, if its file tells: see [RunProvenance#modelPlan].
  public Optional<String> start() {
    Map<String, String> metadata = content.metadata();
    return Optional.ofNullable(metadata.getOrDefault("start", metadata.get("about.start")));
  }

  /// Checks that images are as wide as the model.
  ///
  /// @throws IllegalArgumentException if they are not, with both widths
  public void checkWidth(Dataset images) {
    int inputs = model().architecture().inputs();
    if (images.train().width() != inputs) {
      throw new IllegalArgumentException(
          (images.image().isPresent()
                  ? "input has %d columns, the model expects %d: the images of %s are %s; give images that fit with --data DIR"
                  : "a row has %d values, the model expects %d: the table %s has %s; give one that fits with --data FILE")
              .formatted(images.train().width(), inputs, images.name(), images.features()));
    }
  }

  /// Checks that an error is a number.
  ///
  /// @throws FileSystemException if it is not: the weights are finite, what they compute is not
  public void checkFinite(double error, Dataset images) throws FileSystemException {
    if (!Double.isFinite(error)) {
      throw new FileSystemException(
          path.toString(),
          null,
          "its error on %s is %s: its weights are too large".formatted(images.name(), error));
    }
  }
}
