package dev.telar.report;

import static dev.telar.study.MadeUpStudy.epoch;
import static dev.telar.study.MadeUpStudy.model;
import static dev.telar.study.MadeUpStudy.study;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.report.Statement.Verdict;
import dev.telar.study.ModelResult;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatementsTest {
  private static final Messages ENGLISH = Messages.of(Statements.class, Language.ENGLISH);
  private static final int GAIN = 0;
  private static final int GAP = 1;
  private static final int FIRST_EPOCH = 2;
  private static final int LAST_EPOCH = 3;
  private static final int TEST_SET = 4;
  private static final int DARK = 5;

  private static Statement statement(int index, ModelResult... models) {
    return Statements.of(study("custom", List.of(models)), ENGLISH).get(index);
  }

  private static ModelResult errors(int hidden, double... validation) {
    var epochs = new ArrayList<EpochErrors>();
    for (double error : validation) {
      epochs.add(epoch(epochs.size() + 1, error, error));
    }
    return model(9, hidden, epochs, validation[validation.length - 1], 0);
  }

  @Test
  void gainIsSupportedWhenTheSecondEpochBringsTheMost() {
    Statement gain = statement(GAIN, errors(64, 0.08, 0.06, 0.054));

    assertThat(gain.verdict()).isEqualTo(Verdict.YES);
    assertThat(gain.measured())
        .isEqualTo("N = 64: 25.0\u00a0% from epoch 1 to 2, 10.0\u00a0% from epoch 2 to 3.");
  }

  @Test
  void gainIsNotSupportedWhenALaterEpochBringsMoreAtAnyWidth() {
    Statement gain =
        statement(GAIN, errors(64, 0.08, 0.06, 0.054), errors(128, 0.08, 0.076, 0.038, 0.037));

    assertThat(gain.verdict()).isEqualTo(Verdict.NO);
    assertThat(gain.measured()).contains("the largest is 50.0\u00a0% from epoch 2 to 3");
  }

  @Test
  void gainTakesThreeEpochs() {
    assertThat(statement(GAIN, errors(64, 0.08, 0.06)).verdict()).isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void gapIsSupportedBelowTenPerCent() {
    Statement gap =
        statement(
            GAP, model(9, 64, List.of(epoch(1, 0.10, 0.109), epoch(2, 0.05, 0.046)), 0.05, 0));

    assertThat(gap.verdict()).isEqualTo(Verdict.YES);
    assertThat(gap.measured())
        .contains("0.00900 (N = 64, epoch 1)", "9.0\u00a0% (N = 64, epoch 1)");
  }

  @Test
  void gapIsNotSupportedFromTenPerCentOn() {
    Statement gap = statement(GAP, model(9, 64, List.of(epoch(1, 0.10, 0.111)), 0.05, 0));

    assertThat(gap.verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void gapIsNotMeasuredAgainstTheRunningError() {
    var running = new EpochErrors(1, 0.1, OptionalDouble.empty(), OptionalDouble.of(0.09), 1, 1);

    assertThat(statement(GAP, model(9, 64, List.of(running), 0.05, 0)).verdict())
        .isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void orderLooksAtEachPlaceByItself() {
    ModelResult narrow = errors(64, 0.08, 0.05);
    ModelResult wide = errors(128, 0.09, 0.04);

    assertThat(statement(FIRST_EPOCH, narrow, wide).verdict()).isEqualTo(Verdict.NO);
    assertThat(statement(LAST_EPOCH, narrow, wide).verdict()).isEqualTo(Verdict.YES);
    assertThat(statement(TEST_SET, narrow, wide).verdict()).isEqualTo(Verdict.YES);
    assertThat(statement(TEST_SET, narrow, wide).measured())
        .isEqualTo("N = 64: 0.0500, N = 128: 0.0400.");
  }

  @Test
  void orderTakesTwoWidths() {
    assertThat(statement(TEST_SET, errors(64, 0.08)).verdict()).isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void darkPixelsAreThoseThatNoTestImageLights() {
    assertThat(statement(DARK, model(9, 64, List.of(), 0.05, 0)).verdict()).isEqualTo(Verdict.NO);
    Statement dark = statement(DARK, model(9, 64, List.of(), 0.05, 3));
    assertThat(dark.verdict()).isEqualTo(Verdict.YES);
    assertThat(dark.measured()).contains("3 at N = 64, of 9 each");
  }

  @Test
  void statementsOfSeveralSeedsAreOfTheirMeans() {
    ModelResult narrow = model(9, 64, 1, List.of(epoch(1, 0.05, 0.05)), 0.05, 3);
    ModelResult wide = model(9, 128, 1, List.of(epoch(1, 0.06, 0.06)), 0.06, 0);
    ModelResult wideAgain = model(9, 128, 2, List.of(epoch(1, 0.03, 0.03)), 0.03, 1);

    Statement order = statement(TEST_SET, narrow, wide, wideAgain);
    assertThat(order.verdict()).isEqualTo(Verdict.YES);
    assertThat(order.measured()).isEqualTo("N = 64: 0.0500, N = 128: 0.0450\u00a0±\u00a00.0212.");
    assertThat(statement(FIRST_EPOCH, narrow, wide, wideAgain).verdict()).isEqualTo(Verdict.YES);
    assertThat(statement(DARK, narrow, wide, wideAgain).measured())
        .contains("3 at N = 64, 0.5\u00a0±\u00a00.7 at N = 128");
  }
}
