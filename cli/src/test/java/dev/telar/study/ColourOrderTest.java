package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.model.HiddenWidths;
import dev.telar.text.Excerpt;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColourOrderTest {
  private static List<Integer> order(int... widths) {
    return ColourOrder.of(IntStream.of(widths).mapToObj(HiddenWidths::of).toList());
  }

  @Test
  void aWidthOfThePaperHasItsColourWhateverElseThereIs() {
    assertThat(order(64, 128, 256, 512)).containsExactly(0, 1, 2, 3);
    assertThat(order(16, 32, 512)).containsExactly(4, 5, 3);
  }

  @Test
  void manyWidthsHaveThePlacesOfColoursAgainAndNoPlaceTwice() {
    List<Integer> widths = IntStream.rangeClosed(1, 30).boxed().toList();
    List<Integer> places = order(widths.stream().mapToInt(Integer::intValue).toArray());

    assertThat(places).doesNotHaveDuplicates();
    assertThat(places).allMatch(place -> place % ColourOrder.COLOURS >= 4);
    assertThat(Excerpt.of(widths).stream().map(width -> places.get(width - 1)))
        .as("those that are drawn at first")
        .containsExactly(4, 5, 6, 7, 8, 9);
  }
}
