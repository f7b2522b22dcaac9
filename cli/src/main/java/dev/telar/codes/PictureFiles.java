package dev.telar.codes;

import dev.telar.figure.Raster;
import dev.telar.internal.AtomicFile;
import dev.telar.model.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Images as PNG files in a folder, `000000.png` and so on by their rows. Each appears whole, and
/// as soon as it is written.
final class PictureFiles implements RowWriter {
  private final Path folder;
  private final Features.Image shape;
  private int count;

  PictureFiles(Path folder, Features.Image shape) throws IOException {
    this.folder = folder;
    this.shape = shape;
    AtomicFile.createFolders(folder);
  }

  @Override
  public void write(@Nullable String[] names, float[] values, int at) throws IOException {
    float[] picture = Arrays.copyOfRange(values, at, at + shape.count());
    AtomicFile.write(
        folder.resolve("%06d.png".formatted(count)), Raster.picture(picture, shape, 1));
    count++;
  }

  @Override
  public void commit() {
    // Each file is there already.
  }

  @Override
  public void close() {
    // There is nothing open.
  }
}
