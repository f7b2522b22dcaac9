package dev.telar.live;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.model.Autoencoder;
import dev.telar.study.Pictures;
import dev.telar.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reconstructs the page's images on a thread of its own, with the newest state of each model that
/// was brought: one that is still waiting when a newer one comes is left out. What goes wrong is
/// noted, and only pictures are missing for it.
final class Darkroom implements AutoCloseable {
  private final Pictures pictures;
  private final int[] rows;
  private final LiveFeed feed;
  private final Consumer<String> notes;
  private final SequencedMap<Integer, Order> waiting = new LinkedHashMap<>();
  private boolean measured;
  private boolean working;
  private boolean closed;

  private record Order(int place, int epoch, Autoencoder model) {}

  /// @param notes is told what goes wrong, on the darkroom's thread
  Darkroom(Pictures pictures, List<Integer> rows, LiveFeed feed, Consumer<String> notes) {
    this.pictures = pictures;
    this.rows = rows.stream().mapToInt(Integer::intValue).toArray();
    this.feed = feed;
    this.notes = notes;
    Thread.ofPlatform().name("telar-live-pictures").daemon().start(this::work);
  }

  /// Tells once how far the mean image is from the test images.
  ///
  /// @param plan says which rows train
  void measure(TrainingPlan plan) {
    if (!measured) {
      measured = true;
      pictures.baseline(plan).ifPresent(baseline -> feed.meanImage(baseline.meanImageError()));
    }
  }

  /// Brings a model; does not wait.
  synchronized void develop(int place, int epoch, Autoencoder model) {
    if (!closed) {
      waiting.put(place, new Order(place, epoch, model));
      notifyAll();
    }
  }

  /// Waits until what was brought has been told, or cannot be told any more.
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
    try {
      for (Order order = next(); order != null; order = next()) {
        develop(order);
      }
    } finally {
      end();
    }
  }

  private void develop(Order order) {
    try {
      feed.pictures(order.place(), order.epoch(), reconstruct(order.model()));
    } catch (RuntimeException | OutOfMemoryError e) {
      notes.accept("no pictures of epoch " + order.epoch() + " on the live page: " + e);
    }
  }

  /// Whatever ends the thread, nobody waits for it.
  private synchronized void end() {
    closed = true;
    working = false;
    waiting.clear();
    notifyAll();
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
