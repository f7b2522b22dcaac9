package dev.telar.engine.base;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs the tasks of one phase on a fixed number of threads, the caller among them, and waits for
/// the last. Nothing is allocated for a phase.
///
/// A phase of a training step may be shorter than it takes to wake a thread, so a thread that waits
/// spins first; it sleeps when the wait is long, or where threads outnumber processors. Phases of
/// different callers, and closing, exclude each other.
public final class WorkerPool implements AutoCloseable {
  /// One phase's work, cut into tasks that may run in any order and at the same time.
  @FunctionalInterface
  public interface Phase {
    /// Computes one task.
    ///
    /// @param thread which thread computes, from 0: it names a workspace
    void compute(int thread, int task);
  }

  /// Work on the rows `from … to − 1`.
  @FunctionalInterface
  public interface Tile {
    void compute(int from, int to);
  }

  /// How long a thread spins: longer than what a training step does between two phases.
  private static final long SPIN_NANOS = 100_000;

  private static final int SPINS_BETWEEN_LOOKS_AT_THE_CLOCK = 64;

  private final Worker[] workers;
  private final long spinNanos;
  private final AtomicInteger nextTask = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private final BooleanSupplier noneWorks = this::noneWorks;

  // Written by the caller before it counts a phase up, read by workers that have seen the count.
  private Phase phase = (_, _) -> {};
  private int tasks;
  private Sleeper caller = new Sleeper(Thread.currentThread());
  private volatile int phases;
  private volatile boolean closed;

  public WorkerPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    this.spinNanos = threads <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
    this.workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
    try {
      for (Worker worker : workers) {
        worker.sleeper.thread.start();
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  public int threads() {
    return workers.length + 1;
  }

  /// Runs the tasks `0 … tasks − 1`; returns when no thread computes any more. What a task throws
  /// is thrown here, and tasks that nobody has begun are left out. Interruption does not cut a
  /// phase short.
  ///
  /// @throws IllegalStateException if the pool is closed; closing waits for a phase that runs
  public synchronized void run(int tasks, Phase phase) {
    checkOpen();
    if (workers.length == 0 || tasks == 1) {
      for (int task = 0; task < tasks; task++) {
        phase.compute(0, task);
      }
      return;
    }
    this.phase = phase;
    this.tasks = tasks;
    if (caller.thread != Thread.currentThread()) {
      caller = new Sleeper(Thread.currentThread());
    }
    nextTask.set(0);
    working.set(workers.length);
    startPhase();
    work(0);
    caller.await(noneWorks);
    rethrow(failure.getAndSet(null));
  }

  /// Computes `0 … rows − 1` in tiles of `tileRows`, as [#run(int, Phase)] does.
  ///
  /// @param rows at least 1
  public void forEachTile(int rows, int tileRows, Tile tile) {
    run(
        Math.ceilDiv(rows, tileRows),
        (_, task) -> tile.compute(task * tileRows, Math.min(rows, (task + 1) * tileRows)));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller writes it
  private void startPhase() {
    phases++;
    for (Worker worker : workers) {
      worker.sleeper.wake();
    }
  }

  private void work(int thread) {
    try {
      for (int task = nextTask.getAndIncrement(); task < tasks; task = nextTask.getAndIncrement()) {
        phase.compute(thread, task);
      }
    } catch (Throwable e) {
      nextTask.set(tasks);
      failure.compareAndSet(null, e);
    }
  }

  private boolean noneWorks() {
    return working.get() == 0;
  }

  private static void rethrow(@Nullable Throwable thrown) {
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError("a phase throws nothing checked", e);
    }
  }

  /// Refuses what is asked of a closed pool.
  ///
  /// @throws IllegalStateException if the pool is closed
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the threads are closed");
    }
  }

  /// Ends the threads; closing twice is closing once.
  @Override
  public synchronized void close() {
    closed = true;
    startPhase();
  }

  /// A thread that computes its share of every phase.
  private final class Worker {
    private final int number;
    private final Sleeper sleeper;
    private int phasesDone;

    Worker(int number) {
      this.number = number;
      this.sleeper =
          new Sleeper(
              Thread.ofPlatform().daemon().name("telar-worker-" + number).unstarted(this::run));
    }

    private void run() {
      BooleanSupplier nextPhase = () -> phases != phasesDone;
      while (true) {
        sleeper.await(nextPhase);
        phasesDone++;
        if (closed) {
          return;
        }
        work(number);
        if (working.decrementAndGet() == 0) {
          caller.wake();
        }
      }
    }
  }

  /// A thread that waits for a condition, and can be woken.
  private final class Sleeper {
    private final Thread thread;
    private volatile boolean asleep;

    Sleeper(Thread thread) {
      this.thread = thread;
    }

    void await(BooleanSupplier condition) {
      if (!spin(condition)) {
        asleep = true;
        while (!condition.getAsBoolean()) {
          LockSupport.park(this);
        }
        asleep = false;
      }
    }

    private boolean spin(BooleanSupplier condition) {
      long start = System.nanoTime();
      do {
        for (int i = 0; i < SPINS_BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
          if (condition.getAsBoolean()) {
            return true;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() - start < spinNanos);
      return false;
    }

    /// Wakes the thread if it sleeps; the condition that it waits for has been made true before.
    void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }
  }
}
