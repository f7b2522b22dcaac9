package dev.telar.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs the tiles of one phase on a fixed number of threads, the caller among them, and waits for
/// the last.
final class WorkerPool implements AutoCloseable {
  /// Work on the rows `from … to − 1`.
  @FunctionalInterface
  interface Tile {
    void compute(int from, int to);
  }

  private final int threads;
  private final ExecutorService executor;

  WorkerPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            Thread.ofPlatform().daemon().name("telar-worker-", 0).factory());
  }

  /// Computes `0 … rows − 1` in tiles of `tileRows`; returns when no thread computes any more. What
  /// a tile throws is thrown here. Interruption does not cut a phase short.
  ///
  /// @param rows at least 1
  void forEachTile(int rows, int tileRows, Tile tile) {
    int tiles = Math.ceilDiv(rows, tileRows);
    var next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < tiles; i = next.getAndIncrement()) {
            tile.compute(i * tileRows, Math.min(rows, (i + 1) * tileRows));
          }
        };
    var helpers = new CompletableFuture<?>[Math.min(threads, tiles) - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = CompletableFuture.runAsync(worker, executor);
    }
    try {
      worker.run();
    } finally {
      join(helpers);
    }
  }

  private static void join(CompletableFuture<?>[] helpers) {
    try {
      CompletableFuture.allOf(helpers).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
