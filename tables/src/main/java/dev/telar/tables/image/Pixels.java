package dev.telar.tables.image;

/// A picture as bytes.
///
/// @param size its size
/// @param channels 1 or 3
/// @param values unsigned, row after row, the channels of a pixel side by side
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pixels(PictureSize size, int channels, byte[] values) {
  private static final int RGB = 3;

  /// As an option asks for it; [Colour#AUTO] makes it grey where that loses nothing.
  Pixels in(Colour colour) {
    return switch (colour) {
      case GREY -> grey();
      case RGB -> rgb();
      case AUTO -> isGrey() ? grey() : this;
    };
  }

  /// Of a picture with three equal values this is one of them.
  private Pixels grey() {
    if (channels == 1) {
      return this;
    }
    var grey = new byte[size.pixels()];
    for (int i = 0; i < grey.length; i++) {
      int red = values[RGB * i] & 0xff;
      int green = values[RGB * i + 1] & 0xff;
      int blue = values[RGB * i + 2] & 0xff;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return new Pixels(size, 1, grey);
  }

  private Pixels rgb() {
    if (channels == RGB) {
      return this;
    }
    var rgb = new byte[RGB * values.length];
    copyTo(rgb, 0, RGB);
    return new Pixels(size, RGB, rgb);
  }

  /// Writes the values into an array for pictures of as many channels or of three.
  void copyTo(byte[] out, int from, int wanted) {
    if (wanted == channels) {
      System.arraycopy(values, 0, out, from, values.length);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      out[from + RGB * i] = values[i];
      out[from + RGB * i + 1] = values[i];
      out[from + RGB * i + 2] = values[i];
    }
  }

  private boolean isGrey() {
    for (int i = 0; channels == RGB && i < values.length; i += RGB) {
      if (values[i] != values[i + 1] || values[i] != values[i + 2]) {
        return false;
      }
    }
    return true;
  }
}
