package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.engine.vector.WarmUp;
import dev.telar.live.LiveSite;
import dev.telar.run.RunListener;
import dev.telar.run.TrainedOn;
import dev.telar.tensorboard.TensorBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What commands that train do alike: they load images, and tell of the training wherever that is
/// asked for.
record TrainingSession(TrainingOptions options, Console console) {
  /// Loads the images to train on, while the engine's kernels are compiled.
  ///
  /// @param resumed what tells of the data of a training that is resumed; empty for one that begins
  Dataset load(Optional<TrainedOn> resumed) throws IOException, InterruptedException {
    WarmUp.start(options.engine.engine(), TilingFile.path());
    Dataset images =
        resumed.isPresent()
            ? DataOptions.load(console, options.source(), resumed.get())
            : DataOptions.load(console, options.source());
    WarmUp.await();
    return images;
  }

  /// Trains, told of on the terminal, and for TensorBoard and on the live page if that is asked
  /// for.
  ///
  /// @param root the folder of the run, the study or the sweep
  <T> T train(Path root, Dataset images, LiveSite.Training<T> training)
      throws IOException, InterruptedException {
    RunListener listener = options.tensorBoard ? new TensorBoard(console) : console;
    return options.live.show(console, root, images, listener, training);
  }

  /// Says how to resume a training that was interrupted.
  ///
  /// @param message which names the command
  static InterruptedException interrupted(String message, Exception cause) {
    var told = new InterruptedException(message);
    told.initCause(cause);
    return told;
  }
}
