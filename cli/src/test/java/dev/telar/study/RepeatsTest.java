package dev.telar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.LayerCounts;
import dev.telar.train.EpochErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static ModelResult model(long seed, double... validation) {
    var model = Autoencoder.initialise(Architecture.relu(4, 2), seed);
    List<EpochErrors> epochs = new ArrayList<>();
    for (double error : validation) {
      OptionalDouble train = seed == 2 ? OptionalDouble.empty() : OptionalDouble.of(error);
      epochs.add(
          new EpochErrors(epochs.size() + 1, 2 * error, train, OptionalDouble.of(error), 1, 2));
    }
    return new ModelResult(
        HiddenWidths.of(2),
        seed,
        epochs,
        0.1,
        Optional.empty(),
        0,
        LayerCounts.of(0),
        1,
        "",
        Optional.of(model),
        model);
  }

  @Test
  void epochsAreMeansAsFarAsEverySeedGoes() {
    var repeats = new Repeats(List.of(model(1, 0.5, 0.25, 0.125), model(3, 0.75, 0.5)));

    assertThat(repeats.lastEpoch()).isEqualTo(2);
    assertThat(repeats.epochs())
        .containsExactly(
            new EpochErrors(1, 1.25, OptionalDouble.of(0.625), OptionalDouble.of(0.625), 1, 2),
            new EpochErrors(2, 0.75, OptionalDouble.of(0.375), OptionalDouble.of(0.375), 1, 2));
    assertThat(repeats.validation(3)).isEmpty();
  }

  @Test
  void theLastErrorIsThatOfEachSeedsOwnLastEpoch() {
    var repeats = new Repeats(List.of(model(1, 0.5, 0.25, 0.125), model(3, 0.75, 0.5)));

    assertThat(repeats.lastValidation().orElseThrow().mean()).isCloseTo(0.3125, within(1e-15));
  }

  @Test
  void anErrorThatASeedLacksHasNoMean() {
    var repeats = new Repeats(List.of(model(1, 0.5), model(2, 0.25)));

    assertThat(repeats.epochs().getFirst().train()).isEmpty();
    assertThat(repeats.epochs().getFirst().validation()).hasValue(0.375);
  }

  @Test
  void aSingleSeedKeepsItsNumbersToTheLastBit() {
    ModelResult model = model(1, 0.1, 0.07, 0.3 / 7);

    assertThat(new Repeats(List.of(model)).epochs()).isEqualTo(model.epochs());
  }
}
