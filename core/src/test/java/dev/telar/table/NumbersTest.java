package dev.telar.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.Allocation;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static void equalsParseDouble(String text) {
    double expected = Double.parseDouble(text);

    assertThat(Numbers.parse(text, false)).as(text).isEqualTo(expected);
    assertThat(Numbers.parse(text.replace('.', ','), true)).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1.5",
        "+2",
        "1e-3",
        "1E+3",
        ".5",
        "5.",
        "-0",
        "-0.0e5",
        "007",
        " 3.25\t",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993e22",
        "999999999999999999",
        "18446744073709551617",
        "100000000000000000000000000000000000000001",
        "0.000000000000000000000000000000000001",
        "0.00000000000000000000001",
        "123456789012345e22",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "1.7976931348623157e308",
        "1e309",
        "-1e999999999999999999999",
        "4.9e-324",
        "2.4703282292062327e-324",
        "1e-999999999999999999999",
        "0e999999999999999999999",
        "0.1",
        "0.30000000000000004",
        "2.2250738585072011e-308"
      })
  void readsWhatParseDoubleReads(String text) {
    equalsParseDouble(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "1,000",
        "1.2.3",
        "1 2",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e5.",
        "1e5x",
        "--1",
        "0x10",
        "1f",
        "1d",
        "1L",
        "inf",
        "Infinity",
        "-Infinity",
        "nan",
        "NaN",
        "١",
        "1_000",
        "1\u00a0"
      })
  void otherTextIsNoNumber(String text) {
    assertThat(Numbers.parse(text, false)).isNaN();
  }

  @Test
  void aCommaIsAPointOnlyWhereItWasSaid() {
    assertThat(Numbers.parse("3,14", true)).isEqualTo(3.14);
    assertThat(Numbers.parse("3,14", false)).isNaN();
    assertThat(Numbers.parse("3.14", true)).isNaN();
  }

  @Test
  void readsPartOfAnArray() {
    assertThat(Numbers.parse("12345".toCharArray(), 1, 3, false)).isEqualTo(234);
  }

  @Test
  void everyFormOfARandomDoubleGivesItsBits() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        equalsParseDouble(Double.toString(any));
      }
      double moderate = random.nextDouble(-1e6, 1e6);
      equalsParseDouble(Double.toString(moderate));
      equalsParseDouble(Double.toString((float) moderate));
      int places = random.nextInt(12);
      long digits = random.nextLong(1L << random.nextInt(1, 63));
      equalsParseDouble(digits + "e" + random.nextInt(-40, 40));
      equalsParseDouble(digits + "." + random.nextInt(1, 1 << 20));
      if (i % 10 == 0) {
        equalsParseDouble(String.format(Locale.ROOT, "%." + places + "f", moderate));
      }
    }
  }

  @Test
  void theLongestNumberIsReadAndALongerTextIsNone() {
    equalsParseDouble("0." + "1".repeat(1998));
    equalsParseDouble("1".repeat(2000));
    assertThat(Numbers.parse("1".repeat(2001), false)).isNaN();
  }

  @Test
  void nothingIsAllocated() {
    char[] text = "-123.4567e3".toCharArray();

    long allocated =
        Allocation.during(() -> {
          double sum = 0;
          for (int i = 0; i < 1000; i++) {
            sum += Numbers.parse(text, 0, text.length, false);
          }
          assertThat(sum).isNegative();
        });

    assertThat(allocated).isLessThan(100_000);
  }
}
