package dev.telar.train;

import dev.telar.format.FormatException;
import dev.telar.format.safetensors.ModelTensors;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Tensor;
import dev.telar.train.Checkpoint.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [Checkpoint] as a safetensors file: the model's tensors under the names that a model file has,
/// those of the optimizer's state after them, and everything else as metadata.
///
/// A model file's reader reads it, too, as the model that it holds.
public final class CheckpointFile {
  private static final String FORMAT = "telar_checkpoint";
  private static final int ONE_LAYER_FORMAT = 1;

  /// Of networks with more hidden layers, which earlier versions cannot read.
  private static final int NEWEST_FORMAT = 2;

  private static final String METADATA = "__metadata__";
  private static final String PLAN = "plan.";

  /// As the first version called it.
  private static final String PROVENANCE = "about.";

  private static final String ROWS = "rows";
  private static final String DATA_DIGEST = "data_digest";
  private static final String STEPS = "epoch_steps";
  private static final String SQUARED_ERROR = "epoch_squared_error";
  private static final String LAST_LOSS = "last_loss";
  private static final String TRAIN_SECONDS = "epoch_train_seconds";
  private static final String SECONDS = "epoch_seconds";
  private static final String HISTORY = "history";
  private static final String TIMES = "times";
  private static final String BEST = "best";

  private CheckpointFile() {}

  /// Writes a checkpoint, whole or not at all.
  public static void write(Path file, Checkpoint checkpoint) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    boolean deep = checkpoint.model().architecture().isDeep();
    metadata.put(FORMAT, String.valueOf(deep ? NEWEST_FORMAT : ONE_LAYER_FORMAT));
    checkpoint.plan().settings().forEach((name, value) -> metadata.put(PLAN + name, value));
    Position position = checkpoint.position();
    metadata.put(ROWS, String.valueOf(checkpoint.rows()));
    checkpoint.data().digest().ifPresent(digest -> metadata.put(DATA_DIGEST, digest));
    metadata.put(STEPS, String.valueOf(position.steps()));
    metadata.put(SQUARED_ERROR, String.valueOf(position.squaredError()));
    metadata.put(LAST_LOSS, String.valueOf(position.lastLoss()));
    metadata.put(TRAIN_SECONDS, String.valueOf(position.trainSeconds()));
    metadata.put(SECONDS, String.valueOf(position.seconds()));
    metadata.put(HISTORY, History.errors(checkpoint.epochs()));
    metadata.put(TIMES, History.times(checkpoint.epochs()));
    checkpoint.provenance().forEach((name, value) -> metadata.put(PROVENANCE + name, value));
    metadata.putAll(ModelTensors.architecture(checkpoint.model().architecture()));
    // Not as a model file, which hashes the weights once more than the content's checksum does.
    SafeTensors.write(file, metadata, tensors(checkpoint));
  }

  private static List<Tensor> tensors(Checkpoint checkpoint) {
    List<Tensor> tensors = new ArrayList<>(checkpoint.model().parameters().tensors());
    List<String> names = checkpoint.plan().optimizer().stateNames();
    for (int i = 0; i < checkpoint.optimizerState().size(); i++) {
      for (Tensor tensor : checkpoint.optimizerState().get(i).tensors()) {
        tensors.add(
            new Tensor(prefix(names.get(i)) + tensor.name(), tensor.shape(), tensor.values()));
      }
    }
    checkpoint
        .best()
        .ifPresent(best -> {
          for (Tensor tensor : best.parameters().tensors()) {
            tensors.add(new Tensor(prefix(BEST) + tensor.name(), tensor.shape(), tensor.values()));
          }
        });
    return tensors;
  }

  private static String prefix(String name) {
    return name + ".";
  }

  /// Reads a checkpoint.
  ///
  /// @throws FormatException if it is no such file, is damaged, or was written by a newer Telar
  public static Checkpoint read(Path file) throws IOException {
    return of(file, readContent(file));
  }

  /// Reads a file that a checkpoint may be in.
  ///
  /// @throws FormatException if it is damaged
  static SafeTensors readContent(Path file) throws IOException {
    SafeTensors content = SafeTensors.read(file);
    if (!content.isChecked()) {
      throw new FormatException(
          file, content.headerOffset(METADATA), "states no checksum of its content");
    }
    return content;
  }

  private static void checkFormat(Path file, SafeTensors content) throws FormatException {
    String format = content.metadata().get(FORMAT);
    if (format == null) {
      throw new FormatException(
          file, content.headerOffset(METADATA), "is not a checkpoint of Telar");
    }
    if (!format.equals("" + ONE_LAYER_FORMAT) && !format.equals("" + NEWEST_FORMAT)) {
      throw new FormatException(
          file,
          content.headerOffset(METADATA),
          "is a checkpoint of format %s, this Telar reads 1 to %d; use the Telar that wrote it, or a newer one"
              .formatted(format, NEWEST_FORMAT));
    }
  }

  /// The checkpoint in a file that was read.
  static Checkpoint of(Path file, SafeTensors content) throws FormatException {
    Map<String, String> metadata = content.metadata();
    checkFormat(file, content);
    List<EpochErrors> epochs = epochs(file, content);
    try {
      TrainingPlan plan = TrainingPlan.of(withPrefix(metadata, PLAN));
      Autoencoder model = ModelTensors.of(content).model();
      return new Checkpoint(
          plan,
          new DataIdentity(
              Integer.parseInt(value(file, content, ROWS)),
              Optional.ofNullable(metadata.get(DATA_DIGEST))),
          model,
          state(content, plan, model),
          epochs,
          new Position(
              Integer.parseInt(value(file, content, STEPS)),
              Double.parseDouble(value(file, content, SQUARED_ERROR)),
              Double.parseDouble(value(file, content, LAST_LOSS)),
              Double.parseDouble(value(file, content, TRAIN_SECONDS)),
              Double.parseDouble(value(file, content, SECONDS))),
          best(content, model),
          withPrefix(metadata, PROVENANCE));
    } catch (IllegalArgumentException e) {
      var exception =
          new FormatException(
              file, content.headerOffset(METADATA), "the metadata are wrong: " + e.getMessage());
      exception.initCause(e);
      throw exception;
    }
  }

  private static List<EpochErrors> epochs(Path file, SafeTensors content) throws FormatException {
    try {
      return History.parse(file, value(file, content, HISTORY), file, value(file, content, TIMES));
    } catch (FormatException e) {
      // Its offset is within a text that is escaped in the file.
      var exception =
          new FormatException(
              file, content.headerOffset(METADATA), "the history is wrong: " + e.problem());
      exception.initCause(e);
      throw exception;
    }
  }

  private static List<Parameters> state(SafeTensors content, TrainingPlan plan, Autoencoder model)
      throws FormatException {
    List<Parameters> state = new ArrayList<>();
    for (String name : plan.optimizer().stateNames()) {
      // The first checkpoint has none: the optimizer has seen no gradient.
      if (has(content, name)) {
        state.add(ModelTensors.parameters(content, prefix(name), model.architecture()));
      }
    }
    return state;
  }

  private static Optional<Autoencoder> best(SafeTensors content, Autoencoder model)
      throws FormatException {
    return has(content, BEST)
        ? Optional.of(
            new Autoencoder(
                model.architecture(),
                ModelTensors.parameters(content, prefix(BEST), model.architecture())))
        : Optional.empty();
  }

  private static boolean has(SafeTensors content, String name) {
    return content.tensors().keySet().stream().anyMatch(t -> t.startsWith(prefix(name)));
  }

  private static String value(Path file, SafeTensors content, String name) throws FormatException {
    String value = content.metadata().get(name);
    if (value == null) {
      throw new FormatException(file, content.headerOffset(METADATA), "the metadata lack " + name);
    }
    return value;
  }

  private static Map<String, String> withPrefix(Map<String, String> metadata, String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    metadata.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), value);
      }
    });
    return found;
  }
}
