package dev.telar.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.figure.Palette.Look;
import dev.telar.page.Assets;
import dev.telar.run.Recipe;
import dev.telar.study.ColourOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Distances are those of CIE L*a*b* (1976); colour blindness is simulated as by Machado, Oliveira
/// and Fernandes (2009) at full severity.
class PaletteTest {
  private static final double[][] PROTANOPIA = {
    {0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}
  };
  private static final double[][] DEUTERANOPIA = {
    {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
  };
  private static final double[][] TRITANOPIA = {
    {1.255528, -0.076749, -0.178779},
    {-0.078411, 0.930809, 0.147602},
    {0.004733, 0.691367, 0.303900}
  };
  private static final double[][] XYZ = {
    {0.4124564, 0.3575761, 0.1804375},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}
  };

  /// The series that stand in one plot.
  static Stream<List<Look>> plots() {
    Palette palette = Palette.ACCESSIBLE;
    return Stream.of(
        List.of(palette.training(), palette.validation(), palette.linearAmongCurves()),
        List.of(palette.measured(), palette.paper(), palette.linear()),
        palette.widths(Recipe.PAPER_WIDTHS));
  }

  @ParameterizedTest
  @MethodSource("plots")
  void seriesAreToldApartInGreyAndByTheColourBlind(List<Look> looks) {
    for (Look one : looks) {
      assertThat(contrastWithWhite(one)).as(one.colour()).isGreaterThanOrEqualTo(3);
      for (Look other : looks) {
        if (!one.equals(other)) {
          String both = one.colour() + " " + other.colour();
          assertThat(one.line()).as(both).isNotEqualTo(other.line());
          double[] a = lab(linear(one));
          double[] b = lab(linear(other));
          assertThat(Math.abs(a[0] - b[0])).as("grey: " + both).isGreaterThan(12);
          for (double[][] sight : List.of(PROTANOPIA, DEUTERANOPIA, TRITANOPIA)) {
            double distance =
                distance(lab(times(sight, linear(one))), lab(times(sight, linear(other))));
            assertThat(distance).as(both).isGreaterThan(20);
          }
        }
      }
    }
  }

  private static double contrastWithWhite(Look look) {
    return 1.05 / (times(XYZ, linear(look))[1] + 0.05);
  }

  private static double[] linear(Look look) {
    double[] rgb = new double[3];
    for (int i = 0; i < 3; i++) {
      double v = Integer.parseInt(look.colour().substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      rgb[i] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
    return rgb;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        product[i] += matrix[i][k] * vector[k];
      }
      product[i] = Math.clamp(product[i], 0, 1);
    }
    return product;
  }

  private static double[] lab(double[] rgb) {
    double[] xyz = times(XYZ, rgb);
    double x = curve(xyz[0] / 0.95047);
    double y = curve(xyz[1]);
    double z = curve(xyz[2] / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double curve(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        (a[0] - b[0]) * (a[0] - b[0])
            + (a[1] - b[1]) * (a[1] - b[1])
            + (a[2] - b[2]) * (a[2] - b[2]));
  }

  @Test
  void pagesAndFiguresHaveOneColourForAWidth() {
    for (int i = 0; i < ColourOrder.COLOURS; i++) {
      assertThat(Assets.THEME)
          .contains("--series-%d: %s;".formatted(i + 1, Palette.PAPER.colours().get(i)));
    }
  }
}
