package dev.telar.train;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.train.TrainingPlan.OptimizerKind;
import dev.telar.train.TrainingPlan.TrainError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The values of a [TrainingPlan] by their names in files, recipes and on the command line.
///
/// @param name in snake case
/// @param always whether it is written even at its default: the first versions had it
/// @param get its value, whose text [#set] reads
/// @param set takes it from text
record PlanSettings(
    String name,
    boolean always,
    Function<TrainingPlan, Object> get,
    BiConsumer<TrainingPlan.Builder, String> set) {
  private static final String EPOCHS = "epochs";

  private static final List<PlanSettings> ALL =
      List.of(
          always(EPOCHS, TrainingPlan::epochs, (b, v) -> b.epochs(whole(v))),
          always("batch_size", TrainingPlan::batchSize, (b, v) -> b.batchSize(whole(v))),
          always("learning_rate", TrainingPlan::learningRate, (b, v) -> b.learningRate(number(v))),
          always("momentum", TrainingPlan::momentum, (b, v) -> b.momentum(number(v))),
          always("dropout", TrainingPlan::dropout, (b, v) -> b.dropout(number(v))),
          always("seed", TrainingPlan::seed, (b, v) -> b.seed(Long.parseLong(v))),
          always("shuffle", TrainingPlan::shuffle, (b, v) -> b.shuffle(flag(v))),
          always("split", TrainingPlan::split, (b, v) -> b.split(constant(v, Split.Kind.values()))),
          always(
              "validation_rows",
              TrainingPlan::validationRows,
              (b, v) -> b.validationRows(whole(v))),
          always(
              "train_error",
              TrainingPlan::trainError,
              (b, v) -> b.trainError(constant(v, TrainError.values()))),
          later(
              "optimizer",
              TrainingPlan::optimizerKind,
              (b, v) -> b.optimizerKind(constant(v, OptimizerKind.values()))),
          later("nesterov", TrainingPlan::nesterov, (b, v) -> b.nesterov(flag(v))),
          later("beta1", TrainingPlan::beta1, (b, v) -> b.beta1(number(v))),
          later("beta2", TrainingPlan::beta2, (b, v) -> b.beta2(number(v))),
          later("epsilon", TrainingPlan::epsilon, (b, v) -> b.epsilon(number(v))),
          later("weight_decay", TrainingPlan::weightDecay, (b, v) -> b.weightDecay(number(v))),
          later("schedule", plan -> plan.schedule().label(), (b, v) -> b.schedule(Schedule.of(v))),
          later("warmup_epochs", TrainingPlan::warmupEpochs, (b, v) -> b.warmupEpochs(number(v))),
          later("loss", TrainingPlan::loss, (b, v) -> b.loss(Loss.of(v))),
          later("noise", plan -> plan.noise().label(), (b, v) -> b.noise(Noise.of(v))),
          later("sparsity", TrainingPlan::sparsity, (b, v) -> b.sparsity(number(v))),
          later("clip_norm", TrainingPlan::clipNorm, (b, v) -> b.clipNorm(number(v))),
          later("tied", TrainingPlan::tied, (b, v) -> b.tied(flag(v))),
          later("patience", TrainingPlan::patience, (b, v) -> b.patience(whole(v))));

  private static PlanSettings always(
      String name,
      Function<TrainingPlan, Object> get,
      BiConsumer<TrainingPlan.Builder, String> set) {
    return new PlanSettings(name, true, get, set);
  }

  private static PlanSettings later(
      String name,
      Function<TrainingPlan, Object> get,
      BiConsumer<TrainingPlan.Builder, String> set) {
    return new PlanSettings(name, false, get, set);
  }

  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ALL.forEach(setting -> names.add(setting.name));
    return names;
  }

  private String text(TrainingPlan plan) {
    return String.valueOf(get.apply(plan));
  }

  static Map<String, String> write(TrainingPlan plan) {
    TrainingPlan defaults = TrainingPlan.asPrinted();
    Map<String, String> settings = new LinkedHashMap<>();
    for (PlanSettings setting : ALL) {
      String value = setting.text(plan);
      if (setting.always || !value.equals(setting.text(defaults))) {
        settings.put(setting.name, value);
      }
    }
    return settings;
  }

  static Map<String, String> all(TrainingPlan plan) {
    Map<String, String> settings = new LinkedHashMap<>();
    ALL.forEach(setting -> settings.put(setting.name, setting.text(plan)));
    return settings;
  }

  static TrainingPlan read(Map<String, String> settings) {
    for (PlanSettings setting : ALL) {
      if (setting.always && !settings.containsKey(setting.name)) {
        throw new IllegalArgumentException("the setting " + setting.name + " is missing");
      }
    }
    return TrainingPlan.asPrinted().with(settings);
  }

  static void set(TrainingPlan.Builder builder, String name, String value) {
    PlanSettings found =
        ALL.stream()
            .filter(setting -> setting.name.equals(name))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "unknown setting %s; known are %s"
                        .formatted(name, String.join(", ", names()))));
    try {
      found.set.accept(builder, value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, got %s".formatted(name.replace('_', ' '), value), e);
    }
  }

  static void checkFollows(TrainingPlan plan, TrainingPlan earlier) {
    boolean fixed = plan.schedule().dependsOnEpochs();
    List<String> differences = new ArrayList<>();
    for (PlanSettings setting : ALL) {
      String now = setting.text(plan);
      String before = setting.text(earlier);
      if (!now.equals(before) && (fixed || !setting.name.equals(EPOCHS))) {
        differences.add(
            "%s %s instead of %s".formatted(setting.name.replace('_', ' '), now, before));
      }
    }
    if (!differences.isEmpty()) {
      String reason =
          differences.size() == 1 && differences.getFirst().startsWith(EPOCHS)
              ? ", on which the schedule %s depends".formatted(plan.schedule().label())
              : "";
      throw new IllegalArgumentException(
          "training cannot go on by another plan: " + String.join(", ", differences) + reason);
    }
  }

  private static int whole(String value) {
    return Integer.parseInt(value);
  }

  private static double number(String value) {
    return Double.parseDouble(value);
  }

  private static boolean flag(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, got " + value);
    };
  }

  private static <E> E constant(String label, E[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected one of " + Arrays.toString(constants) + ", got " + label));
  }
}
