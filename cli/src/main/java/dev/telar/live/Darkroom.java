package dev.telar.live;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.model.Autoencoder;
import dev.telar.study.Pictures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reconstructs the page's images on a thread of its own, with the newest state of each model that
/// was brought: one that is still waiting when a newer one comes is left out.
final class Darkroom implements AutoCloseable {
  private final Pictures pictures;
  private final int[] rows;
  private final LiveFeed feed;
  private final SequencedMap<Integer, Order> waiting = new LinkedHashMap<>();
  private boolean working;
  private boolean closed;

  private record Order(int place, int epoch, Autoencoder model) {}

  Darkroom(Pictures pictures, List<Integer> rows, LiveFeed feed) {
    this.pictures = pictures;
    this.rows = rows.stream().mapToInt(Integer::intValue).toArray();
    this.feed = feed;
    Thread.ofPlatform().name("telar-live-pictures").daemon().start(this::work);
  }

  /// Brings a model; does not wait.
  synchronized void develop(int place, int epoch, Autoencoder model) {
    waiting.put(place, new Order(place, epoch, model));
    notifyAll();
  }

  /// Waits until what was brought has been told.
  synchronized void await() throws InterruptedException {
    while (!waiting.isEmpty() || working) {
      wait();
    }
  }

  private synchronized @Nullable Order next() {
    working = false;
    notifyAll();
    try {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      return null;
    }
    Map.Entry<Integer, Order> first = waiting.pollFirstEntry();
    working = first != null;
    return first == null ? null : first.getValue();
  }

  private void work() {
    for (Order order = next(); order != null; order = next()) {
      feed.pictures(order.place(), order.epoch(), reconstruct(order.model()));
    }
  }

  private byte[] reconstruct(Autoencoder model) {
    float[] values = new float[rows.length * pictures.test().width()];
    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, rows.length, 1)) {
      engine.reconstruct(new Batch(pictures.test(), rows, 0, rows.length), values);
    }
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * Math.clamp(values[i], 0f, 1f));
    }
    return pixels;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
