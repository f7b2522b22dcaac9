package dev.telar.train;

import dev.telar.data.Split;
import dev.telar.engine.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  static final String EPOCHS = "epochs";

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

  /// The steps of an epoch over samples of which some validate.
  ///
  /// @param rows of the samples, those that validate among them
  int stepsPerEpoch(int rows) {
    return Math.ceilDiv(rows - validationRows, batchSize);
  }

  Optimizer optimizer() {
    return new Optimizer.Sgd((float) momentum);
  }

  /// Every value by its name in files, written so that [#of] gives the same plan.
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(EPOCHS, String.valueOf(epochs));
    settings.put("batch_size", String.valueOf(batchSize));
    settings.put("learning_rate", String.valueOf(learningRate));
    settings.put("momentum", String.valueOf(momentum));
    settings.put("dropout", String.valueOf(dropout));
    settings.put("seed", String.valueOf(seed));
    settings.put("shuffle", String.valueOf(shuffle));
    settings.put("split", split.toString());
    settings.put("validation_rows", String.valueOf(validationRows));
    settings.put("train_error", trainError.toString());
    return settings;
  }

  /// Refuses a plan that computes something else than an earlier one from the first step on: only
  /// the number of epochs may differ.
  ///
  /// @throws IllegalArgumentException naming every difference
  public void checkFollows(TrainingPlan earlier) {
    Map<String, String> before = earlier.settings();
    List<String> differences = new ArrayList<>();
    settings()
        .forEach((name, value) -> {
          if (!name.equals(EPOCHS) && !value.equals(before.get(name))) {
            differences.add(
                "%s %s instead of %s".formatted(name.replace('_', ' '), value, before.get(name)));
          }
        });
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "training cannot go on by another plan: " + String.join(", ", differences));
    }
  }

  /// The plan with these [#settings()].
  ///
  /// @throws IllegalArgumentException if one is missing, unknown or out of its range
  public static TrainingPlan of(Map<String, String> settings) {
    var left = new LinkedHashMap<>(settings);
    var plan =
        new TrainingPlan(
            Integer.parseInt(take(left, EPOCHS)),
            Integer.parseInt(take(left, "batch_size")),
            Double.parseDouble(take(left, "learning_rate")),
            Double.parseDouble(take(left, "momentum")),
            Double.parseDouble(take(left, "dropout")),
            Long.parseLong(take(left, "seed")),
            Boolean.parseBoolean(take(left, "shuffle")),
            constant(take(left, "split"), Split.Kind.values()),
            Integer.parseInt(take(left, "validation_rows")),
            constant(take(left, "train_error"), TrainError.values()));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown setting " + left.firstEntry());
    }
    return plan;
  }

  private static String take(Map<String, String> settings, String name) {
    String value = settings.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("the setting " + name + " is missing");
    }
    return value;
  }

  private static <E> E constant(String label, E[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected one of " + Arrays.toString(constants) + ", got " + label));
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
