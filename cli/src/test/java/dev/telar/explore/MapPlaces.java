package dev.telar.explore;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Where the page draws the points of a whole map, in pixels from the canvas's upper left corner.
///
/// @param width of the canvas
/// @param height of the canvas
record MapPlaces(CodeMap map, int width, int height) {
  /// The part of the canvas that stays free at each side.
  private static final double MARGIN = 0.04;

  double x(int row) {
    return width * (MARGIN + (1 - 2 * MARGIN) * part(map::x, row));
  }

  double y(int row) {
    return height * (1 - MARGIN - (1 - 2 * MARGIN) * part(map::y, row));
  }

  int leftmost() {
    return least(this::x);
  }

  int nearestToTheMiddle() {
    return least(row -> Math.hypot(x(row) - width / 2.0, y(row) - height / 2.0));
  }

  private int least(IntToDoubleFunction value) {
    return rows().boxed().min(Comparator.comparingDouble(value::applyAsDouble)).orElseThrow();
  }

  private double part(IntToDoubleFunction coordinate, int row) {
    double lowest = rows().mapToDouble(coordinate).min().orElseThrow();
    double greatest = rows().mapToDouble(coordinate).max().orElseThrow();
    return (coordinate.applyAsDouble(row) - lowest) / (greatest - lowest);
  }

  private IntStream rows() {
    return IntStream.range(0, map.rows());
  }
}
