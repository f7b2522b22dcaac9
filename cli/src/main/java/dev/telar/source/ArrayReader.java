package dev.telar.source;

import dev.telar.data.ByteSamples;
import dev.telar.data.Dataset;
import dev.telar.data.Dataset.Part;
import dev.telar.data.FileIdentity;
import dev.telar.data.FloatSamples;
import dev.telar.data.Labels;
import dev.telar.data.NpyFile;
import dev.telar.data.NpzFile;
import dev.telar.data.NumberType;
import dev.telar.data.Split;
import dev.telar.format.FormatException;
import dev.telar.model.Features;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads images from NumPy's files. Unsigned bytes are divided by 255, other numbers are taken as
/// they are, unless a range is given.
final class ArrayReader {
  private static final int GREY_DIMENSIONS = 3;
  private static final int CHANNEL_DIMENSIONS = 4;
  private static final int LARGEST_CLASS = 1 << 20;

  private final Path path;
  private final Reading reading;
  private final List<FileIdentity> files = new ArrayList<>();

  private ArrayReader(Path path, Reading reading) {
    this.path = path;
    this.reading = reading;
  }

  /// Reads a file.
  ///
  /// @param notes told which arrays were left out
  /// @throws FormatException if it is bad
  /// @throws FileSystemException if its arrays are no images, or do not fit each other
  static Dataset read(Path path, Reading reading, Consumer<String> notes) throws IOException {
    var reader = new ArrayReader(path, reading);
    if (!isArchive(path)) {
      Dataset whole = reader.split(NpyFile.read(path), Optional.empty());
      reading.checkUsed("an .npy file of images");
      return whole;
    }
    try (NpzFile archive = NpzFile.open(path)) {
      Dataset read = reader.read(archive);
      reading.checkUsed("arrays of images");
      List<String> unread = archive.names().stream().filter(name -> !reader.hasRead(name)).toList();
      if (!unread.isEmpty()) {
        notes.accept("left out %s of %s".formatted(String.join(", ", unread), path));
      }
      return read;
    }
  }

  private boolean hasRead(String array) {
    return files.stream().anyMatch(file -> file.name().endsWith("/" + array));
  }

  /// What messages call an array.
  private static String name(NpyFile array) {
    String name = array.identity().name();
    int slash = name.indexOf('/');
    return slash < 0 ? "the array" : name.substring(slash + 1);
  }

  /// Whether a file is a ZIP archive, by its first bytes.
  static boolean isArchive(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  private Dataset read(NpzFile archive) throws IOException {
    NamedArrays names = NamedArrays.of(path, archive, reading.array());
    Optional<NpyFile> labels = read(archive, names.trainLabels());
    if (names.test().isEmpty()) {
      return split(archive.read(names.train()), labels);
    }
    NpyFile trained = archive.read(names.train());
    String test = names.test().get();
    NpyFile tested = archive.read(test);
    Features.Image image = image(trained);
    if (!image(tested).equals(image)) {
      throw bad(
          "%s has images of %s, %s of %s".formatted(test, image(tested), names.train(), image));
    }
    Part trainPart = part(trained, labels, image);
    Part testPart = part(tested, read(archive, names.testLabels()), image);
    reading.checkUsed("a file that has %s to test on".formatted(test));
    return new Dataset(DataReader.name(path), image, trainPart, testPart, files, reading.used());
  }

  private static Optional<NpyFile> read(NpzFile archive, Optional<String> name) throws IOException {
    return name.isEmpty() ? Optional.empty() : Optional.of(archive.read(name.get()));
  }

  /// Takes rows away to test on.
  private Dataset split(NpyFile array, Optional<NpyFile> labels) throws IOException {
    Features.Image image = image(array);
    Part all = part(array, labels, image);
    Split split = reading.testSplit(array.rows());
    return new Dataset(
        DataReader.name(path),
        image,
        reading.isWhole() ? all : all.only(split.train()),
        reading.isWhole() ? all : all.only(split.validation()),
        files,
        reading.used());
  }

  private Part part(NpyFile array, Optional<NpyFile> labels, Features.Image image)
      throws FileSystemException {
    files.add(array.identity());
    Optional<Labels> classes = Optional.empty();
    if (labels.isPresent()) {
      classes = Optional.of(classes(labels.get(), array));
      files.add(labels.get().identity());
    }
    Optional<Reading.ValueRange> range = reading.range();
    if (array.type() == NumberType.UINT8 && range.isEmpty()) {
      return new Part(new ByteSamples(array.bytes(), array.rows(), image.count()), classes);
    }
    try {
      float[] values = array.floats();
      float[] scaled = range.isPresent() ? range.get().of(values) : values;
      return new Part(new FloatSamples(scaled, array.rows(), image.count()), classes);
    } catch (IllegalArgumentException e) {
      throw bad("%s: %s".formatted(name(array), e.getMessage()));
    }
  }

  /// A class for each row: (rows) or (rows, 1), whole numbers from 0.
  private Labels classes(NpyFile labels, NpyFile array) throws FileSystemException {
    if (labels.rows() != array.rows() || labels.width() != 1) {
      throw bad(
          "%s has the shape %s, and %s has %d rows; a label belongs to each"
              .formatted(name(labels), labels.shape(), name(array), array.rows()));
    }
    float[] values = labels.floats();
    int[] classes = new int[values.length];
    for (int row = 0; row < classes.length; row++) {
      classes[row] = (int) values[row];
      if (classes[row] != values[row] || classes[row] < 0 || classes[row] > LARGEST_CLASS) {
        throw bad(
            "%s has %s in row %d; classes are whole numbers from 0"
                .formatted(name(labels), values[row], row));
      }
    }
    return new Labels(classes, List.of());
  }

  private Features.Image image(NpyFile array) throws FileSystemException {
    List<Integer> shape = array.shape();
    Optional<Reading.Size> size = shape.size() == 2 ? reading.size() : Optional.empty();
    String name = name(array);
    if (size.isPresent()) {
      int pixels = size.get().height() * size.get().width();
      if (shape.get(1) != pixels && shape.get(1) != 3 * pixels) {
        throw bad(
            "%s has %d columns, images of %d × %d pixels have %d, or %d in colours"
                .formatted(
                    name,
                    shape.get(1),
                    size.get().height(),
                    size.get().width(),
                    pixels,
                    3 * pixels));
      }
      return new Features.Image(
          size.get().height(), size.get().width(), shape.get(1) == pixels ? 1 : 3);
    }
    if (shape.size() == GREY_DIMENSIONS) {
      return Features.Image.grey(shape.get(1), shape.get(2));
    }
    if (shape.size() == CHANNEL_DIMENSIONS && (shape.get(3) == 1 || shape.get(3) == 3)) {
      return new Features.Image(shape.get(1), shape.get(2), shape.get(3));
    }
    throw bad(
        "%s has the shape %s; images are (rows, height, width), with 1 or 3 channels behind, or (rows, columns) with --size HxW"
            .formatted(name, shape));
  }

  private FileSystemException bad(String problem) {
    return new FileSystemException(path.toString(), null, problem);
  }
}
