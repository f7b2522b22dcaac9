package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
  @TempDir private Path folder;

  /// What is drawn on a terminal, line by line.
  private static List<String> drawn(String printed) {
    return List.of(printed.replace("\033[K", "").split("[\r\n]+"));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 40, 50, 80, 200})
  void trainingNeverTakesMoreThanTheTerminalHas(int columns) throws Exception {
    Path data = TinyImages.write(folder.resolve("data"));
    var out = new StringWriter();
    var err = new StringWriter();

    int exitCode =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            new Terminal(true, () -> columns),
            ("train --validation-rows 20 --batch-size 10 --epochs 20 --hidden 4 --data "
                    + data
                    + " --out "
                    + folder.resolve("run"))
                .split(" "));

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(drawn(err.toString()))
        .hasSizeGreaterThan(20)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(columns));
    assertThat(err.toString().contains("val")).isEqualTo(columns >= 40);
    assertThat(err.toString().contains("samples/s")).isEqualTo(columns >= 80);
  }

  @ParameterizedTest
  @CsvSource({
    "N=64 [##------] 3/30, 20",
    "d\u00e4ta, 4",
    "da\u0308ta, 4",
    "\u65e5\u672c\uff71\uff21, 7",
    "\ud55c\uae00\u3002, 6",
    "\ud83d\ude00!, 3"
  })
  void lettersTakeWhatTheyTakeOnATerminal(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
    assertThat(Columns.fit(text, columns)).isEqualTo(text);
    assertThat(Columns.of(Columns.fit(text, columns - 1))).isBetween(columns - 2, columns - 1);
  }

  @Test
  void theLongestFormThatFitsIsDrawn() {
    var text = new StringWriter();
    var line = new ProgressLine(new PrintWriter(text), new Terminal(true, () -> 8));

    line.draw("12345678", "1234567", "1");
    line.draw("123456789", "\u65e5\u672c\u65e5\u672c");

    assertThat(drawn(text.toString())).containsExactly("", "1234567", "\u65e5\u672c\u65e5");
  }
}
