package dev.telar.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.model.HiddenWidths;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkDiagramTest {
  private static List<String> texts(String... networks) {
    var diagram = new NetworkDiagram(784, Messages.of(Figures.class, Language.ENGLISH));
    diagram.layers(Stream.of(networks).map(HiddenWidths::of).toList(), "ReLU");
    return PlacedText.takeFrom(SvgDocument.parse(diagram.svg("networks")).getDocumentElement())
        .stream()
        .map(PlacedText::text)
        .toList();
  }

  @Test
  void everyLayerHasItsWidth() {
    assertThat(texts("512-256-64"))
        .containsSubsequence(
            "N = 512-256-64", "784 pixels", "512", "256", "code", "64", "256", "512", "784 pixels");
  }

  @Test
  void networksOfAsManyLayersShareAPanel() {
    assertThat(texts("256-64", "512-64", "512-128"))
        .containsSubsequence("N = 256-64, 512-64, 512-128", "256, 512", "64, 128", "256, 512");
  }

  @Test
  void widthsWithoutRoomAreARange() {
    String[] networks =
        IntStream.range(0, 30).mapToObj(i -> "%d-64-32".formatted(1000 + i)).toArray(String[]::new);

    assertThat(texts(networks))
        .contains("N = 1000-64-32, 1001-64-32, 1002-64-32, …, 1029-64-32", "1000–1029");
  }

  @Test
  void ofManyLayersTheMiddleOnesAreLeftOut() {
    assertThat(texts("20-19-18-17-16-15-14-13"))
        .contains("20", "18", "15", "13")
        .doesNotContain("17");
  }
}
