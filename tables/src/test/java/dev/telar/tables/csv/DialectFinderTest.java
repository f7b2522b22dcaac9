package dev.telar.tables.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In these texts `/` is a line break and `_` a tab.
class DialectFinderTest {
  @TempDir Path folder;

  private Dialect find(String text) throws IOException {
    Path file =
        Files.write(
            folder.resolve("table"), text.replace('/', '\n').replace('_', '\t').getBytes(UTF_8));
    return Texts.open(file).dialect();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "a,b/1,2/             !comma",
        "a;b/1;2/             !semicolon",
        "a_b/1_2/             !tab",
        "a|b/1|2/             !bar",
        "a/1/2/               !comma",
        "name/a,b/c/d/        !semicolon",
        "1,5;2,5/3,5;4,5/     !semicolon",
        "1,5_2,5/3,5_4,5/     !tab",
        "\"a;b\",c/\"d;e\",1/ !comma",
        "\"a,b\";c/\"d,e\";1/ !semicolon",
        "a,b/1,2/3,4/5/6,7/   !comma",
        "\"a/b/c\",\"d\"/1,2/ !comma",
        "a,b/\"1\",\"2\"/     !comma"
      })
  void delimiter(String text, String name) throws Exception {
    assertThat(Dialect.name(find(text).delimiter())).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "a,b/1,2/                          !true",
        "1,2/3,4/                          !false",
        "1,x/2,y/                          !false",
        "x,y/x,z/                          !false",
        ",a,b/0,1,2/                       !true",
        ",,/1,2,3/                         !false",
        "?,a/1,b/                          !false",
        "NA,3/1,2/                         !false",
        "\"a\",\"b\"/\"1\",\"2\"/          !true",
        "a,a2/NA,1/NA,NA/                  !true",
        "when,what/2020-01-01,x/2020-01-02,y/ !true",
        "class,odour/p,x/e,s/p,y/          !true",
        "anna,berlin/bert,paris/carl,rome/ !false",
        "colour,size/red,big/red,tiny/blue,big/red,tiny/blue,big/red,big/  !true",
        "red,big/red,tiny/blue,big/red,tiny/blue,big/red,big/blue,tiny/    !false",
        "a;b/1,5;2,5/                      !true",
        "a,b/1,none of it/2,x/             !true"
      })
  void header(String text, boolean expected) throws Exception {
    assertThat(find(text).header()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "a;b/1,5;2,5/    !true",
        "a;b/3,14;x/     !true",
        "a;b/3,14;2.5/   !false",
        "a;b/3;4/        !false",
        "a_b/1,5_-2,5e3/ !true",
        "a,b/1,5/        !false",
        "a;b/1,5 m;2/    !false"
      })
  void decimalComma(String text, boolean expected) throws Exception {
    assertThat(find(text).decimalComma()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "price/3,5/4,25/-1,0/   !semicolon, decimal comma, header",
        "price/3,5/             !semicolon, decimal comma, header",
        "price/3,5/4/           !semicolon, decimal comma, header",
        "3,5/4,25/              !comma, no header",
        "price/3,5,1/4,25,2/    !comma, header",
        "price/3,5/x,2/         !comma, no header",
        "price/3,/4,/           !comma, header"
      })
  void oneColumnOfDecimalCommas(String text, String expected) throws Exception {
    assertThat(find(text).description()).isEqualTo("UTF-8, " + expected);
  }

  /// The sample ends within a record of a mebibyte, or before the first line does.
  @Test
  void longLinesAreLookedAt() throws Exception {
    String names =
        IntStream.range(0, 90_000).mapToObj(i -> "column-" + i).collect(Collectors.joining(";"));
    String cells =
        IntStream.range(0, 90_000).mapToObj(i -> "1234,567").collect(Collectors.joining(";"));

    assertThat(find(names + "/" + cells + "/" + cells + "/" + cells).description())
        .isEqualTo("UTF-8, semicolon, decimal comma, header");
  }

  @Test
  void allDelimitersAreTriedOnTheSameLines() throws Exception {
    String row = "x|y" + ",1".repeat(900) + "/";

    assertThat(find(row.repeat(500)).delimiter()).isEqualTo(',');
  }

  @Test
  void whatTheSampleCutsIsNotLookedAt() throws Exception {
    String rows = "a;b/" + "12,34;56,78/".repeat(100_000);

    assertThat(find(rows).description()).isEqualTo("UTF-8, semicolon, decimal comma, header");
  }
}
