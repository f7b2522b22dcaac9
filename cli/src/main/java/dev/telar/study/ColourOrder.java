package dev.telar.study;

import dev.telar.model.HiddenWidths;
import dev.telar.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which colour a width of the hidden layer has, in every chart, figure and page: the paper's
/// widths have the first ones, whichever others there are, and the others follow in turn.
public final class ColourOrder {
  /// How many colours there are.
  public static final int COLOURS = 10;

  private static final List<HiddenWidths> PAPER =
      PaperNumbers.TABLE_1.stream().map(PaperNumbers.TestError::hidden).toList();

  private ColourOrder() {}

  /// The place of each width's colour, from 0; those from [#COLOURS] on are the colours again.
  ///
  /// @param widths no width twice
  public static List<Integer> of(List<HiddenWidths> widths) {
    Map<HiddenWidths, Integer> places = new HashMap<>();
    // Of many widths, those that are drawn together have colours of their own.
    List<HiddenWidths> inTurn = new ArrayList<>(Excerpt.of(widths));
    inTurn.addAll(widths);
    int further = 0;
    for (HiddenWidths width : inTurn) {
      int own = PAPER.indexOf(width);
      if (!places.containsKey(width)) {
        places.put(width, own >= 0 ? own : further(further++));
      }
    }
    return widths.stream().map(width -> Objects.requireNonNull(places.get(width))).toList();
  }

  /// The paper's colours are not given a second time, so that nobody takes one width for another.
  private static int further(int i) {
    int others = COLOURS - PAPER.size();
    return i / others * COLOURS + PAPER.size() + i % others;
  }
}
