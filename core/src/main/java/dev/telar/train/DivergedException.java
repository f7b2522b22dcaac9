package dev.telar.train;

import java.nio.file.Path;
import java.util.Optional;

/// Training has left the finite numbers.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param what is no longer finite, and what it is
  public DivergedException(String what) {
    super(what + "; a smaller learning rate may help");
  }

  /// @param told of several trainings, of which one is the cause
  public DivergedException(String told, DivergedException cause) {
    super(told, cause);
  }

  /// @param what is no longer finite, and what it is
  /// @param epoch from 1
  /// @param step since the start of training, from 1
  /// @param lastFiniteLoss NaN if there was none
  /// @param checkpoints the folder where they are kept, if any
  DivergedException(
      String what, int epoch, long step, double lastFiniteLoss, Optional<Path> checkpoints) {
    this(
        "%s in epoch %d, step %d; the last finite loss was %s%s"
            .formatted(
                what,
                epoch,
                step,
                Double.isNaN(lastFiniteLoss) ? "none" : lastFiniteLoss,
                checkpoints
                    .map(folder -> ", the last good checkpoint is in " + folder)
                    .orElse("")));
  }
}
