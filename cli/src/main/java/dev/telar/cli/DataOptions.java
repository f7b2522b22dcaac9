package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.fetch.FashionMnistSource;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.TrainedOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which images.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder with IDX files, gzipped or not: train-images-idx3-ubyte, t10k-images-idx3-ubyte and"
              + " their labels, as MNIST and its relatives have them. Default: Fashion-MNIST, fetched"
              + " where it is missing.")
  private @Nullable Path folder;

  /// The folder that was given.
  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /// Reads the images, and fetches them first where that is needed.
  Dataset load(Console console) throws IOException, InterruptedException {
    return load(console, folder());
  }

  /// Reads the images of a folder; without one those that something was trained on.
  ///
  /// @throws IOException if there is no folder, and those are not where they were
  static Dataset load(Console console, Optional<Path> folder, TrainedOn trainedOn)
      throws IOException, InterruptedException {
    return load(console, folder.isPresent() ? folder : trainedOn.folder());
  }

  /// Reads the images of a folder; without one Fashion-MNIST, which is fetched where it is missing.
  static Dataset load(Console console, Optional<Path> folder)
      throws IOException, InterruptedException {
    if (folder.isPresent()) {
      Artifact.at(folder.get())
          .require("a folder of images for --data", Kind.IMAGES, Kind.FOLDER, Kind.EMPTY_FOLDER);
    }
    return Dataset.load(
        folder.isPresent()
            ? folder.get()
            : FashionMnistSource.forThisMachine().fetch(console.fetching()));
  }
}
