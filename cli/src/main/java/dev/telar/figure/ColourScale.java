package dev.telar.figure;

/// Colours for numbers.
final class ColourScale {
  /// Numbers from −1, blue, through 0, white, to 1, red.
  static final ColourScale DIVERGING =
      new ColourScale(-1, 0x2166ac, 0x92c5de, 0xffffff, 0xf4a582, 0xb2182b);

  /// Numbers from 0, black, through red, to 1, pale yellow.
  static final ColourScale HEAT = new ColourScale(0, 0x000004, 0x781c6d, 0xed6925, 0xfcffa4);

  private final double least;
  private final int[] stops;

  private ColourScale(double least, int... stops) {
    this.least = least;
    this.stops = stops;
  }

  /// The colour 0xRRGGBB of a number; one beyond the scale has the colour of its end.
  int of(double value) {
    double part = Math.clamp((value - least) / (1 - least), 0, 1);
    double place = part * (stops.length - 1);
    int stop = Math.min((int) place, stops.length - 2);
    double weight = place - stop;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double from = stops[stop] >> shift & 0xff;
      double to = stops[stop + 1] >> shift & 0xff;
      colour |= (int) Math.round(from + weight * (to - from)) << shift;
    }
    return colour;
  }
}
