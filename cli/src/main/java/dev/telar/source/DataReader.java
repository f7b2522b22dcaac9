package dev.telar.source;

import dev.telar.data.ByteSamples;
import dev.telar.data.Dataset;
import dev.telar.data.Dataset.Part;
import dev.telar.data.FileIdentity;
import dev.telar.data.Labels;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.model.Features;
import dev.telar.tables.image.Colour;
import dev.telar.tables.image.PictureFolder;
import dev.telar.tables.image.PictureOptions;
import dev.telar.tables.image.PicturePart;
import dev.telar.tables.image.Pictures;
import dev.telar.tables.image.SkippedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads data of any kind; what they are is decided by what is there.
public final class DataReader {
  /// So many skipped files are named.
  private static final int MOST_NAMED = 5;

  private DataReader() {}

  /// Reads data.
  ///
  /// @param trained the table that a model was trained on: another table is prepared as that was,
  ///   and all of its rows are both to train and to test on. Empty if there is no model
  /// @param notes told of what was left out, a line each
  /// @throws IOException if there are no data, or they are bad
  /// @throws IllegalArgumentException if a setting is wrong, or has no effect on what is there
  public static Dataset read(
      DataSource source, Optional<TrainedTable> trained, Consumer<String> notes)
      throws IOException {
    return read(source, new Reading(source.reading()), trained, notes);
  }

  /// Reads all rows of data in their order: those to train on, then those to test on, if they come
  /// divided. They are both to train and to test on.
  ///
  /// @param trained the table that a model was trained on; a table is prepared as that was
  /// @throws IOException as the other method
  /// @throws IllegalArgumentException as the other method, and if there is a table and no model's
  public static Dataset readWhole(
      DataSource source, Optional<TrainedTable> trained, Consumer<String> notes)
      throws IOException {
    var reading = new Reading(source.reading(), true);
    Dataset read = read(source, reading, trained, notes);
    Samples test = read.tested().samples();
    if (read.train().equals(test)) {
      return read;
    }
    var all = new Part(new JoinedSamples(read.train(), test), Optional.empty());
    return new Dataset(read.name(), read.features(), all, all, read.files(), reading.used());
  }

  private static Dataset read(
      DataSource source, Reading reading, Optional<TrainedTable> trained, Consumer<String> notes)
      throws IOException {
    return switch (DataKind.of(source)) {
      case IDX -> {
        reading.checkUsed("IDX files");
        yield Dataset.load(source.path());
      }
      case PICTURES -> pictures(source.path(), reading, notes);
      case ARRAYS -> ArrayReader.read(source.path(), reading, notes);
      case TABLE -> TableReader.read(source, reading, trained, notes);
    };
  }

  private static Dataset pictures(Path folder, Reading reading, Consumer<String> notes)
      throws IOException {
    PictureOptions options = PictureOptions.defaults();
    Optional<Reading.Size> size = reading.size();
    if (size.isPresent()) {
      options = options.withSize(size.get().height(), size.get().width());
    }
    Optional<String> colour = reading.colour();
    if (colour.isPresent()) {
      options = options.withColour(colour(colour.get()));
    }
    Pictures pictures = PictureFolder.read(folder, options);
    var image = new Features.Image(pictures.height(), pictures.width(), pictures.channels());
    tell(pictures.skipped(), notes);
    Part all = part(pictures.train(), image, pictures.classes());
    boolean hasTest = pictures.test().isPresent();
    Part train = all;
    Part test = all;
    if (hasTest) {
      test = part(pictures.test().get(), image, pictures.classes());
    } else {
      Split split = reading.testSplit(all.samples().rows());
      train = reading.isWhole() ? all : all.only(split.train());
      test = reading.isWhole() ? all : all.only(split.validation());
    }
    reading.checkUsed(hasTest ? "pictures that have a folder to test on" : "pictures");
    long bytes = pictures.files().stream().mapToLong(FileIdentity::bytes).sum();
    var identity =
        new FileIdentity(
            "%d pictures".formatted(pictures.files().size()), bytes, pictures.sha256());
    return new Dataset(name(folder), image, train, test, List.of(identity), reading.used());
  }

  private static Colour colour(String text) {
    return switch (text) {
      case "grey" -> Colour.GREY;
      case "rgb" -> Colour.RGB;
      default -> throw new IllegalArgumentException("colour must be grey or rgb, got " + text);
    };
  }

  private static void tell(List<SkippedFile> skipped, Consumer<String> notes) {
    skipped.stream().limit(MOST_NAMED).forEach(file -> notes.accept("skipped " + file));
    if (skipped.size() > MOST_NAMED) {
      notes.accept("skipped %d more files".formatted(skipped.size() - MOST_NAMED));
    }
  }

  private static Part part(PicturePart pictures, Features.Image image, List<String> classes) {
    return new Part(
        new ByteSamples(pictures.pixels(), pictures.rows(), image.count()),
        pictures.labels().map(labels -> new Labels(labels, classes)));
  }

  /// What to call data at a path.
  static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }
}
