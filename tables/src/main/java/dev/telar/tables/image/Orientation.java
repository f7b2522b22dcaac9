package dev.telar.tables.image;

/// How stored rows and columns become those that are seen: Exif's orientation, in its order, named
/// by what has to be done to the stored picture. (JEITA CP-3451, section 4.6.4, tag 0x0112.)
enum Orientation {
  /// 1: the first stored row is the top, the first column the left side.
  UPRIGHT(false, false, false),
  /// 2: the first row is the top, the first column the right side.
  MIRRORED(false, false, true),
  /// 3: the first row is the bottom, the first column the right side.
  TURNED_HALF(false, true, true),
  /// 4: the first row is the bottom, the first column the left side.
  FLIPPED(false, true, false),
  /// 5: the first row is the left side, the first column the top.
  TRANSPOSED(true, false, false),
  /// 6: the first row is the right side, the first column the top: a quarter clockwise.
  TURNED_RIGHT(true, false, true),
  /// 7: the first row is the right side, the first column the bottom.
  TRANSVERSED(true, true, true),
  /// 8: the first row is the left side, the first column the bottom: a quarter counter-clockwise.
  TURNED_LEFT(true, true, false);

  private final boolean transposes;
  private final boolean flips;
  private final boolean mirrors;

  /// @param transposes whether rows become columns, first of all
  /// @param flips whether rows then change their order
  /// @param mirrors whether columns then change their order
  Orientation(boolean transposes, boolean flips, boolean mirrors) {
    this.transposes = transposes;
    this.flips = flips;
    this.mirrors = mirrors;
  }

  /// The one that a directory tells; upright if it tells none, or none that there is.
  static Orientation of(TiffTags tags) {
    long value = tags.number(TiffTags.ORIENTATION).orElse(1);
    return value >= 1 && value <= values().length ? values()[(int) value - 1] : UPRIGHT;
  }

  /// The size that is seen.
  PictureSize seen(PictureSize stored) {
    return transposes ? stored.transposed() : stored;
  }

  /// The picture that is seen.
  Pixels apply(Pixels stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    PictureSize size = seen(stored.size());
    int channels = stored.channels();
    byte[] from = stored.values();
    var to = new byte[from.length];
    int at = 0;
    for (int y = 0; y < size.height(); y++) {
      int row = flips ? size.height() - 1 - y : y;
      for (int x = 0; x < size.width(); x++) {
        int column = mirrors ? size.width() - 1 - x : x;
        int pixel =
            transposes
                ? column * stored.size().width() + row
                : row * stored.size().width() + column;
        for (int channel = 0; channel < channels; channel++) {
          to[at++] = from[pixel * channels + channel];
        }
      }
    }
    return new Pixels(size, channels, to);
  }
}
