package dev.telar.train;

import dev.telar.data.Split;
import java.util.Locale;
import java.util.Objects;

/// Everything that decides what training computes, except the data and the model that it starts
/// from. The defaults are the paper's.
///
/// @param epochs passes over the training rows, at least 1
/// @param batchSize rows in a step, at least 1; the last batch of an epoch may be smaller
/// @param learningRate η, above 0
/// @param momentum of stochastic gradient descent, in [0, 1)
/// @param dropout the probability that a hidden unit is switched off in a step, in [0, 1)
/// @param seed of the split, the order of the rows and the dropout masks
/// @param shuffle whether every epoch visits the rows in a new random order
/// @param split how rows are chosen for validation
/// @param validationRows how many rows validate and do not train, at least 0
/// @param trainError whether the training rows are evaluated at every epoch's end
public record TrainingPlan(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double dropout,
    long seed,
    boolean shuffle,
    Split.Kind split,
    int validationRows,
    TrainError trainError) {
  public static final int DEFAULT_EPOCHS = 30;
  public static final int DEFAULT_BATCH_SIZE = 1000;
  public static final double DEFAULT_LEARNING_RATE = 0.5;
  public static final double DEFAULT_MOMENTUM = 0;
  public static final double DEFAULT_DROPOUT = 0.1;
  public static final long DEFAULT_SEED = 1;
  public static final int DEFAULT_VALIDATION_ROWS = 10_000;

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
    Objects.requireNonNull(split);
    Objects.requireNonNull(trainError);
    check(epochs >= 1, "epochs must be at least 1", epochs);
    check(batchSize >= 1, "batch size must be at least 1", batchSize);
    check(
        learningRate > 0 && Double.isFinite((float) learningRate),
        "learning rate must be above 0 and finite",
        learningRate);
    check(momentum >= 0 && momentum < 1, "momentum must be at least 0 and below 1", momentum);
    check(dropout >= 0 && dropout < 1, "dropout must be at least 0 and below 1", dropout);
    check(validationRows >= 0, "validation rows must be at least 0", validationRows);
  }

  private static void check(boolean ok, String rule, Object value) {
    if (!ok) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }

  /// The paper's plan.
  public static TrainingPlan asPrinted() {
    return builder().build();
  }

  /// A builder that begins with this plan.
  public Builder toBuilder() {
    return new Builder()
        .epochs(epochs)
        .batchSize(batchSize)
        .learningRate(learningRate)
        .momentum(momentum)
        .dropout(dropout)
        .seed(seed)
        .shuffle(shuffle)
        .split(split)
        .validationRows(validationRows)
        .trainError(trainError);
  }

  /// A builder that begins with the defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects the values of a plan; one that is not set keeps its default. Not safe for use by many
  /// threads.
  public static final class Builder {
    private int epochs = DEFAULT_EPOCHS;
    private int batchSize = DEFAULT_BATCH_SIZE;
    private double learningRate = DEFAULT_LEARNING_RATE;
    private double momentum = DEFAULT_MOMENTUM;
    private double dropout = DEFAULT_DROPOUT;
    private long seed = DEFAULT_SEED;
    private boolean shuffle = true;
    private Split.Kind split = Split.Kind.RANDOM;
    private int validationRows = DEFAULT_VALIDATION_ROWS;
    private TrainError trainError = TrainError.FULL;

    private Builder() {}

    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    public Builder learningRate(double value) {
      learningRate = value;
      return this;
    }

    public Builder momentum(double value) {
      momentum = value;
      return this;
    }

    public Builder dropout(double value) {
      dropout = value;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder shuffle(boolean value) {
      shuffle = value;
      return this;
    }

    public Builder split(Split.Kind value) {
      split = value;
      return this;
    }

    public Builder validationRows(int value) {
      validationRows = value;
      return this;
    }

    public Builder trainError(TrainError value) {
      trainError = value;
      return this;
    }

    /// The plan with the values so far.
    ///
    /// @throws IllegalArgumentException if a value is out of its range
    public TrainingPlan build() {
      return new TrainingPlan(
          epochs,
          batchSize,
          learningRate,
          momentum,
          dropout,
          seed,
          shuffle,
          split,
          validationRows,
          trainError);
    }
  }
}
