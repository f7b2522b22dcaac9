package dev.telar.tables.image;

import static java.util.Objects.requireNonNull;

import dev.telar.data.FileIdentity;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a folder of pictures.
///
/// ```java
/// PictureOptions options = PictureOptions.defaults().withSize(28, 28);
/// Pictures pictures = PictureFolder.read(Path.of("flowers"), options);
/// byte[] pixels = pictures.train().pixels(); // rows · 28 · 28 · channels
/// ```
///
/// **Where pictures lie.** In the folder itself; or in a folder for each class, at any depth; or in
/// `train` and `test` (or `training` and `testing`, in letters of any case), in one of the two
/// ways. Without `train` all pictures are to train on. Folders beside `train` and `test`, such as
/// `val`, are left out. Rows are in the order of their paths' code points, on every file system.
///
/// **What is read.** PNG, JPEG, BMP, TIFF (the first page) and GIF (the first frame, without the
/// screen around it), by what a file holds and not by its name. Hidden files, `Thumbs.db`,
/// `desktop.ini` and `__MACOSX` are passed over. A file that is something else or is damaged is
/// skipped, with a reason; so are links out of the folder, and links to folders.
///
/// **What a pixel is.** Its stored, gamma-encoded value, whatever a colour profile says: 8-bit grey
/// values stay what they are. A value `v` of another number of bits is `v · 255 / largest`, rounded
/// half up. Transparent pixels lie on white: `(v · a + 255 · (255 − a)) / 255`, rounded. Grey is
/// made of colours by the luma of ITU-R BT.601, see [Colour#GREY]. Then JPEG and TIFF files are
/// turned as their tag of orientation says.
///
/// **Size.** Without a size all pictures must have the same. With one they are resized after all
/// that: a new pixel is the mean of the old ones, each weighted by the area of it that lies under
/// the new one, computed in whole numbers and rounded once, half up; larger pictures follow the
/// same rule. The ratio of height and width is not kept.
///
/// All values are the same on every machine and for every number of threads, but for JPEG, whose
/// standard leaves decoders their roundings: there the JDK decides.
public final class PictureFolder {
  private PictureFolder() {}

  /// Reads a folder, on all processors. Needs memory for the pixels twice, for the files' names and
  /// checksums, and for a few pictures while they are decoded.
  ///
  /// @throws NoSuchFileException if there is no such folder
  /// @throws NotDirectoryException if it is none
  /// @throws FileSystemException if there are no pictures, they have different sizes and none was
  ///   asked for, they are more than an array holds, `test` has a class that `train` has not,
  ///   pictures lie both in and beside folders of classes, or a file is changed or removed while
  ///   the folder is read
  /// @throws ClosedByInterruptException if the thread is interrupted, which it then still is
  public static Pictures read(Path folder, PictureOptions options) throws IOException {
    FolderLayout layout = FolderLayout.of(folder);
    List<SkippedFile> skipped = new ArrayList<>(layout.skipped());
    List<List<PictureFile>> parts = new ArrayList<>(List.of(layout.train()));
    layout.test().ifPresent(parts::add);
    List<List<PictureRow>> rows;
    PictureSize size;
    int channels;
    try (var reading = new FolderReading(folder, options, parts, skipped)) {
      rows = reading.read();
      size = reading.size();
      channels = reading.channels();
    }
    List<PictureRow> train = rows.getFirst();
    List<PictureRow> test = rows.size() == 1 ? List.of() : rows.getLast();
    List<String> classes = classes(train);
    for (PictureRow row : test) {
      checkClass(folder, row, classes);
    }
    List<FileIdentity> files =
        Stream.concat(train.stream(), test.stream())
            .map(PictureRow::identity)
            .sorted(Comparator.comparing(FileIdentity::name, CodePoints::compare))
            .toList();
    skipped.sort(Comparator.comparing(SkippedFile::name, CodePoints::compare));
    return new Pictures(
        size,
        channels,
        classes,
        part(train, classes, size, channels),
        layout.test().map(_ -> part(test, classes, size, channels)),
        skipped,
        files);
  }

  private static List<String> classes(List<PictureRow> rows) {
    Set<String> classes = new HashSet<>();
    rows.forEach(row -> row.label().ifPresent(classes::add));
    return classes.stream().sorted(CodePoints::compare).toList();
  }

  private static void checkClass(Path folder, PictureRow row, List<String> classes)
      throws FileSystemException {
    Optional<String> label = row.label();
    if (label.isPresent() && !classes.contains(label.get())) {
      throw new FileSystemException(
          folder.toString(),
          null,
          OneLine.of(
              "the class %s of %s is not among those to train on: %s"
                  .formatted(
                      label.get(),
                      row.identity().name(),
                      classes.isEmpty() ? "there are none" : String.join(", ", classes))));
    }
  }

  /// Puts rows together.
  private static PicturePart part(
      List<PictureRow> rows, List<String> classes, PictureSize size, int channels) {
    int rowValues = size.pixels() * channels;
    var pixels = new byte[rows.size() * rowValues];
    boolean isLabelled = rows.getFirst().label().isPresent();
    var labels = new int[isLabelled ? rows.size() : 0];
    Map<String, Integer> indices = new HashMap<>();
    classes.forEach(name -> indices.put(name, indices.size()));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      PictureRow row = rows.get(i);
      row.pixels().copyTo(pixels, i * rowValues, channels);
      if (isLabelled) {
        labels[i] = requireNonNull(indices.get(row.label().orElseThrow()));
      }
      names.add(row.identity().name());
    }
    return new PicturePart(pixels, isLabelled ? labels : null, names);
  }
}
