package dev.telar.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calibrations that somebody made to do harm.
class HostileCalibrationTest {
  private static final String GOOD = ScoreSamples.tableCalibration().toJson();

  private static Calibration read(String json) {
    return Calibration.find(Map.of(Calibration.KEY, json)).orElseThrow();
  }

  private static String problem(String json) {
    try {
      read(json);
      return "";
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      assertThat(message).isNotBlank().hasSizeLessThan(600);
      assertThat(message.codePoints()).noneMatch(Character::isISOControl);
      return message;
    }
  }

  @Test
  void oneThatIsCutAnywhereIsRefused() {
    for (int length = 0; length < GOOD.length(); length++) {
      assertThat(problem(GOOD.substring(0, length))).as("cut to %d", length).isNotEmpty();
    }
  }

  @Test
  void oneThatIsSpoiltIsRefusedOrWhole() {
    for (int at = 0; at < GOOD.length(); at++) {
      for (char other : new char[] {'0', '"', ']', '{', '\n', '\u0000', '\u2028', 'Z'}) {
        String spoilt = GOOD.substring(0, at) + other + GOOD.substring(at + 1);
        if (problem(spoilt).isEmpty()) {
          Calibration read = read(spoilt);
          assertThat(read(read.toJson()).toJson()).isEqualTo(read.toJson());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code_centre",
        "code_whitening",
        "scores_both",
        "scores_code",
        "scores_reconstruction"
      })
  void whatIsNotBase64IsNamed(String field) {
    String start = "\"" + field + "\":\"";

    assertThat(problem(GOOD.replace(start, start + "*")))
        .isEqualTo(
            "the calibration has no base64 in %s: Illegal base64 character 2a".formatted(field));
    assertThat(problem(GOOD.replaceAll(start + "[^\"]*", start + "AAAA")))
        .isEqualTo("the calibration has a part of a number in " + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"format\":1' | '\"format\":2' | the calibration is of a format that is not known; known is 1",
        "'\"format\":1,' | '' | the calibration has no number format",
        "'\"code_mean\":0.75' | '\"code_mean\":-1' | 'the mean of the codes'' scores must be a number above 0, got -1.0'",
        "'\"code_mean\":0.75' | '\"code_mean\":1e999' | 'the mean of the codes'' scores must be a number above 0, got Infinity'",
        "'\"code_mean\":0.75' | '\"code_mean\":\"1\"' | the calibration has no number code_mean",
        "'\"code_mean\":0.75' | '\"code_mean\":{}' | the calibration has something unknown by the name code_mean",
        "'\"code_mean\":0.75' | '\"code_mean\":null' | the calibration has something unknown by the name code_mean",
        "'\"column_errors\":[' | '\"column_errors\":[0,' | 'the error of a column must be a number above 0, got 0.0'",
        "'\"column_errors\":[' | '\"column_errors\":[\"1\",' | 'the calibration has a column''s error that is no number'",
        "'\"column_errors\":[' | '\"column_errors\":[[[[[[1]]]]],' | 'the calibration has a column''s error that is no number'",
        "'{\"format\"' | '[\"format\"' | the calibration is no object",
      })
  void whatIsWrongIsSaid(String good, String bad, String problem) {
    assertThat(GOOD).contains(good);

    assertThat(problem(GOOD.replace(good, bad))).isEqualTo(problem);
  }

  @Test
  void whatFollowsItsEndIsRefused() {
    assertThat(problem(GOOD + "{}")).isEqualTo("the calibration has something behind its end");
    assertThat(problem(GOOD + " ")).isEmpty();
  }

  @Test
  void whatIsNamedTwiceIsRefused() {
    assertThat(problem(GOOD.replace("{\"format\":1", "{\"format\":1,\"format\":1")))
        .startsWith("the calibration is damaged: Duplicate Object property \"format\"");
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    String none = GOOD.replaceAll("\"scores_both\":\"[^\"]*\"", "\"scores_both\":\"\"");
    String one = GOOD.replaceAll("\"scores_code\":\"[^\"]*\"", "\"scores_code\":\"AAAAAA==\"");
    String centre =
        GOOD.replaceAll("\"code_centre\":\"[^\"]*\"", "\"code_centre\":\"AAAAAAAAAAA=\"");
    String nan = GOOD.replaceAll("\"code_centre\":\"[^\"]*\"", "\"code_centre\":\"AAAAAAAA+H8=\"");

    assertThat(problem(none)).isEqualTo("a calibration has the scores of each row by each kind");
    assertThat(problem(one)).isEqualTo("a calibration has the scores of each row by each kind");
    assertThat(problem(centre))
        .isEqualTo("a code of 1 units needs a whitening of 1 numbers, got 6");
    assertThat(problem(nan)).isNotEmpty();
  }

  @Test
  void depthAndHugeNumbersAreRefused() {
    for (String bad :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"column_errors\":" + "[".repeat(100_000),
            "{\"format\":" + "1".repeat(100_000) + "}",
            "{\"format\":1e" + "9".repeat(100_000) + "}",
            "{\"" + "n".repeat(1_000_000) + "\":{}}",
            "{\"a\nb\u2028c\":{}}",
            "",
            "null",
            "\"\"")) {
      assertThat(problem(bad)).isNotEmpty();
    }
  }
}
