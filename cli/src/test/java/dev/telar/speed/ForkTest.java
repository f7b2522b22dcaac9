package dev.telar.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForkTest {
  /// A program that does what its argument says.
  static final class Program {
    public static void main(String[] args) throws InterruptedException {
      switch (args[0]) {
        case "answer" -> System.out.println("[a line of a log]\n{\"answer\": 42}\n[another]");
        case "fail" -> {
          System.err.println("one\ntwo\n");
          System.exit(3);
        }
        case "be interrupted" -> System.exit(130);
        case "sleep" -> Thread.sleep(60_000);
        default -> {}
      }
    }
  }

  private static String run(String what) throws Exception {
    return Fork.run("the fork", Program.class.getName(), List.of(what));
  }

  @Test
  void theLineOfJsonIsReturned() throws Exception {
    assertThat(run("answer")).isEqualTo("{\"answer\": 42}");
  }

  @Test
  void aFailureCarriesTheLastWords() {
    assertThatThrownBy(() -> run("fail"))
        .isInstanceOf(MeasurementException.class)
        .hasMessage("the fork failed with exit code 3: two");
    assertThatThrownBy(() -> run("say nothing"))
        .isInstanceOf(MeasurementException.class)
        .hasMessageStartingWith("the fork failed with exit code 0: ");
  }

  @Test
  void optionsOfTheEnvironmentAreSaidOnce() {
    assertThat(Fork.builder(List.of("-Dfirst"), "Main", List.of()).environment())
        .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    // The last of two counts: the user's, if there are two.
    assertThat(Fork.builder(List.of("-Dfirst"), "Main", List.of()).command().get(1))
        .isEqualTo("-Dfirst");
  }

  @Test
  void anInterruptedProgramInterrupts() {
    assertThatThrownBy(() -> run("be interrupted")).isInstanceOf(InterruptedException.class);
  }

  @Test
  @Timeout(30)
  void interruptionEndsTheProgram() throws Exception {
    Thread caller = Thread.currentThread();
    Thread interrupter =
        Thread.ofVirtual()
            .start(() -> {
              while (ProcessHandle.current().children().findAny().isEmpty()) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });

    assertThatThrownBy(() -> run("sleep")).isInstanceOf(InterruptedException.class);

    interrupter.join();
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }
}
