package dev.telar.train;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Regularisation;
import dev.telar.engine.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that decides what training computes, except the data and the model that it starts
/// from. The defaults are the paper's.
///
/// @param epochs passes over the training rows, at least 1
/// @param batchSize rows in a step, at least 1; the last batch of an epoch may be smaller
/// @param learningRate η, above 0; its greatest value where a schedule changes it. Its default is
///   the optimizer's, see [OptimizerKind#defaultLearningRate()]
/// @param schedule how the learning rate changes
/// @param warmupEpochs epochs in which the learning rate grows, at least 0
/// @param optimizerKind how a gradient changes the parameters
/// @param momentum of stochastic gradient descent, in [0, 1)
/// @param nesterov whether the momentum is Nesterov's
/// @param beta1 of Adam's first moment, in [0, 1)
/// @param beta2 of Adam's second moment, in [0, 1)
/// @param epsilon added to Adam's root, above 0
/// @param weightDecay of every parameter, at least 0
/// @param loss what is made small
/// @param dropout the probability that a hidden unit is switched off in a step, in [0, 1)
/// @param noise on the inputs of a step
/// @param sparsity the weight of the mean absolute hidden activation in the loss, at least 0
/// @param clipNorm the greatest norm of a gradient, above 0; infinite to leave gradients alone
/// @param tied whether the decoder's weights are the encoder's, transposed
/// @param patience epochs without a better validation error after which training stops, and the
///   best epoch's model is the result; 0 to train to the end
/// @param seed of the split, the order of the rows, the dropout masks and the noise
/// @param shuffle whether every epoch visits the rows in a new random order
/// @param split how rows are chosen for validation
/// @param validationRows how many rows validate and do not train, at least 0
/// @param trainError whether the training rows are evaluated at every epoch's end
public record TrainingPlan(
    int epochs,
    int batchSize,
    double learningRate,
    Schedule schedule,
    double warmupEpochs,
    OptimizerKind optimizerKind,
    double momentum,
    boolean nesterov,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Loss loss,
    double dropout,
    Noise noise,
    double sparsity,
    double clipNorm,
    boolean tied,
    int patience,
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

  /// The part of the rows that validates where there are too few for the paper's 10 000.
  private static final int DEFAULT_VALIDATION_PART = 6;

  /// The numbers below which a probability of a unit's 32 random bits is none: half a step of them.
  private static final double LEAST_PROBABILITY = 0x1p-33;

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

  /// The optimizer's name; [#optimizer()] is the optimizer with its numbers.
  public enum OptimizerKind {
    /// Stochastic gradient descent.
    SGD,
    /// Adam; weight decay is added to the gradient.
    ADAM,
    /// Adam with decoupled weight decay.
    ADAMW;

    /// The learning rate of a plan that gives none: the paper's for stochastic gradient descent,
    /// that of Kingma and Ba (2015) for Adam.
    public double defaultLearningRate() {
      return this == SGD ? DEFAULT_LEARNING_RATE : Adam.DEFAULT_LEARNING_RATE;
    }

    /// The name in files and on the command line.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @throws IllegalArgumentException if a value is out of its range, or is 0 in float32, in which
  ///   engines compute, and not in double
  public TrainingPlan {
    Objects.requireNonNull(split);
    Objects.requireNonNull(trainError);
    check(epochs >= 1, "epochs must be at least 1", epochs);
    check(batchSize >= 1, "batch size must be at least 1", batchSize);
    check(
        learningRate > 0 && Double.isFinite((float) learningRate),
        "learning rate must be above 0 and finite",
        learningRate);
    checkFloat("learning rate", learningRate);
    checkFloat("momentum", momentum);
    checkFloat("weight decay", weightDecay);
    checkFloat("sparsity", sparsity);
    checkFloat("clip norm", clipNorm);
    checkFloat("beta1", beta1);
    checkFloat("beta2", beta2);
    check(
        Double.isInfinite(clipNorm) || Float.isFinite((float) clipNorm),
        "clip norm is infinite in float32",
        clipNorm);
    check(
        warmupEpochs >= 0 && warmupEpochs < epochs,
        "warmup epochs must be at least 0 and fewer than the %d epochs".formatted(epochs),
        warmupEpochs);
    check(
        momentum >= 0 && (float) momentum < 1, "momentum must be at least 0 and below 1", momentum);
    check(
        momentum == 0 || optimizerKind == OptimizerKind.SGD,
        "momentum is for sgd, %s has beta1 instead".formatted(optimizerKind),
        momentum);
    check(!nesterov || optimizerKind == OptimizerKind.SGD, "nesterov is for sgd", optimizerKind);
    check(dropout >= 0 && (float) dropout < 1, "dropout must be at least 0 and below 1", dropout);
    check(
        dropout == 0 || dropout >= LEAST_PROBABILITY,
        "dropout must be 0 or at least 2⁻³³, of which 32 random bits can tell",
        dropout);
    check(patience >= 0, "patience must be at least 0", patience);
    check(
        patience == 0 || validationRows > 0,
        "early stopping needs validation rows, got patience %d and validation rows"
            .formatted(patience),
        validationRows);
    check(validationRows >= 0, "validation rows must be at least 0", validationRows);
    var _ =
        training(
            optimizerKind,
            momentum,
            nesterov,
            beta1,
            beta2,
            epsilon,
            weightDecay,
            loss,
            dropout,
            noise,
            sparsity,
            clipNorm,
            tied,
            seed);
  }

  /// Which rows train and which ones validate.
  ///
  /// @param rows of the samples
  /// @throws IllegalArgumentException if they are too few
  public Split split(int rows) {
    return Split.of(split, rows, validationRows, seed);
  }

  /// Checks that samples are enough for what the plan says of them.
  ///
  /// @param rows of the samples, those that validate among them
  /// @throws IllegalArgumentException if no rows are left to train on, or the warm-up is less than
  ///   half a step and so none
  public void checkRows(int rows) {
    Split.checkSizes(rows, validationRows);
    boolean rises = schedule instanceof Schedule.OneCycle;
    check(
        warmupEpochs == 0 || rises || Math.rint(warmupEpochs * stepsPerEpoch(rows)) > 0,
        "warmup epochs must be at least half a step, %s of an epoch"
            .formatted(0.5 / stepsPerEpoch(rows)),
        warmupEpochs);
  }

  /// The steps of an epoch over samples of which some validate.
  ///
  /// @param rows of the samples, those that validate among them
  public int stepsPerEpoch(int rows) {
    return Math.ceilDiv(rows - validationRows, batchSize);
  }

  /// The learning rate of a step.
  ///
  /// @param step from 0
  /// @param rows of the samples, those that validate among them
  public double learningRate(long step, int rows) {
    return learningRate * schedule.factor(step, stepsPerEpoch(rows), epochs, warmupEpochs);
  }

  /// The optimizer with its numbers.
  public Optimizer optimizer() {
    return training().optimizer();
  }

  /// What an engine is to compute in every step.
  public Training training() {
    return training(
        optimizerKind,
        momentum,
        nesterov,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        loss,
        dropout,
        noise,
        sparsity,
        clipNorm,
        tied,
        seed);
  }

  private static Training training(
      OptimizerKind kind,
      double momentum,
      boolean nesterov,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      Loss loss,
      double dropout,
      Noise noise,
      double sparsity,
      double clipNorm,
      boolean tied,
      long seed) {
    Optimizer optimizer =
        switch (kind) {
          case SGD -> new Optimizer.Sgd((float) momentum, nesterov, (float) weightDecay);
          case ADAM -> new Adam(beta1, beta2, epsilon, (float) weightDecay, false);
          case ADAMW -> new Adam(beta1, beta2, epsilon, (float) weightDecay, true);
        };
    return new Training(
        optimizer, loss, new Regularisation(dropout, noise, sparsity, clipNorm, tied), seed);
  }

  /// The epoch with the least validation error, the first of equal ones.
  ///
  /// @param epochs measured so far, at least one
  static int bestEpoch(List<EpochErrors> epochs) {
    return epochs.stream()
        .min(Comparator.comparingDouble(e -> e.validation().orElse(Double.MAX_VALUE)))
        .orElseThrow()
        .epoch();
  }

  /// The epoch whose model is the result: the last one, or with early stopping the best one.
  ///
  /// @param epochs all that were measured, at least one
  public EpochErrors modelEpoch(List<EpochErrors> epochs) {
    return patience > 0 ? epochs.get(bestEpoch(epochs) - 1) : epochs.getLast();
  }

  /// Whether training is done after these epochs.
  public boolean isDone(List<EpochErrors> done) {
    boolean stopped = patience > 0 && !done.isEmpty() && done.size() - bestEpoch(done) >= patience;
    return stopped || done.size() >= epochs;
  }

  /// Every value by its name in files, except what early versions did not have and is at its
  /// default; written so that [#of] gives the same plan.
  public Map<String, String> settings() {
    return PlanSettings.write(this);
  }

  /// Every value by its name in files, the defaults too.
  public Map<String, String> allSettings() {
    return PlanSettings.all(this);
  }

  /// The plan with some values changed, by their names in files; the others stay.
  ///
  /// @throws IllegalArgumentException if a name is unknown, a value is wrong, or has no effect
  public TrainingPlan with(Map<String, String> settings) {
    Builder builder = toBuilder();
    settings.forEach((name, value) -> PlanSettings.set(builder, name, value));
    return builder.build();
  }

  /// The names that [#with] knows.
  public static Set<String> settingNames() {
    return PlanSettings.names();
  }

  /// Refuses a plan that computes something else than an earlier one from the first step on: only
  /// the number of epochs may differ, and it only if the schedule does not depend on it.
  ///
  /// @throws IllegalArgumentException naming every difference
  public void checkFollows(TrainingPlan earlier) {
    PlanSettings.checkFollows(this, earlier);
  }

  /// The plan with these [#settings()].
  ///
  /// @throws IllegalArgumentException if one is missing, unknown or out of its range
  public static TrainingPlan of(Map<String, String> settings) {
    return PlanSettings.read(settings);
  }

  /// The plan with these settings, by their names in files; every other one is at its default,
  /// which may depend on those that are given.
  ///
  /// @throws IllegalArgumentException if a name is unknown, a value is wrong, or a setting is given
  ///   that has no effect with the others
  public static TrainingPlan given(Map<String, String> settings) {
    return PlanSettings.given(settings);
  }

  /// How many rows validate if nobody says it: the paper's 10 000, or a sixth of the rows where
  /// that is fewer, which is as many of Fashion-MNIST's.
  ///
  /// @param rows of the samples, those that validate among them
  public static int defaultValidationRows(int rows) {
    return Math.min(DEFAULT_VALIDATION_ROWS, rows / DEFAULT_VALIDATION_PART);
  }

  private static void check(boolean ok, String rule, Object value) {
    if (!ok) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }

  private static void checkFloat(String name, double value) {
    check(value == 0 || (float) value != 0, name + " is 0 in float32", value);
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
        .schedule(schedule)
        .warmupEpochs(warmupEpochs)
        .optimizerKind(optimizerKind)
        .momentum(momentum)
        .nesterov(nesterov)
        .beta1(beta1)
        .beta2(beta2)
        .epsilon(epsilon)
        .weightDecay(weightDecay)
        .loss(loss)
        .dropout(dropout)
        .noise(noise)
        .sparsity(sparsity)
        .clipNorm(clipNorm)
        .tied(tied)
        .patience(patience)
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
    private @Nullable Double learningRate;
    private Schedule schedule = new Schedule.Constant();
    private double warmupEpochs = 0;
    private OptimizerKind optimizerKind = OptimizerKind.SGD;
    private double momentum = DEFAULT_MOMENTUM;
    private boolean nesterov = false;
    private double beta1 = Adam.DEFAULT_BETA1;
    private double beta2 = Adam.DEFAULT_BETA2;
    private double epsilon = Adam.DEFAULT_EPSILON;
    private double weightDecay = 0;
    private Loss loss = Loss.MEAN_SQUARED_ERROR;
    private double dropout = DEFAULT_DROPOUT;
    private Noise noise = new Noise.None();
    private double sparsity = 0;
    private double clipNorm = Double.POSITIVE_INFINITY;
    private boolean tied = false;
    private int patience = 0;
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

    public Builder schedule(Schedule value) {
      schedule = value;
      return this;
    }

    public Builder warmupEpochs(double value) {
      warmupEpochs = value;
      return this;
    }

    public Builder optimizerKind(OptimizerKind value) {
      optimizerKind = value;
      return this;
    }

    public Builder momentum(double value) {
      momentum = value;
      return this;
    }

    public Builder nesterov(boolean value) {
      nesterov = value;
      return this;
    }

    public Builder beta1(double value) {
      beta1 = value;
      return this;
    }

    public Builder beta2(double value) {
      beta2 = value;
      return this;
    }

    public Builder epsilon(double value) {
      epsilon = value;
      return this;
    }

    public Builder weightDecay(double value) {
      weightDecay = value;
      return this;
    }

    public Builder loss(Loss value) {
      loss = value;
      return this;
    }

    public Builder dropout(double value) {
      dropout = value;
      return this;
    }

    public Builder noise(Noise value) {
      noise = value;
      return this;
    }

    public Builder sparsity(double value) {
      sparsity = value;
      return this;
    }

    public Builder clipNorm(double value) {
      clipNorm = value;
      return this;
    }

    public Builder tied(boolean value) {
      tied = value;
      return this;
    }

    public Builder patience(int value) {
      patience = value;
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
    /// @throws IllegalArgumentException if a value is out of its range, or is not at its default
    ///   and has no effect with the others
    public TrainingPlan build() {
      TrainingPlan plan = plan();
      PlanSettings.checkEffects(plan);
      return plan;
    }

    /// The plan of a file, which may have values without effect: earlier versions took them.
    TrainingPlan plan() {
      return new TrainingPlan(
          epochs,
          batchSize,
          learningRate == null ? optimizerKind.defaultLearningRate() : learningRate,
          schedule,
          warmupEpochs,
          optimizerKind,
          momentum,
          nesterov,
          beta1,
          beta2,
          epsilon,
          weightDecay,
          loss,
          dropout,
          noise,
          sparsity,
          clipNorm,
          tied,
          patience,
          seed,
          shuffle,
          split,
          validationRows,
          trainError);
    }
  }
}
