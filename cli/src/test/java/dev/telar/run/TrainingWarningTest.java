package dev.telar.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.measure.DeadUnits;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.run.TrainingWarning.DeadHiddenUnits;
import dev.telar.run.TrainingWarning.DeadOutputs;
import dev.telar.run.TrainingWarning.NotBetterThanMeanImage;
import dev.telar.run.TrainingWarning.Rising;
import dev.telar.run.TrainingWarning.Trend;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingWarningTest {
  private static final double MEAN_IMAGE = 0.0866;

  /// A learning curve whose training and validation errors are these, in turn.
  private static List<EpochErrors> epochs(double... errors) {
    List<EpochErrors> epochs = new ArrayList<>();
    for (int i = 0; i < errors.length; i += 2) {
      epochs.add(
          new EpochErrors(
              i / 2 + 1,
              errors[i],
              OptionalDouble.of(errors[i]),
              OptionalDouble.of(errors[i + 1]),
              1,
              1));
    }
    return epochs;
  }

  private static List<TrainingWarning> warnings(
      double testError, int deadHidden, int deadOutputs, int black, List<EpochErrors> epochs) {
    return TrainingWarning.of(
        testError,
        new DeadUnits(deadHidden, deadOutputs),
        Architecture.relu(100, 8),
        epochs,
        new Baseline(MEAN_IMAGE, black));
  }

  @Test
  void aModelThatLearntHasNone() {
    assertThat(warnings(0.0464, 1, 9, 0, epochs(0.09, 0.09, 0.05, 0.05))).isEmpty();
    assertThat(warnings(0.0464, 0, 0, 0, List.of())).isEmpty();
  }

  @Test
  void theMeanImageIsTheLeastThatAModelShouldBeat() {
    assertThat(warnings(0.1020, 0, 0, 0, epochs(0.13, 0.13, 0.11, 0.11, 0.102, 0.102)))
        .containsExactly(new NotBetterThanMeanImage(0.1020, MEAN_IMAGE, Trend.FALLING));
    assertThat(warnings(MEAN_IMAGE, 0, 0, 0, epochs(0.195, 0.195, 0.195, 0.195)))
        .containsExactly(new NotBetterThanMeanImage(MEAN_IMAGE, MEAN_IMAGE, Trend.FLAT));
    assertThat(warnings(0.2, 0, 0, 0, epochs(0.195, 0.195, 0.2, 0.2)))
        .containsExactly(new NotBetterThanMeanImage(0.2, MEAN_IMAGE, Trend.RISING));
    assertThat(warnings(Double.NaN, 0, 0, 0, List.of()))
        .containsExactly(new NotBetterThanMeanImage(Double.NaN, MEAN_IMAGE, Trend.UNKNOWN));
  }

  @Test
  void deadUnitsAreToldWhereTheyAreMany() {
    assertThat(warnings(0.05, 2, 10, 0, List.of()))
        .containsExactly(
            new DeadHiddenUnits(LayerCounts.of(2), LayerCounts.of(8)), new DeadOutputs(10, 100, 0));
  }

  @Test
  void deadUnitsAreToldOfEveryHiddenLayer() {
    var relu = new Activation.Relu();
    var identity = new Activation.Identity();
    var deep = Architecture.mirrored(100, HiddenWidths.of("8-4"), relu, identity, identity);
    var baseline = new Baseline(MEAN_IMAGE, 0);

    assertThat(
            TrainingWarning.of(0.05, new DeadUnits(List.of(1, 4, 1), 0), deep, List.of(), baseline))
        .isEmpty();
    assertThat(
            TrainingWarning.of(0.05, new DeadUnits(List.of(1, 4, 2), 0), deep, List.of(), baseline))
        .containsExactly(new DeadHiddenUnits(LayerCounts.of("1-0-2"), LayerCounts.of("8-4-8")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leaky-relu", "gelu", "tanh", "sigmoid", "identity"})
  void unitsThatHaveAGradientBelowZeroAreNotDead(String label) {
    Activation activation = Activation.of(label);

    assertThat(
            TrainingWarning.of(
                0.05,
                new DeadUnits(8, 100),
                Architecture.of(100, 8, activation, activation),
                List.of(),
                new Baseline(MEAN_IMAGE, 0)))
        .isEmpty();
  }

  @Test
  void pixelsThatAreBlackInTheDataMayBeDead() {
    assertThat(warnings(0.05, 0, 40, 31, List.of())).isEmpty();
    assertThat(warnings(0.05, 0, 41, 31, List.of())).containsExactly(new DeadOutputs(41, 100, 31));
  }

  @Test
  void anErrorThatRoseIsToldUnlessTheBestModelWasKept() {
    List<EpochErrors> diverging = epochs(0.05, 0.05, 0.04, 0.04, 0.06, 0.07);
    assertThat(warnings(0.07, 0, 0, 0, diverging))
        .containsExactly(new Rising(2, 0.04, 3, 0.07, false));
    assertThat(warnings(0.04, 0, 0, 0, diverging)).isEmpty();

    assertThat(warnings(0.06, 0, 0, 0, epochs(0.05, 0.05, 0.04, 0.04, 0.03, 0.06)))
        .containsExactly(new Rising(2, 0.04, 3, 0.06, true));
  }

  @Test
  void whatHasRisenIsToldOnceWhateverTheLastEpochDid() {
    List<EpochErrors> flat = epochs(0.04, 0.04, 0.2, 0.2, 0.2, 0.2);
    List<EpochErrors> falling = epochs(0.04, 0.04, 0.3, 0.3, 0.2, 0.2);

    for (List<EpochErrors> epochs : List.of(flat, falling)) {
      assertThat(warnings(0.2, 0, 0, 0, epochs))
          .containsExactly(
              new NotBetterThanMeanImage(0.2, MEAN_IMAGE, Trend.RISEN),
              new Rising(1, 0.04, 3, 0.2, false));
    }
  }

  @Test
  void anErrorThatNoPictureShowsIsComparedWithNothing() {
    assertThat(
            TrainingWarning.of(
                1e-9,
                new DeadUnits(8, 100),
                Architecture.relu(100, 8),
                epochs(1e-12, 1e-12, 1e-9, 1e-9),
                new Baseline(0, 100)))
        .isEmpty();
  }
}
