package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.format.FormatException;
import dev.telar.run.Json;
import dev.telar.run.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A `study.json` that somebody made to do harm.
class HostileStudyPlanTest {
  private static final String JSON =
      Json.writeCompact(
          new StudyPlan(
              StudyPlan.FORMAT,
              Recipe.named(Recipe.AS_PRINTED).with(Map.of("epochs", "30", "init", "init")),
              Recipe.PAPER_WIDTHS,
              1,
              Optional.of("folder"),
              Map.of(),
              "data",
              "d",
              "telar study"));

  @TempDir private Path folder;

  /// What is wrong with a plan; none if nothing is.
  private FormatException problem(String json) throws IOException {
    Path file = folder.resolve(StudyPlan.FILE);
    Files.deleteIfExists(file);
    Files.writeString(file, json);
    return catchThrowableOfType(FormatException.class, () -> StudyPlan.read(file));
  }

  @Test
  void aPlanCutAnywhereIsRefused() throws IOException {
    assertThat(problem(JSON)).isNull();
    for (int length = 0; length < JSON.length(); length++) {
      assertThat(problem(JSON.substring(0, length)))
          .as("cut to " + length)
          .hasMessageStartingWith(folder.resolve(StudyPlan.FILE) + ": ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"init\"|\"a\\u0000b\"|Nul character not allowed",
        "\"folder\"|\"a\\u0000b\"|Nul character not allowed",
        "[64,128,256,512]|[64,-1]|hidden must be at least 1, got -1",
        "[64,128,256,512]|[]|hidden must name a width, and each of them once, got []",
        "[64,128,256,512]|[64,64]|hidden must name a width, and each of them once, got [64, 64]",
        "[64,128,256,512]|[\"256-0\"]|hidden must be at least 1, got 0",
        "[64,128,256,512]|[\"256-x\"]|widths from the first layer to the code such as 256-64, got 256-x",
        "[64,128,256,512]|[{}]|must be a width such as 64, or a text",
        "[64,128,256,512]|[null]|a value must not be null",
        "[64,128,256,512]|[2147483648]|2147483648",
        "\"format\":4|\"format\":5|is a study of format 5, this Telar reads 4",
        "\"format\":4|\"format\":4,\"format\":4|Duplicate",
        "\"epochs\":\"30\"|\"epochs\":\"2147483648\"|2147483648",
        "\"repeats\":1|\"repeats\":0|repeats must be at least 1, got 0",
        "\"epochs\":\"30\"|\"epoch\":\"30\"|unknown setting epoch",
        "\"epochs\":\"30\"|\"epochs\":\"0\"|epochs must be at least 1, got 0"
      })
  void aPlanThatSaysSomethingElseIsRefused(String good, String bad, String problem)
      throws IOException {
    // "init" is a name and a value.
    String key = good.equals("\"init\"") ? "\"init\":" : "";
    assertThat(JSON).contains(key + good);

    assertThat(problem(JSON.replace(key + good, key + bad))).hasMessageContaining(problem);
  }
}
