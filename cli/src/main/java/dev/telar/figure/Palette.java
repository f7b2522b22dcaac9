package dev.telar.figure;

import dev.telar.figure.Chart.Series;
import dev.telar.model.HiddenWidths;
import dev.telar.study.ColourOrder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the series of plots look like.
///
/// @param training the error of training by epoch
/// @param validation the error of validation by epoch
/// @param linearAmongCurves the linear optimum beside these two
/// @param measured the measured errors by width
/// @param paper the paper's errors by width
/// @param linear the linear optimum by width
/// @param colours of widths by their [ColourOrder], in turn
/// @param lines likewise
record Palette(
    Look training,
    Look validation,
    Look linearAmongCurves,
    Look measured,
    Look paper,
    Look linear,
    List<String> colours,
    List<String> lines) {

  /// The paper's own colours, as pages have them too; widths that share one have other lines.
  static final Palette PAPER =
      new Palette(
          new Look("#d62020", "dotted", 1.4),
          new Look("#1f4fd8", "solid", 0.9),
          new Look("#7a7a7a", "dashed", 0.8),
          new Look("#d62020", "solid", 1.2),
          new Look("#111111", "dotted", 1.4),
          new Look("#1a8a34", "dashed", 1.2),
          List.of(
              "#d62020", "#1f4fd8", "#1a8a34", "#111111", "#c46a00", "#7d3cb5", "#0a8f9c",
              "#8a5a2b", "#c2348a", "#7a7a7a"),
          inRuns("solid", "longdash", "dotted"));

  /// Colours that differ in lightness, so in grey and with any colour blindness too, and lines that
  /// differ besides.
  static final Palette ACCESSIBLE =
      new Palette(
          new Look("#b85c00", "dotted", 1.4),
          new Look("#1b1464", "solid", 1.0),
          new Look("#949494", "dashed", 0.9),
          new Look("#c06a00", "solid", 1.2),
          new Look("#000000", "dotted", 1.4),
          new Look("#3b3aa0", "dashed", 1.2),
          List.of("#000000", "#4b1d91", "#b8336a", "#c97b00"),
          List.of("solid", "longdash", "dotted", "dotdash", "twodash"));

  private static final double WIDTH = 1.2;

  Palette {
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
      return new Series(name, colour, line, width, Series.DISC);
    }

    /// A series of marks and no line.
    ///
    /// @param shape as Lets-Plot numbers them
    Series mark(String name, int shape) {
      return new Series(name, colour, "blank", width, shape);
    }
  }

  /// The looks of several series that are no widths, in turn.
  List<Look> series(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new Look(colours.get(i % colours.size()), lines.get(i % lines.size()), WIDTH))
        .toList();
  }

  private static List<String> inRuns(String... lines) {
    return Stream.of(lines)
        .flatMap(line -> Collections.nCopies(ColourOrder.COLOURS, line).stream())
        .toList();
  }

  /// The looks of the models of several widths.
  List<Look> widths(List<HiddenWidths> hidden) {
    return ColourOrder.of(hidden).stream()
        .map(place ->
            new Look(colours.get(place % colours.size()), lines.get(place % lines.size()), WIDTH))
        .toList();
  }
}
