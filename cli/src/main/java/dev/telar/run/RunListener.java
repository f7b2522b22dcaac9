package dev.telar.run;

import dev.telar.train.TrainingListener;
import java.nio.file.Path;

/// Told how runs go, one after the other: on the thread that trains them.
public interface RunListener {
  /// A run is about to be trained.
  ///
  /// @param folder that the run is kept in; it is there
  /// @return the listener of its training
  TrainingListener started(TrainingRun run, Path folder);

  /// A run was trained to its end, and is kept.
  default void completed(CompletedRun run, Path folder) {}

  /// A line about what happens.
  void note(String line);
}
