package dev.telar.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColourOrderTest {
  @Test
  void aWidthOfThePaperHasItsColourWhateverElseThereIs() {
    assertThat(ColourOrder.of(List.of(64, 128, 256, 512))).containsExactly(0, 1, 2, 3);
    assertThat(ColourOrder.of(List.of(16, 32, 512))).containsExactly(4, 5, 3);
  }

  @Test
  void manyWidthsHaveThePlacesOfColoursAgainAndNoPlaceTwice() {
    List<Integer> places = ColourOrder.of(IntStream.rangeClosed(1, 30).boxed().toList());

    assertThat(places).doesNotHaveDuplicates();
    assertThat(places.get(6)).isEqualTo(14);
    assertThat(places).allMatch(place -> place % ColourOrder.COLOURS >= 4);
  }
}
