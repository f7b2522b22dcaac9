package dev.telar.live;

import dev.telar.data.Batch;
import dev.telar.engine.Engine;
import dev.telar.model.Autoencoder;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import dev.telar.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reconstructs the page's images or rows on a thread of its own, with the newest state of each
/// model that was brought: one that is still waiting when a newer one comes is left out. What goes
/// wrong is noted, and only pictures are missing for it.
final class ReconstructionWorker implements AutoCloseable {
  private final TestRows tested;
  private final int[] rows;
  private final LiveFeed feed;
  private final Consumer<String> notes;
  private final SequencedMap<Integer, Request> waiting = new LinkedHashMap<>();
  private boolean measured;
  private boolean working;
  private boolean closed;

  private record Request(int place, int epoch, Autoencoder model) {}

  /// @param notes is told what goes wrong, on the worker's thread
  ReconstructionWorker(TestRows tested, List<Integer> rows, LiveFeed feed, Consumer<String> notes) {
    this.tested = tested;
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
      tested.baseline(plan).ifPresent(baseline -> feed.meanImage(baseline.meanImageError()));
    }
  }

  /// Brings a model; does not wait.
  synchronized void submit(int place, int epoch, Autoencoder model) {
    if (!closed) {
      waiting.put(place, new Request(place, epoch, model));
      notifyAll();
    }
  }

  /// Waits until what was brought has been told, or cannot be told any more.
  synchronized void await() throws InterruptedException {
    while (!waiting.isEmpty() || working) {
      wait();
    }
  }

  private synchronized @Nullable Request next() {
    working = false;
    notifyAll();
    try {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      return null;
    }
    Map.Entry<Integer, Request> first = waiting.pollFirstEntry();
    working = first != null;
    return first == null ? null : first.getValue();
  }

  private void work() {
    try {
      for (Request request = next(); request != null; request = next()) {
        tell(request);
      }
    } finally {
      end();
    }
  }

  private void tell(Request request) {
    try {
      float[] values = reconstruct(request.model());
      if (tested.test() instanceof TableSamples table) {
        feed.rows(ShownRows.of(request.place(), request.epoch(), table, rows, values));
      } else {
        feed.pictures(request.place(), request.epoch(), bytes(values));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      notes.accept(
          "no "
              + (tested.areImages() ? "pictures" : "rows")
              + " of epoch "
              + request.epoch()
              + " on the live page: "
              + e);
    }
  }

  /// Whatever ends the thread, nobody waits for it.
  private synchronized void end() {
    closed = true;
    working = false;
    waiting.clear();
    notifyAll();
  }

  private float[] reconstruct(Autoencoder model) {
    float[] values = new float[rows.length * tested.test().width()];
    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, rows.length, 1)) {
      engine.reconstruct(new Batch(tested.test(), rows, 0, rows.length), values);
    }
    return values;
  }

  private static byte[] bytes(float[] values) {
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
