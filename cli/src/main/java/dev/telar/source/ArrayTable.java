package dev.telar.source;

import dev.telar.data.FileIdentity;
import dev.telar.data.IdxFile;
import dev.telar.data.IdxFolder;
import dev.telar.data.NpyFile;
import dev.telar.data.NpzFile;
import dev.telar.table.ColumnSink;
import dev.telar.table.ColumnSurvey;
import dev.telar.table.TableCells;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Numbers in two dimensions as a table: the columns of NumPy's arrays and IDX files are called 0,
/// 1, 2 …, and their classes [#LABEL].
final class ArrayTable implements TableSource {
  /// What the column of classes is called.
  static final String LABEL = "label";

  private static final int WHITE = 255;
  private static final int LEAST_SIDE = 8;

  private final String description;
  private final List<Part> parts;
  private final int width;
  private final boolean isLabelled;

  /// An array, whose numbers are read when they are asked for.
  private interface Numbers {
    FileIdentity read(DoubleConsumer numbers) throws IOException;
  }

  /// Rows to train on, or to test on.
  ///
  /// @param shape of the rows
  /// @param labels their classes; the first number of each row is taken
  private record Part(List<Integer> shape, Numbers rows, Optional<Column> labels) {}

  /// The classes of rows.
  ///
  /// @param width how many numbers each row has
  private record Column(String name, int rows, int width, Numbers numbers) {}

  private ArrayTable(Path path, String description, List<Part> parts) throws IOException {
    this.description = description;
    this.width = parts.getFirst().shape().getLast();
    boolean labelled = true;
    for (Part part : parts) {
      if (part.shape().getLast() != width) {
        throw new FileSystemException(
            path.toString(),
            null,
            "rows to test on have %d columns, those to train on %d"
                .formatted(part.shape().getLast(), width));
      }
      labelled &= part.labels().isPresent();
      if (part.labels().isPresent() && part.labels().get().rows() != part.shape().getFirst()) {
        Column column = part.labels().get();
        throw new FileSystemException(
            path.toString(),
            null,
            "%s has %d rows, and what it belongs to %d; a label belongs to each"
                .formatted(column.name(), column.rows(), part.shape().getFirst()));
      }
    }
    this.parts = List.copyOf(parts);
    this.isLabelled = labelled;
  }

  /// A file of NumPy, if its rows have one dimension and are not said to be images.
  ///
  /// @throws dev.telar.format.FormatException if a header is bad
  /// @throws FileSystemException if it is not clear which array is meant
  static Optional<ArrayTable> ofArrays(Path path, Reading reading) throws IOException {
    if (reading.size().isPresent()) {
      return Optional.empty();
    }
    if (!ArrayReader.isArchive(path)) {
      List<Integer> shape = NpyFile.shape(path);
      return isTable(shape)
          ? Optional.of(
              new ArrayTable(
                  path,
                  "a NumPy array",
                  List.of(
                      new Part(shape, numbers -> NpyFile.read(path, numbers), Optional.empty()))))
          : Optional.empty();
    }
    try (NpzFile archive = NpzFile.open(path)) {
      NamedArrays names = NamedArrays.of(path, archive, reading.array());
      List<Part> parts = new ArrayList<>();
      parts.add(part(path, archive, names.train(), names.trainLabels()));
      if (names.test().isPresent()) {
        parts.add(part(path, archive, names.test().get(), names.testLabels()));
      }
      return parts.stream().allMatch(part -> isTable(part.shape()))
          ? Optional.of(
              new ArrayTable(path, "NumPy arrays: " + String.join(", ", names.all()), parts))
          : Optional.empty();
    }
  }

  private static boolean isTable(List<Integer> shape) {
    return shape.size() == 2;
  }

  private static Part part(Path path, NpzFile archive, String rows, Optional<String> labels)
      throws IOException {
    Optional<Column> column = Optional.empty();
    if (labels.isPresent()) {
      List<Integer> shape = archive.shape(labels.get());
      column =
          Optional.of(
              new Column(labels.get(), shape.getFirst(), width(shape), in(path, labels.get())));
    }
    return new Part(archive.shape(rows), in(path, rows), column);
  }

  private static Numbers in(Path path, String array) {
    return numbers -> {
      try (NpzFile archive = NpzFile.open(path)) {
        return archive.read(array, numbers);
      }
    };
  }

  private static int width(List<Integer> shape) {
    return shape.stream().skip(1).reduce(1, (a, b) -> a * b);
  }

  /// A folder of IDX files, if their rows have one dimension.
  ///
  /// @throws dev.telar.format.FormatException if a header is bad
  static Optional<ArrayTable> ofIdx(Path folder) throws IOException {
    IdxFolder files = IdxFolder.find(folder);
    List<Integer> train = IdxFile.shape(files.train());
    List<Integer> test = IdxFile.shape(files.test());
    if (!isTable(train) || !isTable(test)) {
      return Optional.empty();
    }
    return Optional.of(
        new ArrayTable(
            folder,
            "IDX files",
            List.of(
                new Part(train, rows(files.train()), labels(files.trainLabels())),
                new Part(test, rows(files.test()), labels(files.testLabels())))));
  }

  private static Numbers rows(Path file) {
    return numbers -> IdxFile.readRows(file, numbers);
  }

  private static Optional<Column> labels(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> shape = IdxFile.shape(file.get());
    return Optional.of(
        new Column(
            String.valueOf(file.get().getFileName()),
            shape.getFirst(),
            width(shape),
            rows(file.get())));
  }

  /// What it is, as a user is told.
  String description() {
    return description;
  }

  /// How many rows, the last ones, are to test on, if that is given.
  OptionalInt testRows() {
    return parts.size() < 2
        ? OptionalInt.empty()
        : OptionalInt.of(parts.getLast().shape().getFirst());
  }

  /// How many numbers a row has.
  int width() {
    return width;
  }

  /// The size that the images would have that the rows may be: square, of whole numbers from 0 to
  /// 255.
  Optional<String> likelySize(TableCells cells) {
    for (int column = 0; column < width; column++) {
      ColumnSurvey found = cells.survey(column);
      if (!found.isWhole() || found.least() < 0 || found.greatest() > WHITE) {
        return Optional.empty();
      }
    }
    return Stream.of(1, 3)
        .map(channels -> (int) Math.sqrt((double) width / channels))
        .filter(side -> side >= LEAST_SIDE)
        .filter(side -> side * side == width || 3 * side * side == width)
        .map(side -> side + "x" + side)
        .findFirst();
  }

  /// Whether there is a column of classes.
  boolean isLabelled() {
    return isLabelled;
  }

  @Override
  public List<String> columns() {
    Stream<String> numbers = IntStream.range(0, width).mapToObj(String::valueOf);
    return Stream.concat(numbers, isLabelled ? Stream.of(LABEL) : Stream.empty()).toList();
  }

  @Override
  public List<FileIdentity> read(List<? extends ColumnSink> sinks) throws IOException {
    if (sinks.size() != width + (isLabelled ? 1 : 0)) {
      throw new IllegalArgumentException("there must be a sink for each column");
    }
    List<FileIdentity> files = new ArrayList<>();
    for (Part part : parts) {
      double[] classes = new double[0];
      Optional<FileIdentity> labels = Optional.empty();
      if (isLabelled) {
        Column column = part.labels().orElseThrow();
        var first = new FirstOfEach(column.rows(), column.width());
        labels = Optional.of(column.numbers().read(first));
        classes = first.values;
      }
      files.add(part.rows().read(new Rows(sinks, width, classes)));
      labels.ifPresent(files::add);
    }
    return files;
  }

  /// Takes the first number of each row.
  private static final class FirstOfEach implements DoubleConsumer {
    private final int width;
    private final double[] values;
    private long count;

    FirstOfEach(int rows, int width) {
      this.width = width;
      this.values = new double[rows];
    }

    @Override
    public void accept(double number) {
      if (count % width == 0) {
        values[(int) (count / width)] = number;
      }
      count++;
    }
  }

  /// Gives each number to its column, and behind each row its class.
  private static final class Rows implements DoubleConsumer {
    private final ColumnSink[] sinks;
    private final int width;
    private final double[] classes;
    private int column;
    private int row;

    Rows(List<? extends ColumnSink> sinks, int width, double[] classes) {
      this.sinks = sinks.toArray(ColumnSink[]::new);
      this.width = width;
      this.classes = classes;
    }

    @Override
    public void accept(double number) {
      sinks[column].number(number);
      column++;
      if (column == width) {
        if (width < sinks.length) {
          sinks[column].number(classes[row]);
        }
        row++;
        column = 0;
      }
    }
  }
}
