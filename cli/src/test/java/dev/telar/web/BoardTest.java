package dev.telar.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final Duration NONE = Duration.ZERO;

  private final Board board = new Board();

  private List<String> data(long seen) throws InterruptedException {
    return board.after(seen, NONE).stream().map(Board.Notice::data).toList();
  }

  @Test
  void whoComesLateGetsTheNewestOfEachTopicInOrder() throws InterruptedException {
    board.post("a", "k", "a1");
    board.post("b", "k", "b1");
    board.post("a", "k", "a2");

    assertThat(data(0)).containsExactly("b1", "a2");
  }

  @Test
  void aSlowReaderNeverHasABacklog() throws InterruptedException {
    board.post("a", "k", "0");
    long seen = board.after(0, NONE).getLast().version();
    for (int i = 1; i <= 10_000; i++) {
      board.post("a", "k", "" + i);
    }

    assertThat(data(seen)).containsExactly("10000");
  }

  @Test
  void whatIsKnownIsNoNews() throws InterruptedException {
    board.post("a", "k", "a1");
    board.post("b", "k", "b1");
    long seen = board.after(0, NONE).getLast().version();

    board.post("a", "k", "a1");

    assertThat(data(seen)).isEmpty();
  }

  @Test
  void aReaderWaitsForNewsAndNotAfterTheEnd() throws InterruptedException {
    var poster = Thread.ofVirtual().start(() -> board.post("a", "k", "a1"));
    assertThat(board.after(0, Duration.ofSeconds(20))).hasSize(1);
    poster.join();

    var closer = Thread.ofVirtual().start(board::close);
    assertThat(board.after(1, Duration.ofSeconds(20))).isEmpty();
    closer.join();
  }
}
