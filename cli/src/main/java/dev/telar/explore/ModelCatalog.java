package dev.telar.explore;

import dev.telar.format.ModelFile;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The models in the folder of a run, or of a study or a sweep with one run a folder: trained ones,
/// and of a run that is not complete the newest checkpoint.
///
/// Safe for use by many threads.
final class ModelCatalog {
  /// The models of checkpoints that are remembered after newer ones have taken their place.
  private static final int REMEMBERED = 8;

  private final Path root;
  private final Map<String, Autoencoder> checkpoints = new LinkedHashMap<>();

  /// A model of the catalog.
  ///
  /// @param id by which it is asked for
  /// @param hidden N
  /// @param seed of everything random in its training
  /// @param step of training that it was kept after; empty if training is complete
  /// @param testError mean square error per pixel on the test images, once training is complete
  record Entry(
      String id, HiddenWidths hidden, long seed, OptionalLong step, OptionalDouble testError) {}

  /// @param root the folder of a run, a study or a sweep
  ModelCatalog(Path root) {
    this.root = root;
  }

  /// What is there now, narrow models first.
  ///
  /// @throws NoSuchFileException if there is no model yet
  /// @throws IOException if a file cannot be read, or is damaged
  synchronized List<Entry> list() throws IOException {
    List<Entry> models = new ArrayList<>();
    look(root).ifPresent(models::add);
    if (models.isEmpty()) {
      for (Path folder : RunFolder.folders(root)) {
        look(folder).ifPresent(models::add);
      }
    }
    if (models.isEmpty()) {
      throw new NoSuchFileException(
          root.toString(), null, "there is no model yet; the first one comes with a checkpoint");
    }
    models.sort(Comparator.comparing(Entry::hidden).thenComparingLong(Entry::seed));
    return List.copyOf(models);
  }

  private Optional<Entry> look(Path folder) throws IOException {
    String name = root.relativize(folder).toString();
    if (Files.exists(folder.resolve(RunFolder.RESULT))) {
      RunResult result = RunFolder.readResult(folder);
      return Optional.of(
          new Entry(
              name.isEmpty() ? "trained" : name,
              result.hidden(),
              result.seed(),
              OptionalLong.empty(),
              OptionalDouble.of(result.testError())));
    }
    Optional<CheckpointFolder.Newest> newest =
        CheckpointFolder.newest(folder.resolve(RunFolder.CHECKPOINTS));
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Checkpoint checkpoint = newest.get().checkpoint();
    String id = name + "@" + checkpoint.step();
    remember(id, checkpoint.model());
    return Optional.of(
        new Entry(
            id,
            checkpoint.model().architecture().hidden(),
            checkpoint.plan().seed(),
            OptionalLong.of(checkpoint.step()),
            OptionalDouble.empty()));
  }

  private void remember(String id, Autoencoder model) {
    checkpoints.remove(id);
    checkpoints.put(id, model);
    if (checkpoints.size() > REMEMBERED) {
      checkpoints.remove(checkpoints.keySet().iterator().next());
    }
  }

  /// Reads a model.
  ///
  /// @throws IllegalArgumentException if there is none of this name, with those that there are
  /// @throws IOException if its file cannot be read, or is damaged
  synchronized Autoencoder model(String id) throws IOException {
    Autoencoder remembered = checkpoints.get(id);
    if (remembered != null) {
      return remembered;
    }
    List<Entry> models = list();
    if (models.stream().noneMatch(model -> model.id().equals(id))) {
      throw new IllegalArgumentException(
          "there is no model %s; there are %s"
              .formatted(id, models.stream().map(Entry::id).collect(Collectors.joining(", "))));
    }
    Path folder = Files.exists(root.resolve(RunFolder.RESULT)) ? root : root.resolve(id);
    return ModelFile.read(folder.resolve(RunFolder.MODEL)).model();
  }
}
