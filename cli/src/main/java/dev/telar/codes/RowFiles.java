package dev.telar.codes;

import dev.telar.model.Features;
import dev.telar.preparation.Preparation;
import dev.telar.tables.out.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Which files rows go to, by what they are and by the file's name.
public final class RowFiles {
  private RowFiles() {}

  /// Checks the name of a file for codes.
  ///
  /// @param areRounded whether they are those of [#roundedCodes]
  /// @throws IllegalArgumentException if it ends in no format that they are written in
  public static void checkCodes(Path file, boolean areRounded) {
    if (!areRounded) {
      TableWriter.check(file);
    } else if (!ends(file, ".npy")) {
      throw new IllegalArgumentException(
          "%s: codes of 8 bits are written as .npy alone".formatted(file));
    }
  }

  /// For codes: a table with the rows' names and `code_0`, `code_1` …, or a NumPy array of the
  /// numbers alone.
  ///
  /// @param ids the columns of the rows' names
  /// @throws IllegalArgumentException if the name ends in no known format, or columns have one name
  public static RowWriter codes(Path file, List<String> ids, int width) throws IOException {
    return ends(file, ".npy")
        ? new ArrayRows(file, width)
        : new NumberRows(file, ids, width, CodesFile::column);
  }

  /// For codes rounded to 8 bits: a NumPy array of bytes, and beside it the scale that they have,
  /// as JSON.
  ///
  /// @throws IllegalArgumentException if the name is not one of such an array
  public static RowWriter roundedCodes(Path file, CodeScale scale) throws IOException {
    checkCodes(file, true);
    return new ByteRows(file, scale);
  }

  /// For reconstructions. Those of a table are a table. Images are one picture (`.png`), a NumPy
  /// array with their shape, a table of their values, or files in a folder where the name ends in
  /// none of these.
  ///
  /// @param features what the values of a row are
  /// @throws IllegalArgumentException if the format does not fit what is written
  public static RowWriter reconstructions(Path file, List<String> ids, Features features)
      throws IOException {
    boolean isArray = ends(file, ".npy");
    if (features instanceof Preparation preparation) {
      return new CellRows(file, ids, preparation, !isArray);
    }
    if (features instanceof Features.Image image) {
      if (isArray) {
        return image.isColoured()
            ? new ArrayRows(file, image.height(), image.width(), image.channels())
            : new ArrayRows(file, image.height(), image.width());
      }
      if (ends(file, ".png")) {
        return new ContactSheet(file, image);
      }
      if (!TableWriter.isKnown(file)) {
        return new PictureFiles(file, image);
      }
    }
    return isArray
        ? new ArrayRows(file, features.count())
        : new NumberRows(file, ids, features.count(), String::valueOf);
  }

  private static boolean ends(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
