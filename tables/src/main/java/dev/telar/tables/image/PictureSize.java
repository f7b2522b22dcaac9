package dev.telar.tables.image;

/// The size of a picture.
///
/// @param height the number of rows of pixels
/// @param width the number of pixels in a row
public record PictureSize(int height, int width) {
  /// The most pixels of a picture that is read or asked for.
  public static final int MOST_PIXELS = 100_000_000;

  /// @throws IllegalArgumentException if a number is less than 1, or there are more than
  ///   [#MOST_PIXELS] pixels
  public PictureSize {
    if (height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "a picture must have at least 1 x 1 and at most %d pixels, got %d x %d"
              .formatted(MOST_PIXELS, height, width));
    }
  }

  int pixels() {
    return height * width;
  }

  PictureSize transposed() {
    return new PictureSize(width, height);
  }

  /// Height before width: `28 x 30`.
  @Override
  public String toString() {
    return height + " x " + width;
  }
}
