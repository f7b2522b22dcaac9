package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.score.Scorer;
import dev.telar.scoring.AnomalyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ScoreCommandTest {
  @TempDir private static Path training;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    run = TinyTable.trained(training, "--anomaly", "bad");
  }

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("new.csv"), text);
  }

  private static final String HEADER = "state,fan,warmth,when,damp,room\n";

  @Test
  void rowsAreScoredInTheirOrderByTheirColumnsNames() throws IOException {
    Path out = folder.resolve("scores.csv");
    Path table =
        table(
            HEADER
                + "good,yes,21.50,2026-03-02T03:00,46.0,attic\n"
                + "good,no,90.00,2026-03-02T04:00,,cellar\n");

    Telar.good("score", run, "--data", table, "--out", out, "--errors");

    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .isEqualTo(
            "row,score,p_value,anomaly,why,error_when,error_room,error_warmth,error_damp,error_fan");
    assertThat(lines.get(1)).startsWith("1,");
    assertThat(lines.get(2)).startsWith("2,").contains("warmth 90, expected ");
    double near = score(lines.get(1));
    double far = score(lines.get(2));
    assertThat(far).isGreaterThan(100 * near);
    // A missing cell does not count.
    assertThat(lines.get(2)).matches(".*,,[^,]+");
  }

  private static double score(String line) {
    return Double.parseDouble(line.replaceFirst("^\\d+,([^,]+),.*", "$1"));
  }

  @Test
  void theRuntimeGivesTheSameBits() throws IOException {
    Path out = folder.resolve("scores.csv");
    Path table = table(HEADER + "good,yes,21.5,2026-03-02T03:00,46,attic\n");
    Telar.good("score", run, "--data", table, "--out", out);

    float score =
        Scorer.load(run.resolve("model.safetensors"))
            .score(
                Map.of(
                    "fan",
                    true,
                    "warmth",
                    21.5,
                    "when",
                    "2026-03-02T03:00",
                    "damp",
                    46,
                    "room",
                    "attic"))
            .score();

    assertThat(Files.readAllLines(out).get(1)).startsWith("1," + score + ",");
  }

  @Test
  void itsOwnTestRowsAreRankedByTheirLabels() throws IOException {
    JsonNode scored = Telar.json("score", run);

    assertThat(scored.get("rows").asInt())
        .isEqualTo(
            Telar.json("evaluate", run).get("test_rows").asInt()
                + Telar.json("evaluate", run).get("anomalous_rows").asInt());
    assertThat(scored.get("measures").get("roc_auc").get("value").asDouble()).isBetween(0.0, 1.0);
    assertThat(scored.get("calibration_rows").asInt()).isEqualTo(11);
  }

  @Test
  void labelsAreThoseOfTheTrainingUnlessOthersAreNamed() throws IOException {
    Path table =
        table(
            HEADER
                + "good,yes,21.50,2026-03-02T03:00,46.0,attic\n"
                + "bad,no,90.00,2026-03-02T04:00,,cellar\n");

    assertThat(
            Telar.json("score", run, "--data", table).get("measures").get("roc_auc").get("value"))
        .hasToString("1.0");
    assertThat(Telar.json("score", run, "--data", table, "--anomaly", "good").get("measures"))
        .hasToString(
            Telar.json("score", run, "--data", table, "--normal", "bad")
                .get("measures")
                .toString());
    assertThat(Telar.good("score", run, "--data", table, "--anomaly", "bat").err())
        .contains("no row has the label bat");
    assertThat(Telar.problem("score", run, "--data", table, "--label", "stat"))
        .contains("there is no column stat; there are state, fan");
  }

  @Test
  void aScoreThatIsNoNumberIsAnAnomaly() {
    assertThat(AnomalyRule.isAbove(Float.NaN, 7)).isTrue();
    assertThat(AnomalyRule.isAbove(7, 7)).isFalse();
    assertThat(AnomalyRule.isAbove(Float.NaN, Double.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void tooFewCalibrationRowsAreSaid() {
    Telar scored = Telar.good("score", run);

    assertThat(scored.err()).contains("an alarm rate of 0.01 needs 99 calibration rows");
    assertThat(Telar.json("score", run, "--alarm-rate", 0.2).get("anomaly_share").isNull())
        .isFalse();
  }

  @Test
  void whatTheModelDoesNotKnowIsSaidOrRefused() throws IOException {
    Path table =
        table(
            """
            fan,warmth,when,damp,room,roof
            yes,21.5,2026-03-02,46,attic,tin
            yes,21.5,2026-03-02,46,barn,tin
            yes,,2026-03-02,46,barn,tin
            yes,21.5,,,,tin
            """);

    Telar scored = Telar.good("score", run, "--data", table, "--alarm-rate", 0.1);

    assertThat(scored.out())
        .contains("the model does not know the column roof")
        .contains("room has in 2 rows a level that no training row had: barn")
        .contains(
            "warmth is missing in 1 rows", "when is missing in 1 rows", "room is missing in 1 rows")
        .doesNotContain("damp is missing");
    assertThat(Telar.problem("score", run, "--data", table, "--strict")).contains("roof");
    Files.writeString(table, "fan,when,damp,room\nyes,2026-03-02,46,attic\n");
    assertThat(Telar.good("score", run, "--data", table).out())
        .contains("there is no column warmth; its cells count as missing");
    Files.writeString(table, "a,b\n1,2\n");
    assertThat(Telar.problem("score", run, "--data", table))
        .contains("new.csv has none of the columns of the model: when, room, warmth, damp, fan");
  }

  @Test
  void rowsThatCannotBeReadAreLeftOutIfThatIsWanted() throws IOException {
    Path table =
        table(
            HEADER
                + "good,yes,warm,2026-03-02,46,attic\n"
                + "good,maybe,21.5,2026-03-02,46,attic\n"
                + "good,yes\n"
                + "good,yes,21.5,2026-03-02,46,attic\n");
    Path out = folder.resolve("scores.csv");
    Path rejects = folder.resolve("rejects.csv");

    assertThat(Telar.problem("score", run, "--data", table, "--out", out))
        .contains("line 2: the column warmth is not a number: warm; --rejects FILE");
    assertThat(out).doesNotExist();
    Telar scored = Telar.good("score", run, "--data", table, "--out", out, "--rejects", rejects);

    assertThat(scored.out()).contains("scored 1 rows of new.csv, 3 could not be read");
    assertThat(Files.readAllLines(out)).hasSize(2).last().asString().startsWith("4,");
    assertThat(Files.readAllLines(rejects))
        .containsExactly(
            "line,reason",
            "2,the column warmth is not a number: warm",
            "3,the column fan is not one of its levels no and yes: maybe",
            "4,\"has 2 cells, must have 6 (with a comma between cells)\"");
  }

  @Test
  void anomaliesEndTheCommandWithThree() throws IOException {
    Path table = table(HEADER + "good,yes,21.5,2026-03-02,46,attic\n");

    assertThat(
            Telar.run("score", run, "--data", table, "--threshold", 0, "--fail-on-anomaly")
                .exitCode())
        .isEqualTo(3);
    assertThat(
            Telar.run("score", run, "--data", table, "--threshold", 1e9, "--fail-on-anomaly")
                .exitCode())
        .isZero();
    assertThat(Telar.problem("score", run, "--threshold", 1, "--fdr", 0.1))
        .contains("give one of --threshold and --fdr");
  }

  @Test
  void whatHasNoEffectIsRefused() {
    assertThat(Telar.problem("score", run, "--errors")).contains("there is no --out FILE");
    assertThat(Telar.problem("score", run, "--strict"))
        .contains("--strict has no effect on rows that have been read before");
    assertThat(Telar.problem("score", run, "--threshold", "NaN")).contains("got NaN");
    assertThat(Telar.run("score", run, "--engine", "reference").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "evaluate", "encode"})
  void whatIsSettledByTheTrainingIsRefused(String command) throws IOException {
    Path table = TinyTable.write(folder);
    List<Object> args = new ArrayList<>(List.of(command, run, "--data", table));
    if (command.equals("encode")) {
      args.addAll(List.of("--out", folder.resolve("codes.csv")));
    }

    assertThat(problem(args, "--scale", "min-max"))
        .contains("scale is settled by the training of the model; leave it away, got min-max");
    assertThat(problem(args, "--test-rows", 7)).contains("test rows is settled by the training");
    assertThat(problem(args, "--categorical", "warmth"))
        .contains("the column warmth is number to the model, not category; leave it away");
  }

  private static String problem(List<Object> args, Object... more) {
    return Telar.problem(Stream.concat(args.stream(), Arrays.stream(more)).toArray());
  }

  @Test
  void threadsChangeNoBit() throws IOException {
    Path one = folder.resolve("one.csv");
    Path two = folder.resolve("two.csv");

    Telar.good("score", run, "--data", TinyTable.write(folder), "--out", one, "--threads", 1);
    Telar.good("score", run, "--data", TinyTable.write(folder), "--out", two, "--threads", 2);

    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void aModelWithoutACalibrationScoresByError() throws IOException {
    Path images = TinyImages.write(folder.resolve("images"));
    Path out = folder.resolve("images-run");
    Telar.good(
        "train",
        "--data",
        images,
        "--hidden",
        2,
        "--epochs",
        1,
        "--validation-rows",
        10,
        "--out",
        out,
        "--quiet");

    Telar scored = Telar.good("score", out);

    assertThat(scored.err()).contains("the model has no calibration: the score is the mean error");
    assertThat(Telar.problem("score", out, "--alarm-rate", 0.1))
        .contains("--alarm-rate needs a model with a calibration");
  }

  @Test
  void standardOutputHasTheRowsAlone() throws IOException {
    Path table = table(HEADER + "good,yes,21.5,2026-03-02,46,attic\n");

    Telar scored = Telar.good("score", run, "--data", table, "--out", "-");

    assertThat(scored.out().lines()).hasSize(2);
    assertThat(scored.err()).contains("scored 1 rows");
  }
}
