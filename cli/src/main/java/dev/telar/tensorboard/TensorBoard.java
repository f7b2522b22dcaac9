package dev.telar.tensorboard;

import dev.telar.run.CompletedRun;
import dev.telar.run.RunListener;
import dev.telar.run.TrainingRun;
import dev.telar.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes an event file into the folder of each run that is trained, beside what another listener
/// does. `tensorboard --logdir` on the study's folder, or on the run's, shows them.
///
/// A file that cannot be written is told of once; training goes on.
public final class TensorBoard implements RunListener {
  private final RunListener other;
  private @Nullable RunEvents current;

  /// @param other is told of everything too
  public TensorBoard(RunListener other) {
    this.other = other;
  }

  @Override
  public TrainingListener started(TrainingRun run, Path folder) {
    var events = new RunEvents(run, folder, other::note);
    events.begin();
    current = events;
    return TrainingListener.all(List.of(other.started(run, folder), events));
  }

  @Override
  public void completed(CompletedRun run, Path folder) {
    if (current != null) {
      current.testError(run);
      current = null;
    }
    other.completed(run, folder);
  }

  @Override
  public void note(String line) {
    other.note(line);
  }
}
