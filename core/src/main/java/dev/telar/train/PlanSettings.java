package dev.telar.train;

import static dev.telar.train.PlanSetting.oneOf;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Optimizer.Adam;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.engine.Regularisation;
import dev.telar.train.SettingsTable.Difference;
import dev.telar.train.SettingsTable.Values;
import dev.telar.train.SplitPlan.Validation;
import dev.telar.train.TrainingPlan.TrainError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The values of a [TrainingPlan] by their names in files, recipes and on the command line.
///
/// What a file leaves out is as the paper prints it. A fallback must therefore never change, and
/// that of a new setting is what training did before there was one.
final class PlanSettings {
  /// Before the constants, which add themselves.
  static final SettingsTable<TrainingPlan> TABLE = new SettingsTable<>(PlanSettings::plan);

  private static final PlanSetting<TrainingPlan, Integer> EPOCHS =
      first("epochs", Integer::valueOf, TrainingPlan::epochs, 30);
  private static final PlanSetting<TrainingPlan, Integer> BATCH_SIZE =
      first("batch_size", Integer::valueOf, TrainingPlan::batchSize, 1000);

  /// Without one it is the optimizer's, see [#plan].
  private static final PlanSetting<TrainingPlan, Double> LEARNING_RATE =
      TABLE.add(
          PlanSetting.<TrainingPlan, Double>of(
                  "learning_rate", Double::valueOf, plan -> plan.learningRate().rate())
              .alwaysWritten());

  private static final PlanSetting<TrainingPlan, Double> MOMENTUM =
      first(
          "momentum",
          Double::valueOf,
          plan -> plan.optimizer() instanceof Sgd sgd ? sgd.momentum() : 0.0,
          0.0);
  private static final PlanSetting<TrainingPlan, Double> DROPOUT =
      first("dropout", Double::valueOf, plan -> plan.regularisation().dropout(), 0.1);
  private static final PlanSetting<TrainingPlan, Long> SEED =
      first("seed", Long::valueOf, TrainingPlan::seed, 1L);
  private static final PlanSetting<TrainingPlan, Boolean> SHUFFLE =
      first("shuffle", PlanSetting::flag, TrainingPlan::shuffle, true);
  private static final PlanSetting<TrainingPlan, Split.Kind> SPLIT =
      first(
          "split",
          oneOf(List.of(Split.Kind.values())),
          plan -> plan.split().kind(),
          Split.Kind.RANDOM);
  private static final PlanSetting<TrainingPlan, Validation> VALIDATION_ROWS =
      first(
          "validation_rows",
          SplitPlan::validation,
          plan -> plan.split().validation(),
          new SplitPlan.Rows(TrainingPlan.PAPER_VALIDATION_ROWS));
  private static final PlanSetting<TrainingPlan, TrainError> TRAIN_ERROR =
      first(
          "train_error",
          oneOf(List.of(TrainError.values())),
          TrainingPlan::trainError,
          TrainError.FULL);
  private static final PlanSetting<TrainingPlan, Optimizer.Kind> OPTIMIZER =
      later(
          "optimizer",
          oneOf(List.of(Optimizer.Kind.values())),
          plan -> plan.optimizer().kind(),
          Optimizer.Kind.SGD);
  private static final PlanSetting<TrainingPlan, Boolean> NESTEROV =
      later(
          "nesterov",
          PlanSetting::flag,
          plan -> plan.optimizer() instanceof Sgd sgd && sgd.nesterov(),
          false);
  private static final PlanSetting<TrainingPlan, Double> BETA1 =
      ofAdam("beta1", Adam::beta1, Adam.DEFAULT_BETA1);
  private static final PlanSetting<TrainingPlan, Double> BETA2 =
      ofAdam("beta2", Adam::beta2, Adam.DEFAULT_BETA2);
  private static final PlanSetting<TrainingPlan, Double> EPSILON =
      ofAdam("epsilon", Adam::epsilon, Adam.DEFAULT_EPSILON);
  private static final PlanSetting<TrainingPlan, Double> WEIGHT_DECAY =
      TABLE.add(
          PlanSetting.of("weight_decay", Double::valueOf, PlanSettings::weightDecay)
              .otherwise(0.0)
              .idleIf(PlanSettings::decaysNothing));
  private static final PlanSetting<TrainingPlan, Schedule> SCHEDULE =
      TABLE.add(
          PlanSetting.<TrainingPlan, Schedule>of(
                  "schedule", Schedule::of, plan -> plan.learningRate().schedule())
              .writtenBy(Schedule::label)
              .otherwise(new Schedule.Constant()));
  private static final PlanSetting<TrainingPlan, Double> WARMUP_EPOCHS =
      TABLE.add(
          PlanSetting.<TrainingPlan, Double>of(
                  "warmup_epochs", Double::valueOf, plan -> plan.learningRate().warmupEpochs())
              .otherwise(0.0)
              .idleIf(PlanSettings::risesAnyway));
  private static final PlanSetting<TrainingPlan, Loss> LOSS =
      later("loss", Loss::of, TrainingPlan::loss, Loss.MEAN_SQUARED_ERROR);
  private static final PlanSetting<TrainingPlan, Noise> NOISE =
      TABLE.add(
          PlanSetting.<TrainingPlan, Noise>of(
                  "noise", Noise::of, plan -> plan.regularisation().noise())
              .writtenBy(Noise::label)
              .otherwise(new Noise.None()));
  private static final PlanSetting<TrainingPlan, Double> SPARSITY =
      later("sparsity", Double::valueOf, plan -> plan.regularisation().sparsity(), 0.0);
  private static final PlanSetting<TrainingPlan, Double> CLIP_NORM =
      later(
          "clip_norm",
          Double::valueOf,
          plan -> plan.regularisation().clipNorm(),
          Double.POSITIVE_INFINITY);
  private static final PlanSetting<TrainingPlan, Boolean> TIED =
      later("tied", PlanSetting::flag, plan -> plan.regularisation().tied(), false);
  private static final PlanSetting<TrainingPlan, Integer> PATIENCE =
      later("patience", Integer::valueOf, TrainingPlan::patience, 0);

  private PlanSettings() {}

  /// A setting of the first version, which every file has.
  private static <V> PlanSetting<TrainingPlan, V> first(
      String name, Function<String, V> parse, Function<TrainingPlan, V> get, V paper) {
    return TABLE.add(PlanSetting.of(name, parse, get).otherwise(paper).alwaysWritten());
  }

  private static <V> PlanSetting<TrainingPlan, V> later(
      String name, Function<String, V> parse, Function<TrainingPlan, V> get, V before) {
    return TABLE.add(PlanSetting.of(name, parse, get).otherwise(before));
  }

  private static PlanSetting<TrainingPlan, Double> ofAdam(
      String name, Function<Adam, Double> get, double before) {
    return TABLE.add(
        PlanSetting.<TrainingPlan, Double>optional(
                name,
                Double::valueOf,
                plan ->
                    plan.optimizer() instanceof Adam adam
                        ? Optional.of(get.apply(adam))
                        : Optional.empty())
            .otherwise(before)
            .idleIf(PlanSettings::needsAdam));
  }

  /// The plan of some values.
  private static TrainingPlan plan(Values<TrainingPlan> values) {
    Optimizer optimizer = optimizer(values);
    double rate = values.find(LEARNING_RATE).orElseGet(() -> learningRate(optimizer));
    return new TrainingPlan(
        values.get(EPOCHS),
        values.get(BATCH_SIZE),
        new LearningRate(rate, values.get(SCHEDULE), values.get(WARMUP_EPOCHS)),
        optimizer,
        values.get(LOSS),
        new Regularisation(
            values.get(DROPOUT),
            values.get(NOISE),
            values.get(SPARSITY),
            values.get(CLIP_NORM),
            values.get(TIED)),
        new SplitPlan(values.get(SPLIT), values.get(VALIDATION_ROWS)),
        values.get(SEED),
        values.get(SHUFFLE),
        values.get(PATIENCE),
        values.get(TRAIN_ERROR));
  }

  private static double learningRate(Optimizer optimizer) {
    return switch (optimizer) {
      case Sgd _ -> TrainingPlan.PAPER_LEARNING_RATE;
      case Adam adam -> adam.defaultLearningRate();
    };
  }

  private static Optimizer optimizer(Values<TrainingPlan> values) {
    Optimizer.Kind kind = values.get(OPTIMIZER);
    return switch (kind) {
      case SGD -> new Sgd(values.get(MOMENTUM), values.get(NESTEROV), values.get(WEIGHT_DECAY));
      case ADAM, ADAMW -> {
        checkUnused(values, kind);
        yield new Adam(
            values.get(BETA1),
            values.get(BETA2),
            values.get(EPSILON),
            values.get(WEIGHT_DECAY),
            kind == Optimizer.Kind.ADAMW);
      }
    };
  }

  private static void checkUnused(Values<TrainingPlan> values, Optimizer.Kind kind) {
    if (values.get(MOMENTUM) != 0) {
      throw new IllegalArgumentException(
          "momentum is for sgd, %s has beta1 instead, got %s"
              .formatted(kind, values.get(MOMENTUM)));
    }
    if (values.get(NESTEROV)) {
      throw new IllegalArgumentException("nesterov is for sgd, got " + kind);
    }
  }

  private static double weightDecay(TrainingPlan plan) {
    return switch (plan.optimizer()) {
      case Sgd sgd -> sgd.weightDecay();
      case Adam adam -> adam.weightDecay();
    };
  }

  private static Optional<String> needsAdam(TrainingPlan plan) {
    return plan.optimizer() instanceof Adam
        ? Optional.empty()
        : Optional.of("is for adam and adamw, the optimizer is " + plan.optimizer().kind());
  }

  /// Decoupled decay multiplies a weight by a float32, which is 1 if the decay is small enough.
  private static Optional<String> decaysNothing(TrainingPlan plan) {
    double rate = plan.learningRate().rate();
    return plan.optimizer() instanceof Adam adam
            && adam.weightDecay() > 0
            && adam.keepsAll((float) rate)
        ? Optional.of("times the learning rate %s takes nothing from a float32".formatted(rate))
        : Optional.empty();
  }

  private static Optional<String> risesAnyway(TrainingPlan plan) {
    return plan.learningRate().schedule() instanceof Schedule.OneCycle
            && plan.learningRate().warmupEpochs() == 0
        ? Optional.of(
            "must be above 0 for one-cycle, which rises for 30 % of all epochs without it")
        : Optional.empty();
  }

  /// See [TrainingPlan#checkFollows].
  static void checkFollows(TrainingPlan plan, TrainingPlan earlier) {
    List<Difference> differences = TABLE.differences(plan, earlier);
    boolean fixed = plan.learningRate().schedule().dependsOnEpochs();
    List<Difference> wrong =
        differences.stream()
            .filter(difference -> fixed || !difference.name().equals(EPOCHS.name()))
            .toList();
    if (!wrong.isEmpty()) {
      boolean epochsAlone = wrong.size() == 1 && wrong.getFirst().name().equals(EPOCHS.name());
      throw new IllegalArgumentException(
          wrong.stream()
              .map(d -> "%s %s instead of %s".formatted(d.words(), d.now(), d.before()))
              .collect(
                  Collectors.joining(
                      ", ",
                      "training cannot be resumed with another plan: ",
                      epochsAlone
                          ? ", on which the schedule %s depends"
                              .formatted(plan.learningRate().schedule().label())
                          : "")));
    }
  }
}
