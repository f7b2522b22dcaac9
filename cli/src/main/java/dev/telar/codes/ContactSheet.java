package dev.telar.codes;

import dev.telar.figure.Raster;
import dev.telar.internal.AtomicFile;
import dev.telar.model.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Images beside and below each other in one PNG, which is about a square.
final class ContactSheet implements RowWriter {
  /// The most values: more would be a picture that few programs open.
  private static final int MOST_VALUES = 1 << 25;

  private final Path file;
  private final Features.Image shape;
  private float[] images;
  private int count;

  ContactSheet(Path file, Features.Image shape) {
    this.file = file;
    this.shape = shape;
    this.images = new float[shape.count()];
  }

  /// @throws IllegalArgumentException if there are too many images for one picture
  @Override
  public void write(@Nullable String[] names, float[] values, int at) {
    int width = shape.count();
    if (count > 0 && count >= MOST_VALUES / width) {
      throw new IllegalArgumentException(
          "%s: more than %,d images of %s are too many for one picture; write a folder or .npy"
              .formatted(file, count, shape));
    }
    int end = count * width;
    if (end + width > images.length) {
      images = Arrays.copyOf(images, Math.max(2 * images.length, end + width));
    }
    System.arraycopy(values, at, images, end, width);
    count++;
  }

  @Override
  public void commit() throws IOException {
    int across = Math.max(1, (int) Math.ceil(Math.sqrt(count)));
    AtomicFile.write(
        file, Raster.mosaic(Arrays.copyOf(images, count * shape.count()), shape, across));
  }

  @Override
  public void close() {
    // There is nothing open.
  }
}
