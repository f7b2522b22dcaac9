package dev.telar.tables.image;

import java.util.Optional;

/// What pictures become.
///
/// @param size the size that all of them get; if empty, they must have one size
/// @param colour how many values a pixel has
public record PictureOptions(Optional<PictureSize> size, Colour colour) {
  /// Pictures of one size, with the colours that they have.
  public static PictureOptions defaults() {
    return new PictureOptions(Optional.empty(), Colour.AUTO);
  }

  /// These, with another size.
  ///
  /// @throws IllegalArgumentException if no picture can have it
  public PictureOptions withSize(int height, int width) {
    return new PictureOptions(Optional.of(new PictureSize(height, width)), colour);
  }

  /// These, with other colours.
  public PictureOptions withColour(Colour other) {
    return new PictureOptions(size, other);
  }
}
