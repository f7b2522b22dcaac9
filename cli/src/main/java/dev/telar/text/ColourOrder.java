package dev.telar.text;

import dev.telar.study.PaperNumbers;
import java.util.ArrayList;
import java.util.List;

/// Which colour a width of the hidden layer has, in every chart, figure and page: the paper's
/// widths have the first ones, whichever others there are, and the others follow in turn.
public final class ColourOrder {
  /// How many colours there are.
  public static final int COLOURS = 10;

  private static final List<Integer> PAPER =
      PaperNumbers.TABLE_1.stream().map(PaperNumbers.TestError::hidden).toList();

  private ColourOrder() {}

  /// The place of each width's colour, from 0; those from [#COLOURS] on are the colours again.
  ///
  /// @param widths no width twice
  public static List<Integer> of(List<Integer> widths) {
    List<Integer> places = new ArrayList<>();
    int further = 0;
    for (int width : widths) {
      int own = PAPER.indexOf(width);
      places.add(own >= 0 ? own : further(further++));
    }
    return List.copyOf(places);
  }

  /// The paper's colours are not given a second time, so that nobody takes one width for another.
  private static int further(int i) {
    int others = COLOURS - PAPER.size();
    return i / others * COLOURS + PAPER.size() + i % others;
  }
}
