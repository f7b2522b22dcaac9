package dev.telar.engine;

import dev.telar.engine.base.WorkerPool;

/// Threads that several engines share: one engine computes at a time, and the others wait for it.
/// Close it after the engines. Safe for use by many threads.
public final class Threads implements AutoCloseable {
  private final WorkerPool pool;

  private Threads(int count) {
    this.pool = new WorkerPool(count);
  }

  /// As many threads as are wanted, the caller's among them.
  ///
  /// @param count at least 1
  /// @throws IllegalArgumentException if it is less
  public static Threads of(int count) {
    return new Threads(count);
  }

  /// As many threads as there are processors.
  public static Threads all() {
    return new Threads(Runtime.getRuntime().availableProcessors());
  }

  /// How many there are, the caller's among them.
  public int count() {
    return pool.threads();
  }

  WorkerPool pool() {
    return pool;
  }

  /// Ends the threads; engines that were opened with them can compute no more. Closing twice is
  /// closing once.
  @Override
  public void close() {
    pool.close();
  }
}
