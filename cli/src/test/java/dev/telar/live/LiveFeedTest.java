package dev.telar.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.train.TrainingPlan;
import dev.telar.web.StateChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
  private static String settings(String hidden, String activation, String code)
      throws InterruptedException {
    var channel = new StateChannel();
    var architecture =
        Architecture.mirrored(
            20,
            HiddenWidths.of(hidden),
            Activation.of(activation),
            Activation.of(code),
            new Activation.Sigmoid());
    new LiveFeed(channel).settings(0, TrainingPlan.asPrinted(), architecture);
    return channel.after(0, Duration.ZERO).getLast().data();
  }

  @Test
  void aCodesOwnActivationIsASetting() throws InterruptedException {
    assertThat(settings("8-3", "relu", "tanh"))
        .contains("\"activation\":\"relu\",\"code activation\":\"tanh\"");
    assertThat(settings("8-3", "relu", "relu"))
        .contains("\"activation\":\"relu\"")
        .doesNotContain("code activation");
  }

  @Test
  void theActivationOfOneHiddenLayerIsItsCodes() throws InterruptedException {
    assertThat(settings("3", "relu", "tanh"))
        .contains("\"activation\":\"tanh\"")
        .doesNotContain("code activation");
  }
}
