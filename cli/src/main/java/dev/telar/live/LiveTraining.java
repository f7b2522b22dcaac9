package dev.telar.live;

import dev.telar.live.LiveFeed.Standing;
import dev.telar.live.LiveFeed.State;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.CompletedRun;
import dev.telar.run.RunListener;
import dev.telar.run.TrainingRun;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the live page of a training in this process, beside what another listener does. It costs
/// training a look at the clock in each step.
final class LiveTraining implements RunListener {
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path root;
  private final LiveFeed feed;
  private final ReconstructionWorker worker;
  private final RunListener other;
  private @Nullable Listener current;

  /// @param root the folder of the run or study that is trained
  /// @param other is told of everything too
  LiveTraining(Path root, LiveFeed feed, ReconstructionWorker worker, RunListener other) {
    this.root = root;
    this.feed = feed;
    this.worker = worker;
    this.other = other;
  }

  private int place(Path folder, HiddenWidths hidden, long seed, int epochs) {
    String name = root.relativize(folder).toString();
    return feed.place(new LiveFeed.Model(name, hidden, seed, epochs));
  }

  @Override
  public TrainingListener started(TrainingRun run, Path folder) {
    int place = place(folder, run.hidden(), run.plan().seed(), run.plan().epochs());
    feed.settings(place, run.plan(), run.from().model().architecture());
    worker.measure(run.plan());
    run.from().epochs().forEach(errors -> feed.epoch(place, errors));
    var listener = new Listener(place, run);
    current = listener;
    return TrainingListener.all(List.of(other.started(run, folder), listener));
  }

  @Override
  public void completed(CompletedRun run, Path folder) {
    var result = run.result();
    int place = place(folder, result.hidden(), result.seed(), result.plan().epochs());
    current = null;
    feed.standing(Standing.done(place, run.epochs(), result));
    other.completed(run, folder);
  }

  @Override
  public void note(String line) {
    other.note(line);
  }

  /// Training has ended early: so has the model that was trained.
  void ended(State state) {
    if (current != null) {
      feed.standing(Standing.begun(current.place, state, current.done));
    }
  }

  /// Tells of one model.
  private final class Listener implements TrainingListener {
    private final int place;
    private final int epochs;
    private final int trainRows;
    private final double epochsBefore;
    private final long started = System.nanoTime();
    private long told;
    private double done;
    private double samplesPerSecond;

    Listener(int place, TrainingRun run) {
      this.place = place;
      this.epochs = run.plan().epochs();
      this.trainRows = run.trainRows();
      this.epochsBefore = run.from().epochs().size();
      tell(epochsBefore);
    }

    @Override
    public void onStep(int epoch, int step, int steps, double runningError) {
      if (System.nanoTime() - told >= PAUSE_NANOS) {
        tell(epoch - 1 + (double) step / steps);
      }
    }

    @Override
    public void onEpoch(EpochErrors errors) {
      samplesPerSecond = trainRows / errors.trainSeconds();
      feed.epoch(place, errors);
      tell(errors.epoch());
    }

    @Override
    public void onModel(int epoch, Autoencoder model) {
      worker.submit(place, epoch, model);
    }

    private void tell(double epochsDone) {
      done = epochsDone;
      told = System.nanoTime();
      double seconds = (told - started) / NANOS_PER_SECOND;
      double part = done - epochsBefore;
      feed.standing(
          part > 0
              ? Standing.training(place, done, seconds * (epochs - done) / part, samplesPerSecond)
              : Standing.begun(place, State.TRAINING, done));
    }
  }
}
