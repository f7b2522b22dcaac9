package dev.telar.tables.image;

/// How many values a pixel has.
public enum Colour {
  /// One: the luma of ITU-R BT.601, `(299 R + 587 G + 114 B) / 1000`, rounded half up.
  GREY,

  /// Three: red, green and blue. Of a grey picture they are the same.
  RGB,

  /// As [#GREY] if all pixels of all pictures have three equal values, otherwise as [#RGB].
  AUTO
}
