package dev.telar.speed;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Times work that several threads do at once.
final class Race {
  /// Long against a thread's wake-up, short against what else happens on a machine.
  private static final double ROUND_SECONDS = 0.02;

  /// The least gain that counts as one.
  private static final double NOTICEABLE = 1.01;

  private static final double NANOS_PER_SECOND = 1e9;

  private Race() {}

  /// What one thread does.
  interface Task {
    /// Does it.
    ///
    /// @param thread from 0
    /// @param repetitions how often
    /// @return anything that hangs on the work, so that no compiler can leave it out
    float run(int thread, int repetitions);
  }

  /// Repeats a task in rounds, each from the common start to the last thread's end.
  ///
  /// @param patience how many seconds to go on without a noticeably faster round; slow first rounds
  ///   are not the end, however long the compiler takes
  /// @return repetitions a second, of all threads, in the fastest round
  /// @throws InterruptedException if this thread is interrupted
  static double fastest(int threads, double patience, Task task) throws InterruptedException {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      double fastest = 0;
      int repetitions = 1;
      long gained = System.nanoTime();
      do {
        double round = round(pool, threads, task, repetitions);
        double rate = (double) threads * repetitions / round;
        if (rate > fastest * NOTICEABLE) {
          gained = System.nanoTime();
        }
        fastest = Math.max(fastest, rate);
        if (round < ROUND_SECONDS) {
          repetitions *= 2;
        }
      } while (secondsSince(gained) < patience);
      return fastest;
    }
  }

  /// The seconds from the common start to the last end.
  private static double round(ExecutorService pool, int threads, Task task, int repetitions)
      throws InterruptedException {
    List<Callable<Float>> runs =
        IntStream.range(0, threads)
            .<Callable<Float>>mapToObj(thread -> () -> task.run(thread, repetitions))
            .toList();
    long start = System.nanoTime();
    List<Future<Float>> ended = pool.invokeAll(runs);
    double seconds = secondsSince(start);
    ended.forEach(Future::resultNow);
    return seconds;
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / NANOS_PER_SECOND;
  }
}
