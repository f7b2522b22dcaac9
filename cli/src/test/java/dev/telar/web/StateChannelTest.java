package dev.telar.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateChannelTest {
  private static final Duration NONE = Duration.ZERO;

  private final StateChannel channel = new StateChannel();

  private List<String> data(long seen) throws InterruptedException {
    return channel.after(seen, NONE).stream().map(StateChannel.Event::data).toList();
  }

  @Test
  void whoComesLateGetsTheNewestOfEachTopicInOrder() throws InterruptedException {
    channel.publish("a", "k", "a1");
    channel.publish("b", "k", "b1");
    channel.publish("a", "k", "a2");

    assertThat(data(0)).containsExactly("b1", "a2");
  }

  @Test
  void aSlowReaderNeverHasABacklog() throws InterruptedException {
    channel.publish("a", "k", "0");
    long seen = channel.after(0, NONE).getLast().version();
    for (int i = 1; i <= 10_000; i++) {
      channel.publish("a", "k", "" + i);
    }

    assertThat(data(seen)).containsExactly("10000");
  }

  @Test
  void whatIsKnownIsNoNews() throws InterruptedException {
    channel.publish("a", "k", "a1");
    channel.publish("b", "k", "b1");
    long seen = channel.after(0, NONE).getLast().version();

    channel.publish("a", "k", "a1");

    assertThat(data(seen)).isEmpty();
  }

  @Test
  void aReaderWaitsForNewsAndNotAfterTheEnd() throws InterruptedException {
    var publisher = Thread.ofVirtual().start(() -> channel.publish("a", "k", "a1"));
    assertThat(channel.after(0, Duration.ofSeconds(20))).hasSize(1);
    publisher.join();

    var closer = Thread.ofVirtual().start(channel::close);
    assertThat(channel.after(1, Duration.ofSeconds(20))).isEmpty();
    closer.join();
  }
}
