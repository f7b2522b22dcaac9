package dev.telar.measure;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// A computation on several threads, which ends soon after its caller is interrupted.
final class Parallel {
  /// A thread's share.
  @FunctionalInterface
  interface Task {
    /// Computes the share.
    ///
    /// @param thread from 0
    /// @throws InterruptedException if the thread is interrupted, asked often
    void run(int thread) throws InterruptedException;
  }

  private static final String INTERRUPTED = "interrupted while components were computed";

  private Parallel() {}

  /// Runs a task on each of some threads and waits for all.
  static void run(int threads, Task task) throws InterruptedException {
    if (threads == 1) {
      task.run(0);
      return;
    }
    List<Callable<Boolean>> tasks =
        IntStream.range(0, threads)
            .<Callable<Boolean>>mapToObj(thread ->
                () -> {
                  task.run(thread);
                  return true;
                })
            .toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Boolean> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } catch (InterruptedException e) {
      var told = new InterruptedException(INTERRUPTED);
      told.initCause(e);
      throw told;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException("components were not computed", e);
      }
    }
  }

  /// Ends a computation whose thread is interrupted.
  static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException(INTERRUPTED);
    }
  }
}
