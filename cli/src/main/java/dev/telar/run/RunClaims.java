package dev.telar.run;

import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.train.Checkpoint;
import dev.telar.train.CheckpointFolder;
import dev.telar.train.EpochErrors;
import dev.telar.train.History;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What the files of a complete run claim of each other: that they belong together. Nothing is
/// measured for it.
final class RunClaims {
  private static final String WHOLE = "whole";

  private final Path folder;
  private final RunResult result;
  private final List<Claim> claims = new ArrayList<>();

  RunClaims(Path folder, RunResult result) {
    this.folder = folder;
    this.result = result;
  }

  /// The claims that were checked, in their order.
  List<Claim> all() {
    return claims;
  }

  void check(String name, @Nullable Object stated, @Nullable Object found) {
    claims.add(Claim.of(name, stated, found));
  }

  void checkResult(String key, Object stated, Object found) {
    check(RunFolder.RESULT + " " + key, stated, found);
  }

  /// Throws at the first claim that is false.
  void require() throws FileSystemException {
    for (Claim claim : claims) {
      if (!claim.holds()) {
        throw new FileSystemException(
            folder.toString(),
            null,
            claim.refutation() + "; the files are not those of one run, telar verify says more");
      }
    }
  }

  /// Reads a file that may be damaged or missing, which is a claim that is false.
  private <T> Optional<T> read(String name, Reading<T> reading) throws IOException {
    try {
      T content = reading.read();
      check(name, WHOLE, WHOLE);
      return Optional.of(content);
    } catch (FormatException e) {
      check(name, WHOLE, e.getMessage());
    } catch (NoSuchFileException e) {
      check(name, WHOLE, e.getFile() + " is missing");
    }
    return Optional.empty();
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  /// Checks `model.safetensors`, and returns the model unless it cannot be read.
  Optional<Autoencoder> checkModel() throws IOException {
    Optional<ModelFile> file =
        read(RunFolder.MODEL, () -> ModelFile.read(folder.resolve(RunFolder.MODEL)));
    file.ifPresent(this::checkModel);
    return file.map(ModelFile::model);
  }

  RunClaims checkModel(ModelFile file) {
    Map<String, String> stated = file.metadata();
    check(RunFolder.MODEL + " plan", plan(stated.get("plan")), result.plan());
    check(RunFolder.MODEL + " start", stated.get("start"), result.start());
    check(RunFolder.MODEL + " data_sha256", stated.get("data_sha256"), result.dataSha256());
    Architecture architecture = file.model().architecture();
    checkResult("weights_sha256", result.weightsSha256(), file.model().parameters().sha256());
    checkResult("inputs", result.inputs(), architecture.inputs());
    checkResult("hidden", result.hidden(), architecture.hidden());
    checkResult("parameters", result.parameters(), architecture.parameterCount());
    return this;
  }

  /// The plan in a text, or the text if there is none in it.
  private static @Nullable Object plan(@Nullable String text) {
    try {
      return text == null ? null : Json.read(text, TrainingPlan.class);
    } catch (JacksonException e) {
      return text;
    }
  }

  /// Checks `history.csv` and `times.csv`, and returns the epochs; none if they cannot be read.
  List<EpochErrors> checkHistory() throws IOException {
    Optional<List<EpochErrors>> history =
        read(RunFolder.HISTORY, () -> RunFolder.readHistory(folder));
    if (history.isPresent()) {
      List<EpochErrors> epochs = history.get();
      check(RunFolder.HISTORY + " complete", true, result.plan().stopping().isDone(epochs));
      if (!epochs.isEmpty()) {
        checkResult(
            "validation_error",
            result.validationError(),
            result.plan().stopping().modelEpoch(epochs).validation());
      }
    }
    return history.orElse(List.of());
  }

  /// Checks `recipe.txt`, which a run of a study does not have.
  void checkRecipe() throws IOException {
    Path file = folder.resolve(Recipe.FILE);
    try {
      Recipe recipe = Recipe.read(file);
      Optional<List<HiddenWidths>> hidden = recipe.hidden();
      if (hidden.isPresent()) {
        check(Recipe.FILE + " hidden", hidden.get(), List.of(result.hidden()));
      }
      check(Recipe.FILE + " plan", recipe.plan(result.hidden()), result.plan());
      check(
          Recipe.FILE + " start",
          RunProvenance.start(recipe.start(result.hidden())),
          result.start());
    } catch (FormatException e) {
      check(Recipe.FILE, WHOLE, e.getMessage());
    } catch (NoSuchFileException e) {
      // Nothing is claimed.
    }
  }

  /// Checks the newest checkpoint. A run may have lost its checkpoints; one that is there is of
  /// this run.
  void checkCheckpoint(List<EpochErrors> history) throws IOException {
    Optional<CheckpointFolder.Newest> newest;
    try {
      newest = RunFolder.newestCheckpoint(folder);
    } catch (FormatException e) {
      check(RunFolder.CHECKPOINTS, WHOLE, e.getMessage());
      return;
    }
    if (newest.isPresent()) {
      newest.get().damaged().forEach(line -> check(RunFolder.CHECKPOINTS, WHOLE, line));
      Checkpoint checkpoint = newest.get().checkpoint();
      RunProvenance provenance = RunProvenance.of(checkpoint.provenance());
      check(RunFolder.CHECKPOINTS + " data_sha256", provenance.dataSha256(), result.dataSha256());
      check(
          RunFolder.CHECKPOINTS + " start_sha256", provenance.startSha256(), result.startSha256());
      checkEpochs(checkpoint, history);
    }
  }

  /// The epochs that both have, which a run that is resumed does not change.
  private void checkEpochs(Checkpoint checkpoint, List<EpochErrors> history) {
    List<String> kept = History.errors(checkpoint.epochs()).lines().toList();
    List<String> stated = History.errors(history).lines().toList();
    for (int i = 1; i < Math.min(kept.size(), stated.size()); i++) {
      check(RunFolder.HISTORY + " " + i + ", as its checkpoint has it", stated.get(i), kept.get(i));
    }
  }
}
