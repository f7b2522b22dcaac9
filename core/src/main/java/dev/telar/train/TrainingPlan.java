package dev.telar.train;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Regularisation;
import dev.telar.engine.Training;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that decides what training computes, except the data and the model that it starts
/// from. Immutable.
///
/// [#defaults()] is a plan for data that nobody has seen; [#asPrinted()] is the paper's, and what
/// files mean by a setting that they leave out.
///
/// @param epochs passes over the training rows, at least 1
/// @param batchSize rows in a step, at least 1; the last batch of an epoch may be smaller
/// @param learningRate of every step; its warm-up has fewer epochs than the plan
/// @param optimizer how a gradient changes the parameters
/// @param loss what is made small
/// @param regularisation what keeps the model from fitting its training rows alone
/// @param split which rows validate
/// @param seed of the split, the order of the rows, the dropout masks and the noise
/// @param shuffle whether every epoch visits the rows in a new random order
/// @param patience epochs without a better validation error after which training stops, and the
///   best epoch's model is the result; 0 to train to the end
/// @param trainError whether the training rows are evaluated at every epoch's end
public record TrainingPlan(
    int epochs,
    int batchSize,
    LearningRate learningRate,
    Optimizer optimizer,
    Loss loss,
    Regularisation regularisation,
    SplitPlan split,
    long seed,
    boolean shuffle,
    int patience,
    TrainError trainError) {
  /// The paper's.
  public static final double PAPER_LEARNING_RATE = 0.5;

  /// The paper's.
  public static final int PAPER_VALIDATION_ROWS = 10_000;

  /// The part of the rows that validates where there are too few for the paper's 10 000.
  private static final int PAPER_VALIDATION_PART = 6;

  /// What is measured on the training rows.
  public enum TrainError {
    /// The running error, and a full pass with dropout off at every epoch's end.
    FULL,
    /// The running error alone.
    RUNNING;

    /// The name in files and on the command line.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @throws IllegalArgumentException if a value is out of its range
  public TrainingPlan {
    Objects.requireNonNull(learningRate);
    Objects.requireNonNull(optimizer);
    Objects.requireNonNull(loss);
    Objects.requireNonNull(regularisation);
    Objects.requireNonNull(split);
    Objects.requireNonNull(trainError);
    var _ = new StoppingRule(epochs, patience);
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
    if (learningRate.warmupEpochs() >= epochs) {
      throw new IllegalArgumentException(
          "warmup epochs must be at least 0 and fewer than the %d epochs, got %s"
              .formatted(epochs, learningRate.warmupEpochs()));
    }
    if (patience > 0 && split.validation() instanceof SplitPlan.Rows(int rows) && rows == 0) {
      throw new IllegalArgumentException(
          "early stopping needs validation rows, got patience %d and validation rows, got 0"
              .formatted(patience));
    }
  }

  /// The paper's plan, and what files mean by a setting that they leave out.
  public static TrainingPlan asPrinted() {
    return given(Map.of());
  }

  /// A plan that is safe for data that nobody has seen: Adam at its authors' learning rate, batches
  /// of 128, 30 epochs, no dropout. A tenth of the rows validates, and training does not stop
  /// early.
  public static TrainingPlan defaults() {
    return builder().build();
  }

  /// The plan's steps on samples.
  ///
  /// @param rows of the samples, those that validate among them
  public PlannedSteps on(int rows) {
    return new PlannedSteps(this, rows);
  }

  /// When training by the plan is done.
  public StoppingRule stopping() {
    return new StoppingRule(epochs, patience);
  }

  /// What an engine is to compute in every step.
  public Training training() {
    return new Training(optimizer, loss, regularisation, seed);
  }

  /// The plan with these [#settings()], as files have them.
  ///
  /// @throws IllegalArgumentException if one of the first version's is missing, or one is unknown
  ///   or out of its range
  public static TrainingPlan of(Map<String, String> settings) {
    return PlanSettings.TABLE.read(settings);
  }

  /// The plan with these settings, by their names in files; every other one is the paper's, but the
  /// learning rate is the optimizer's.
  ///
  /// @throws IllegalArgumentException if a name is unknown, a value is wrong, or a setting is given
  ///   that has no effect with the others
  public static TrainingPlan given(Map<String, String> settings) {
    return PlanSettings.TABLE.given(settings);
  }

  /// The plan with some values changed, by their names in files; the others stay.
  ///
  /// @throws IllegalArgumentException if a name is unknown, a value is wrong, or has no effect
  public TrainingPlan with(Map<String, String> settings) {
    return PlanSettings.TABLE.with(this, settings);
  }

  /// Every value by its name in files, except what early versions did not have and is as the paper
  /// prints it; written so that [#of] gives the same plan.
  public Map<String, String> settings() {
    return PlanSettings.TABLE.written(this);
  }

  /// Every value by its name in files; what the plan does not have is as the paper prints it.
  public Map<String, String> allSettings() {
    return PlanSettings.TABLE.all(this);
  }

  /// The names that [#with] knows.
  public static Set<String> settingNames() {
    return PlanSettings.TABLE.names();
  }

  /// Refuses a plan that computes something else than an earlier one from the first step on: only
  /// the number of epochs may differ, and it only if the schedule does not depend on it.
  ///
  /// @throws IllegalArgumentException naming every difference
  public void checkFollows(TrainingPlan earlier) {
    PlanSettings.checkFollows(this, earlier);
  }

  /// How many rows validate in the paper's plan: 10 000, or a sixth of the rows where that is
  /// fewer, which is as many of Fashion-MNIST's.
  ///
  /// @param rows of the samples, those that validate among them
  public static int paperValidationRows(int rows) {
    return Math.min(PAPER_VALIDATION_ROWS, rows / PAPER_VALIDATION_PART);
  }

  /// The plan for another number of epochs.
  ///
  /// @throws IllegalArgumentException if they are fewer than 1, or not more than those of warm-up
  public TrainingPlan withEpochs(int value) {
    return new TrainingPlan(
        value,
        batchSize,
        learningRate,
        optimizer,
        loss,
        regularisation,
        split,
        seed,
        shuffle,
        patience,
        trainError);
  }

  /// A builder that begins with this plan.
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// A builder that begins with the [#defaults()], whose learning rate follows the optimizer until
  /// one is set.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects the parts of a plan. Not safe for use by many threads.
  public static final class Builder {
    private static final double SAFE_SHARE = 0.1;

    private int epochs = 30;
    private int batchSize = 128;
    private @Nullable Double rate;
    private LearningRate learningRate = LearningRate.constant(1);
    private Optimizer optimizer = Optimizer.Adam.DEFAULT;
    private Loss loss = Loss.MEAN_SQUARED_ERROR;
    private Regularisation regularisation = Regularisation.NONE;
    private SplitPlan split = new SplitPlan(Split.Kind.RANDOM, new SplitPlan.Share(SAFE_SHARE));
    private long seed = 1;
    private boolean shuffle = true;
    private int patience = 0;
    private TrainError trainError = TrainError.FULL;

    private Builder() {}

    private Builder(TrainingPlan plan) {
      epochs = plan.epochs;
      batchSize = plan.batchSize;
      rate = plan.learningRate.rate();
      learningRate = plan.learningRate;
      optimizer = plan.optimizer;
      loss = plan.loss;
      regularisation = plan.regularisation;
      split = plan.split;
      seed = plan.seed;
      shuffle = plan.shuffle;
      patience = plan.patience;
      trainError = plan.trainError;
    }

    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    public Builder learningRate(double value) {
      rate = value;
      return this;
    }

    public Builder schedule(Schedule value) {
      learningRate = learningRate.withSchedule(value);
      return this;
    }

    public Builder warmupEpochs(double value) {
      learningRate = learningRate.withWarmupEpochs(value);
      return this;
    }

    public Builder optimizer(Optimizer value) {
      optimizer = value;
      return this;
    }

    public Builder loss(Loss value) {
      loss = value;
      return this;
    }

    public Builder regularisation(Regularisation value) {
      regularisation = value;
      return this;
    }

    public Builder dropout(double value) {
      return regularisation(regularisation.withDropout(value));
    }

    public Builder noise(Noise value) {
      return regularisation(regularisation.withNoise(value));
    }

    public Builder sparsity(double value) {
      return regularisation(regularisation.withSparsity(value));
    }

    public Builder clipNorm(double value) {
      return regularisation(regularisation.withClipNorm(value));
    }

    public Builder tied(boolean value) {
      return regularisation(regularisation.withTied(value));
    }

    public Builder split(SplitPlan value) {
      split = value;
      return this;
    }

    public Builder split(Split.Kind value) {
      return split(new SplitPlan(value, split.validation()));
    }

    /// So many rows validate, 0 for none.
    public Builder validationRows(int value) {
      return split(new SplitPlan(split.kind(), new SplitPlan.Rows(value)));
    }

    /// So great a part of the rows validates.
    public Builder validationShare(double value) {
      return split(new SplitPlan(split.kind(), new SplitPlan.Share(value)));
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder shuffle(boolean value) {
      shuffle = value;
      return this;
    }

    public Builder patience(int value) {
      patience = value;
      return this;
    }

    public Builder trainError(TrainError value) {
      trainError = value;
      return this;
    }

    /// The plan with the parts so far.
    ///
    /// @throws IllegalArgumentException if a value is out of its range, or has no effect with the
    ///   others
    public TrainingPlan build() {
      TrainingPlan plan =
          new TrainingPlan(
              epochs,
              batchSize,
              learningRate.withRate(rate == null ? optimizer.defaultLearningRate() : rate),
              optimizer,
              loss,
              regularisation,
              split,
              seed,
              shuffle,
              patience,
              trainError);
      PlanSettings.TABLE.checkEffects(plan);
      return plan;
    }
  }
}
