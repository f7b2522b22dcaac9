package dev.telar.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Colours of pages can be told from their ground (WCAG 2.2, level AA).
class ThemeTest {
  private static final double TEXT = 4.5;
  private static final double GRAPHICS = 3;

  private static final Pattern BLOCK = Pattern.compile(":root \\{([^}]*)\\}");
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{3,6});");

  private static List<Map<String, String>> themes() {
    return BLOCK
        .matcher(Assets.THEME)
        .results()
        .map(block -> {
          Map<String, String> colours = new LinkedHashMap<>();
          COLOUR
              .matcher(block.group(1))
              .results()
              .forEach(c -> colours.put(c.group(1), c.group(2)));
          return colours;
        })
        .toList();
  }

  @Test
  void textsAndCurvesStandOutOnLightDarkAndPaper() {
    assertThat(themes()).hasSize(3);
    for (Map<String, String> theme : themes()) {
      for (String ground : List.of("ground", "tint")) {
        for (String text : List.of("ink", "faint", "accent")) {
          assertThat(contrast(theme, text, ground))
              .as("%s on %s", text, theme)
              .isGreaterThanOrEqualTo(TEXT);
        }
      }
      for (int i = 1; i <= 10; i++) {
        assertThat(contrast(theme, "series-" + i, "ground"))
            .as("curve %d on %s", i, theme)
            .isGreaterThanOrEqualTo(GRAPHICS);
      }
    }
  }

  private static double contrast(Map<String, String> theme, String one, String other) {
    double a = luminance(Objects.requireNonNull(theme.get(one)));
    double b = luminance(Objects.requireNonNull(theme.get(other)));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /// Relative luminance (WCAG 2.2).
  private static double luminance(String colour) {
    String digits = colour.substring(1);
    String six = digits.length() == 3 ? digits.replaceAll("(.)", "$1$1") : digits;
    double[] linear =
        IntStream.range(0, 3)
            .mapToDouble(i -> Integer.parseInt(six.substring(2 * i, 2 * i + 2), 16) / 255.0)
            .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
            .toArray();
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }
}
