package dev.telar.tables.image;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Some of the pictures of a folder: those to train on, or those to test on.
///
/// Immutable, and safe for use by many threads, as long as the arrays it hands out are left alone.
public final class PicturePart {
  private final byte[] pixels;
  private final int @Nullable [] labels;
  private final List<String> names;

  PicturePart(byte[] pixels, int @Nullable [] labels, List<String> names) {
    this.pixels = pixels;
    this.labels = labels;
    this.names = List.copyOf(names);
  }

  /// The number of pictures, at least 1.
  public int rows() {
    return names.size();
  }

  /// The pixels, unsigned: `rows · height · width · channels` bytes, picture after picture, row
  /// after row, and the channels of a pixel side by side. Not a copy.
  public byte[] pixels() {
    return pixels;
  }

  /// The index of each picture's class in [Pictures#classes], if the part has classes: not a copy.
  public Optional<int[]> labels() {
    return Optional.ofNullable(labels);
  }

  /// The path of each picture within the folder that was read, with `/`, ascending by code points.
  public List<String> names() {
    return names;
  }
}
