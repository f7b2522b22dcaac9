package dev.telar.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// News by topic, of which only the newest is kept: however slowly somebody reads, there is never a
/// backlog, and who comes late, or again, gets the whole state.
///
/// Safe for use by many threads. Publishing never waits for a reader.
public final class StateChannel {
  private final SequencedMap<String, Event> events = new LinkedHashMap<>();
  private long version;
  private boolean closed;

  /// The newest of a topic.
  ///
  /// @param version greater than those of all that were published before
  /// @param kind what sort of topic it is
  /// @param data one line
  public record Event(long version, String topic, String kind, String data) {}

  /// Publishes news, in place of what the topic had; what it has already is no news.
  ///
  /// @param topic one line: the identifier of the page's event
  /// @param kind what sort of topic it is: the name of the page's event
  /// @param data one line
  public synchronized void publish(String topic, String kind, String data) {
    Event before = events.get(topic);
    if (before != null && before.kind().equals(kind) && before.data().equals(data)) {
      return;
    }
    events.remove(topic);
    events.put(topic, new Event(++version, topic, kind, data));
    notifyAll();
  }

  /// Tells readers that nothing will be published any more.
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// What was published after a version, the oldest first; waits for it, but not after [#close].
  ///
  /// @param seen 0 for everything
  /// @param patience the longest wait
  /// @return nothing if there was nothing
  public synchronized List<Event> after(long seen, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (version <= seen && !closed) {
      long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return List.of();
      }
      wait(millis);
    }
    var news = new ArrayDeque<Event>();
    for (Event event : events.sequencedValues().reversed()) {
      if (event.version() <= seen) {
        break;
      }
      news.addFirst(event);
    }
    return new ArrayList<>(news);
  }
}
