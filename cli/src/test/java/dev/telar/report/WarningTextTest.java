package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.run.LayerCounts;
import dev.telar.run.TrainingWarning.DeadHiddenUnits;
import dev.telar.run.TrainingWarning.DeadOutputs;
import dev.telar.run.TrainingWarning.NotBetterThanMeanImage;
import dev.telar.run.TrainingWarning.Rising;
import dev.telar.run.TrainingWarning.Trend;
import dev.telar.text.DataWords;
import dev.telar.text.Language;
import org.junit.jupiter.api.Test;

class WarningTextTest {
  @Test
  void eachSaysWhatIsWrongAndWhatHelps() {
    assertThat(
            WarningText.of(
                new NotBetterThanMeanImage(0.102, 0.0866, Trend.FALLING),
                DataWords.IMAGES,
                Language.ENGLISH))
        .startsWith("The test error 0.1020 is not below 0.0866")
        .endsWith("more --epochs usually help.");
    assertThat(
            WarningText.of(
                new NotBetterThanMeanImage(0.195, 0.0866, Trend.RISING),
                DataWords.IMAGES,
                Language.ENGLISH))
        .endsWith("a smaller --learning-rate usually helps.");
    assertThat(
            WarningText.of(
                new NotBetterThanMeanImage(0.1, 0.0866, Trend.UNKNOWN),
                DataWords.IMAGES,
                Language.ENGLISH))
        .endsWith("More --epochs or a smaller --learning-rate usually help.");
    assertThat(
            WarningText.of(
                new NotBetterThanMeanImage(0.0694412, 0.0694397, Trend.FLAT),
                DataWords.IMAGES,
                Language.ENGLISH))
        .startsWith("The test error 0.069441 is not below 0.069440,")
        .endsWith("another --learning-rate or another --optimizer usually helps.");
    assertThat(
            WarningText.of(
                new NotBetterThanMeanImage(0.2, 0.0866, Trend.RISEN),
                DataWords.IMAGES,
                Language.ENGLISH))
        .endsWith("nothing of use.");
    assertThat(WarningText.of(dead("8", "8"), DataWords.IMAGES, Language.ENGLISH))
        .startsWith("All 8 hidden units are dead");
    assertThat(WarningText.of(dead("3", "8"), DataWords.IMAGES, Language.ENGLISH))
        .startsWith("3 of 8 hidden units are dead: no test image");
    assertThat(WarningText.of(dead("3-0-1", "8-4-8"), DataWords.IMAGES, Language.ENGLISH))
        .startsWith(
            "3-0-1 of 8-4-8 hidden units are dead, from the first hidden layer to the last:");
    assertThat(WarningText.of(dead("3-4-1", "8-4-8"), DataWords.IMAGES, Language.ENGLISH))
        .startsWith("3-4-1 of 8-4-8 hidden units are dead")
        .contains("all of a layer: the output is the same whatever the input.");
    assertThat(WarningText.of(new DeadOutputs(58, 64, 2), DataWords.IMAGES, Language.ENGLISH))
        .startsWith("58 of 64 outputs are dead")
        .contains("only 2 pixels are black");
    assertThat(
            WarningText.of(new Rising(2, 0.04, 3, 0.07, false), DataWords.IMAGES, Language.ENGLISH))
        .startsWith("The error rose from 0.0400 after epoch 2 to 0.0700 after epoch 3");
    assertThat(
            WarningText.of(new Rising(2, 0.04, 3, 0.07, true), DataWords.IMAGES, Language.SPANISH))
        .startsWith("El error de validación subió de 0.0400 tras la época 2 a 0.0700");
  }

  private static DeadHiddenUnits dead(String dead, String hidden) {
    return new DeadHiddenUnits(LayerCounts.of(dead), LayerCounts.of(hidden));
  }
}
