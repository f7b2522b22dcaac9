package dev.telar.model;

/// What the values of a row are. Immutable.
public interface Features {
  /// How many values a row has.
  int count();

  /// An image: the values of its pixels, row after row, the channels of a pixel together.
  ///
  /// @param height in pixels
  /// @param width in pixels
  /// @param channels 1 if it is grey, 3 if it is red, green and blue
  record Image(int height, int width, int channels) implements Features {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int GREY = 1;
    private static final int COLOURS = 3;

    /// @throws IllegalArgumentException if a number is below 1, channels are neither 1 nor 3, or a
    ///   row would not fit into an array
    public Image {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            "an image must have at least one pixel, got %d × %d".formatted(height, width));
      }
      if (channels != GREY && channels != COLOURS) {
        throw new IllegalArgumentException(
            "an image has 1 channel or 3, red, green and blue, got " + channels);
      }
      if ((long) height * width * channels > LARGEST_ARRAY) {
        throw new IllegalArgumentException(
            "an image of %d × %d pixels does not fit into an array".formatted(height, width));
      }
    }

    /// A grey image.
    public static Image grey(int height, int width) {
      return new Image(height, width, GREY);
    }

    @Override
    public int count() {
      return height * width * channels;
    }

    /// Whether its pixels have colours.
    public boolean isColoured() {
      return channels == COLOURS;
    }

    /// Its size as `28 × 28`, with the word RGB where it is coloured.
    @Override
    public String toString() {
      return "%d × %d%s".formatted(height, width, isColoured() ? " RGB" : "");
    }
  }
}
