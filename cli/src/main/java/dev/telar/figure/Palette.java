package dev.telar.figure;

import dev.telar.figure.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the series of plots look like.
///
/// @param training the error of training by epoch
/// @param validation the error of validation by epoch
/// @param linearAmongCurves the linear optimum beside these two
/// @param measured the measured errors by width
/// @param paper the paper's errors by width
/// @param linear the linear optimum by width
/// @param own the colours of certain widths, whichever others there are
/// @param colours of all other widths, in turn
/// @param lines of these, in turn
record Palette(
    Look training,
    Look validation,
    Look linearAmongCurves,
    Look measured,
    Look paper,
    Look linear,
    Map<Integer, String> own,
    List<String> colours,
    List<String> lines) {

  /// The paper's own colours.
  static final Palette PAPER =
      new Palette(
          new Look("#d62020", "solid", 0.9),
          new Look("#1f4fd8", "dotted", 1.4),
          new Look("#7a7a7a", "dashed", 0.8),
          new Look("#d62020", "solid", 1.2),
          new Look("#111111", "dashed", 1.2),
          new Look("#1a8a34", "dotted", 1.4),
          Map.of(64, "#d62020", 128, "#1f4fd8", 256, "#1a8a34", 512, "#111111"),
          List.of("#e07b00", "#7d3cb5", "#0a8f9c", "#8a5a2b", "#c2348a", "#7a7a7a"),
          List.of("solid"));

  /// Colours that differ in lightness, so in grey and with any colour blindness too, and lines that
  /// differ besides.
  static final Palette ACCESSIBLE =
      new Palette(
          new Look("#b85c00", "solid", 1.0),
          new Look("#1b1464", "dotted", 1.4),
          new Look("#949494", "dashed", 0.9),
          new Look("#c06a00", "solid", 1.2),
          new Look("#000000", "dashed", 1.2),
          new Look("#3b3aa0", "dotted", 1.4),
          Map.of(),
          List.of("#000000", "#4b1d91", "#b8336a", "#c97b00"),
          List.of("solid", "longdash", "dotted", "dotdash", "twodash"));

  private static final double WIDTH = 1.2;

  Palette {
    own = Map.copyOf(own);
    colours = List.copyOf(colours);
    lines = List.copyOf(lines);
  }

  /// The look of a series.
  ///
  /// @param colour as `#rrggbb`
  /// @param line a line type of Lets-Plot
  /// @param width of the line
  record Look(String colour, String line, double width) {
    Series named(String name) {
      return new Series(name, colour, line, width);
    }
  }

  /// The looks of the models of several widths.
  List<Look> widths(List<Integer> hidden) {
    var looks = new ArrayList<Look>();
    int further = 0;
    for (int n : hidden) {
      if (own.containsKey(n)) {
        looks.add(new Look(own.getOrDefault(n, ""), "solid", WIDTH));
      } else {
        looks.add(
            new Look(
                colours.get(further % colours.size()), lines.get(further % lines.size()), WIDTH));
        further++;
      }
    }
    return looks;
  }
}
