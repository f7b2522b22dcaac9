package dev.telar.train;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.internal.LibraryVersion;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import dev.telar.train.Checkpoint.Position;
import dev.telar.train.TrainingPlan.TrainError;
import dev.telar.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Training from a checkpoint to the end of its plan, and what is carried from step to step.
final class TrainingLoop {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Checkpoint from;
  private final TrainingPlan plan;
  private final PlannedSteps planned;
  private final Samples samples;
  private final Split split;
  private final Engine engine;
  private final @Nullable CheckpointFolder folder;
  private final TrainingListener listener;

  private final List<EpochErrors> epochs;
  private Optional<Autoencoder> best;
  private int steps; // of the epoch
  private double squaredError; // of the epoch's batches so far
  private double rowWeight; // of their rows, where samples are weighted
  private double lastLoss;
  private double trainSeconds; // of the epoch's steps, without those since `resumedNanos`
  private double secondsBefore; // of the epoch, before `resumedNanos`
  private long resumedNanos;

  /// @param engine opened with the checkpoint's state
  /// @param folder where checkpoints are kept; null to keep none
  TrainingLoop(
      Checkpoint from,
      Samples samples,
      Engine engine,
      @Nullable CheckpointFolder folder,
      TrainingListener listener) {
    this.from = from;
    this.plan = from.plan();
    this.samples = samples;
    this.planned = plan.on(samples.rows());
    this.split = planned.split();
    checkCounts("training", split.train());
    checkCounts("validation", split.validation());
    this.engine = engine;
    this.folder = folder;
    this.listener = listener;
    this.epochs = new ArrayList<>(from.epochs());
    this.best = from.best();
    setPosition(from.position());
  }

  private void checkCounts(String name, int[] rows) {
    if (rows.length > 0 && IntStream.of(rows).allMatch(row -> samples.rowWeight(row) == 0)) {
      throw new IllegalArgumentException(
          "none of the %d %s rows counts: their weights are all 0".formatted(rows.length, name));
    }
  }

  private void setPosition(Position position) {
    steps = position.steps();
    squaredError = position.squaredError();
    lastLoss = position.lastLoss();
    trainSeconds = position.trainSeconds();
    secondsBefore = position.seconds();
    resumedNanos = System.nanoTime();
  }

  /// Trains until the plan is done or a listener asks to stop.
  TrainingResult run() throws IOException, InterruptedException {
    try {
      while (!isDone() && trainEpoch()) {
        endEpoch();
      }
      if (!isDone() && steps > 0) {
        keepCheckpoint(model());
      }
    } catch (InterruptedException e) {
      keepCheckpoint(model());
      throw e;
    }
    return new TrainingResult(
        best.isPresent() ? best.get() : model(), epochs, ending(), engine.kind(), provenance());
  }

  private boolean isDone() {
    return plan.stopping().isDone(epochs);
  }

  private void endEpoch() throws IOException, InterruptedException {
    EpochErrors errors = measureEpoch();
    Autoencoder model = model();
    epochs.add(errors);
    setPosition(Position.start(lastLoss));
    if (plan.patience() > 0 && plan.stopping().modelEpoch(epochs).epoch() == errors.epoch()) {
      best = Optional.of(model);
    }
    // Told before it is kept: who resumes from the checkpoint tells only of later epochs.
    try {
      listener.onEpoch(errors);
      listener.onModel(errors.epoch(), model);
    } finally {
      keepCheckpoint(model);
    }
  }

  private Ending ending() {
    if (!isDone()) {
      return Ending.STOPPED;
    }
    return epochs.size() < plan.epochs() ? Ending.STOPPED_EARLY : Ending.FINISHED;
  }

  private Map<String, String> provenance() {
    Map<String, String> provenance = new LinkedHashMap<>(from.provenance());
    plan.settings().forEach((name, value) -> provenance.put("plan." + name, value));
    provenance.put("data_rows", String.valueOf(from.rows()));
    from.data().digest().ifPresent(digest -> provenance.put("data_digest", digest));
    provenance.put("epochs", String.valueOf(epochs.size()));
    provenance.put("ending", ending().toString());
    provenance.put("engine", engine.kind().toString());
    provenance.put("telar_version", LibraryVersion.get());
    return provenance;
  }

  private int epoch() {
    return epochs.size() + 1;
  }

  /// Trains to the end of the epoch; false if a listener asks to stop before.
  private boolean trainEpoch() throws IOException, InterruptedException {
    var batches = new Batches(samples, epochOrder(), plan.batchSize());
    // Added again, since a checkpoint has only the number of steps.
    rowWeight = 0;
    for (int i = 0; i < steps; i++) {
      addWeights(batches.get(i));
    }
    while (steps < batches.count()) {
      if (listener.isStopRequested()) {
        return false;
      }
      trainStep(batches.get(steps));
      listener.onStep(epoch(), steps, batches.count(), runningError());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in epoch " + epoch());
      }
      if (folder != null && folder.isDue()) {
        keepCheckpoint(model());
      }
    }
    return true;
  }

  private void trainStep(Batch batch) {
    long started = System.nanoTime();
    double batchError = engine.trainStep(batch, step(), (float) planned.learningRate(step()));
    trainSeconds += (System.nanoTime() - started) / NANOS_PER_SECOND;
    double loss = batchError / ((double) batch.size() * samples.width());
    if (!Double.isFinite(loss)) {
      throw diverged("the loss became " + loss, step() + 1);
    }
    lastLoss = loss;
    squaredError += batchError;
    addWeights(batch);
    steps++;
  }

  private void addWeights(Batch batch) {
    if (samples.isWeighted()) {
      for (int i = 0; i < batch.size(); i++) {
        rowWeight += batch.rowWeight(i);
      }
    }
  }

  /// The number of the next step, from 0.
  private long step() {
    return planned.before(epochs.size(), steps);
  }

  /// The mean error of the epoch's batches so far; 0 as long as none of their rows counts.
  private double runningError() {
    double rows =
        samples.isWeighted()
            ? rowWeight
            : Math.min((long) steps * plan.batchSize(), planned.trainRows());
    return rows == 0 ? 0 : squaredError / (rows * samples.width());
  }

  private int[] epochOrder() {
    int[] rows = split.train();
    if (!plan.shuffle()) {
      return rows;
    }
    int[] order = new RandomSource(plan.seed(), Purpose.SHUFFLE).permutation(epoch(), rows.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = rows[order[i]];
    }
    return order;
  }

  private EpochErrors measureEpoch() throws InterruptedException {
    OptionalDouble train =
        plan.trainError() == TrainError.FULL
            ? OptionalDouble.of(error("training", split.train()))
            : OptionalDouble.empty();
    OptionalDouble validation =
        planned.validationRows() > 0
            ? OptionalDouble.of(error("validation", split.validation()))
            : OptionalDouble.empty();
    return new EpochErrors(
        epoch(), runningError(), train, validation, trainSeconds, epochSeconds());
  }

  private double error(String name, int[] rows) throws InterruptedException {
    double error = ReconstructionError.mean(engine, samples, rows);
    if (!Double.isFinite(error)) {
      throw diverged("the " + name + " error became " + error, step());
    }
    return error;
  }

  private double epochSeconds() {
    return secondsBefore + (System.nanoTime() - resumedNanos) / NANOS_PER_SECOND;
  }

  private void keepCheckpoint(Autoencoder model) throws IOException, InterruptedException {
    if (folder == null) {
      return;
    }
    var position = new Position(steps, squaredError, lastLoss, trainSeconds, epochSeconds());
    folder.keep(from.at(model, engine.optimizerState(), epochs, position, best));
  }

  /// The model as it is now. Weights that are not finite are never handed out, so the last
  /// checkpoint is always a good one.
  private Autoencoder model() {
    Parameters parameters = engine.parameters();
    if (!parameters.areFinite()) {
      throw diverged("a weight became infinite or NaN", step());
    }
    return new Autoencoder(engine.architecture(), parameters);
  }

  private DivergedException diverged(String what, long step) {
    Optional<Path> kept = Optional.ofNullable(folder).map(CheckpointFolder::path);
    return new DivergedException(what, epoch(), step, lastLoss, kept);
  }
}
