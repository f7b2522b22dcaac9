package dev.telar.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(
      ints = {0, 7, 0x1b, '\r', 0x7f, 0x9b, 0x202e, 0x2066, 0x2069, 0x2028, 0x2029, 0xd800})
  void whatCouldSteerATerminalIsReplaced(int character) {
    String text = "a" + Character.toString(character) + "b";

    assertThat(Printable.line(text)).isEqualTo("a?b");
    assertThat(Printable.text(text)).isEqualTo("a?b");
  }

  @Test
  void onlyATextKeepsItsLines() {
    assertThat(Printable.line("a\nb\tc")).isEqualTo("a?b?c");
    assertThat(Printable.text("a\nb\tc")).isEqualTo("a\nb\tc");
  }

  @Test
  void lettersOfEveryLanguageStay() {
    assertThat(Printable.line("año 5 × 4 … 数据 🙂")).isEqualTo("año 5 × 4 … 数据 🙂");
  }
}
