package dev.telar.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What kind of data is at a path, as names and first bytes tell; nothing is read through.
public enum DataKind {
  /// A folder of IDX files.
  IDX,
  /// A folder of pictures.
  PICTURES,
  /// A NumPy file.
  ARRAYS,
  /// A table: in files of separated values or Parquet, or a database.
  TABLE;

  private static final Pattern IDX_NAME = Pattern.compile(".*idx\\d-\\w+(\\.gz)?");
  private static final Pattern PICTURE_NAME =
      Pattern.compile("[^.].*\\.(png|jpe?g|bmp|gif|tiff?)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ARRAYS_NAME = Pattern.compile(".*\\.(npz|npy(\\.gz)?)");
  private static final Pattern TABLE_NAME =
      Pattern.compile("[^._].*\\.((csv|tsv|txt)(\\.gz)?|parquet)", Pattern.CASE_INSENSITIVE);
  private static final int DEPTH = 4;
  private static final byte[] NPY = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

  /// The kind of data.
  ///
  /// @throws NoSuchFileException if there is nothing
  /// @throws FileSystemException if it is no data
  public static DataKind of(DataSource source) throws IOException {
    if (!isSingle(source)) {
      return TABLE;
    }
    Path path = source.path();
    Optional<DataKind> kind = find(path);
    if (kind.isPresent()) {
      boolean isArray = kind.get() == ARRAYS || kind.get() == IDX;
      return isArray && OpenTable.arrays(source, new Reading(source.reading())).isPresent()
          ? TABLE
          : kind.get();
    }
    throw new FileSystemException(
        path.toString(),
        null,
        Files.isDirectory(path)
            ? "has no data: neither IDX files such as train-images-idx3-ubyte nor pictures nor tables"
            : "is no data file that is known: known are .npy, .npz, .csv and .parquet");
  }

  /// Whether data are one file or folder, and neither a database nor all files of a pattern.
  public static boolean isSingle(DataSource source) {
    return !source.isDatabase() && !TableFiles.isPattern(source.place());
  }

  /// Whether data are all files of a pattern, and there are any.
  public static boolean areMatched(DataSource source) {
    try {
      return TableFiles.isPattern(source.place()) && !TableFiles.at(source.place()).isEmpty();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /// The kind of what is at a path, if it is data.
  ///
  /// @throws NoSuchFileException if there is nothing
  public static Optional<DataKind> find(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> content = Files.list(path)) {
        if (content.anyMatch(file -> matches(IDX_NAME, file))) {
          return Optional.of(IDX);
        }
      }
      if (hasPicture(path)) {
        return Optional.of(PICTURES);
      }
      return TableFiles.of(path).isEmpty() ? Optional.empty() : Optional.of(TABLE);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    if (isArrays(path)) {
      return Optional.of(ARRAYS);
    }
    return matches(TABLE_NAME, path) ? Optional.of(TABLE) : Optional.empty();
  }

  /// Whether a file's name is that of a table.
  static boolean isTableName(Path file) {
    return matches(TABLE_NAME, file);
  }

  /// Whether a file's name is that of an IDX file.
  public static boolean isIdxName(String name) {
    return IDX_NAME.matcher(name).matches();
  }

  private static boolean matches(Pattern pattern, Path file) {
    return pattern.matcher(String.valueOf(file.getFileName())).matches();
  }

  private static boolean hasPicture(Path folder) throws IOException {
    var search = new PictureSearch();
    Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, search);
    return search.found;
  }

  /// Looks for the first picture, not for ever, and not where it may not.
  private static final class PictureSearch extends SimpleFileVisitor<Path> {
    private static final int MOST_FILES = 10_000;

    private boolean found;
    private int files;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found = matches(PICTURE_NAME, file);
      return found || ++files > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean isArrays(Path file) throws IOException {
    if (matches(ARRAYS_NAME, file) || ArrayReader.isArchive(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(NPY.length), NPY);
    }
  }
}
