package dev.telar.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FormatExceptionTest {
  private static final Path FILE = Path.of("x.idx");

  @Test
  void itSaysWhichFileWhereAndWhat() {
    var exception = new FormatException(FILE, 1L << 40, "is bad");

    assertThat(exception).hasMessage("x.idx: is bad (at byte 1099511627776)");
    assertThat(exception.source()).isEqualTo(FILE.toString());
    assertThat(exception.offset()).isEqualTo(1L << 40);
    assertThat(exception.problem()).isEqualTo("is bad");
  }

  @Test
  void whatAFilePutsIntoItStaysOnOneLineAndOutOfTheTerminal() {
    String name = "a\nb\r\u001b[2Jc\u202ed\u2028e\ud800f ✓ \ud83d\ude00";

    assertThat(new FormatException(FILE, 0, name).problem())
        .isEqualTo("a?b??[2Jc?d?e?f ✓ \ud83d\ude00");
  }

  @Test
  void aLongProblemIsShortenedInItsMiddle() {
    String problem = new FormatException(FILE, 0, "tensor " + "x".repeat(5000) + " ends").problem();

    assertThat(problem).startsWith("tensor xxx").contains("x … x").endsWith("xxx ends");
    assertThat(problem).hasSize(1003);
  }
}
