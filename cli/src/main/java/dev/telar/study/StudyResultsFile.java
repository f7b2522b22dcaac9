package dev.telar.study;

import dev.telar.run.Json;
import dev.telar.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `results.json` holds.
///
/// @param linear what principal components reach; empty if that was not computed
record StudyResultsFile(
    String recipe,
    String command,
    Instant finished,
    List<RunResult> models,
    Optional<LinearOptimum.Errors> linear) {

  /// As it was before principal components were computed.
  private record Earlier(String recipe, String command, Instant finished, List<RunResult> models) {}

  /// Reads the file, this version's or an earlier one's.
  ///
  /// @throws dev.telar.format.FormatException if it holds anything else
  static StudyResultsFile read(Path file) throws IOException {
    if (Json.read(file, Map.class).containsKey("linear")) {
      return Json.read(file, StudyResultsFile.class);
    }
    Earlier earlier = Json.read(file, Earlier.class);
    return new StudyResultsFile(
        earlier.recipe(),
        earlier.command(),
        earlier.finished(),
        earlier.models(),
        Optional.empty());
  }
}
