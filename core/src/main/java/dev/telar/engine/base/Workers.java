package dev.telar.engine.base;

/// The threads of one engine: a pool of its own, which is closed with it, or one that it shares.
public final class Workers implements AutoCloseable {
  private final WorkerPool pool;
  private final boolean own;
  private volatile boolean closed;

  private Workers(WorkerPool pool, boolean own) {
    this.pool = pool;
    this.own = own;
  }

  /// Threads that somebody else closes.
  public static Workers sharing(WorkerPool pool) {
    return new Workers(pool, false);
  }

  /// New threads.
  public static Workers owning(WorkerPool pool) {
    return new Workers(pool, true);
  }

  /// As [WorkerPool#run].
  ///
  /// @throws IllegalStateException if the engine or the pool is closed
  public void run(int tasks, WorkerPool.Phase phase) {
    // One who closes meanwhile waits for the phase, which holds the pool.
    synchronized (pool) {
      checkOpen();
      pool.run(tasks, phase);
    }
  }

  /// As [WorkerPool#forEachTile].
  ///
  /// @throws IllegalStateException if the engine or the pool is closed
  public void forEachTile(int rows, int tileRows, WorkerPool.Tile tile) {
    synchronized (pool) {
      checkOpen();
      pool.forEachTile(rows, tileRows, tile);
    }
  }

  /// How many there are, the caller's among them.
  public int threads() {
    return pool.threads();
  }

  /// Refuses what is asked of a closed engine.
  ///
  /// @throws IllegalStateException if the engine is closed
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    pool.checkOpen();
  }

  /// Waits for what is being computed; closing twice is closing once.
  @Override
  public void close() {
    synchronized (pool) {
      closed = true;
      if (own) {
        pool.close();
      }
    }
  }
}
