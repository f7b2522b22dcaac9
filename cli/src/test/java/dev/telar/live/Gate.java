package dev.telar.live;

import dev.telar.run.CompletedRun;
import dev.telar.run.RunListener;
import dev.telar.run.TrainingRun;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingListener;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Waits before an epoch's news go on, until it is told not to.
final class Gate implements RunListener {
  private final int epoch;
  final CountDownLatch reached = new CountDownLatch(1);
  final CountDownLatch open = new CountDownLatch(1);

  Gate(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public TrainingListener started(TrainingRun run, Path place) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochErrors errors) {
        if (errors.epoch() == epoch) {
          reached.countDown();
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      }
    };
  }

  @Override
  public void completed(CompletedRun run, Path place) {}

  @Override
  public void note(String line) {}
}
