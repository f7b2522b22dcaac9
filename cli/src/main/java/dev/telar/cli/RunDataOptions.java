package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.run.TrainedOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which images, for a command on what was trained: its own ones, unless others are given.
final class RunDataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder with IDX files, instead of the images that it was trained on. Default: those, where they"
              + " were when it was trained; Fashion-MNIST, fetched where it is missing, for a model whose"
              + " file does not say which they were.")
  private @Nullable Path folder;

  /// Reads the images that were given, or its own.
  ///
  /// @throws IOException if none are given, and its own are not where they were
  Dataset load(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    return DataOptions.load(console, Optional.ofNullable(folder), trainedOn);
  }

  /// The folder that the images are read from; empty if Telar finds them.
  Optional<Path> folder(TrainedOn trainedOn) throws IOException {
    return folder == null ? trainedOn.folder() : Optional.of(folder.toAbsolutePath().normalize());
  }

  /// Reads the images that were given, whatever they are, or else its own, which are compared with
  /// what was trained on.
  ///
  /// @throws IllegalArgumentException if there are others where its own were
  Dataset loadAny(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    return folder == null ? loadOwn(console, trainedOn) : load(console, trainedOn);
  }

  /// Reads the images that were given, or its own, and compares them with what was trained on.
  ///
  /// @throws IllegalArgumentException if they are others
  Dataset loadOwn(Console console, TrainedOn trainedOn) throws IOException, InterruptedException {
    Dataset images = load(console, trainedOn);
    trainedOn.check(images);
    return images;
  }
}
