package dev.telar.train;

import dev.telar.data.Split;
import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.internal.UnknownNameException;
import dev.telar.train.TrainingPlan.OptimizerKind;
import dev.telar.train.TrainingPlan.TrainError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The values of a [TrainingPlan] by their names in files, recipes and on the command line.
///
/// @param name in snake case
/// @param always whether it is written even at its default: the first versions had it
/// @param get its value, whose text [#set] reads
/// @param set takes it from text
/// @param idle why its value changes nothing in a plan; empty if it does, as it nearly always does
record PlanSettings(
    String name,
    boolean always,
    Function<TrainingPlan, Object> get,
    BiConsumer<TrainingPlan.Builder, String> set,
    Function<TrainingPlan, Optional<String>> idle) {
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
          later("beta1", TrainingPlan::beta1, (b, v) -> b.beta1(number(v)))
              .idleIf(PlanSettings::needsAdam),
          later("beta2", TrainingPlan::beta2, (b, v) -> b.beta2(number(v)))
              .idleIf(PlanSettings::needsAdam),
          later("epsilon", TrainingPlan::epsilon, (b, v) -> b.epsilon(number(v)))
              .idleIf(PlanSettings::needsAdam),
          later("weight_decay", TrainingPlan::weightDecay, (b, v) -> b.weightDecay(number(v)))
              .idleIf(PlanSettings::decaysNothing),
          later("schedule", plan -> plan.schedule().label(), (b, v) -> b.schedule(Schedule.of(v))),
          later("warmup_epochs", TrainingPlan::warmupEpochs, (b, v) -> b.warmupEpochs(number(v)))
              .idleIf(PlanSettings::risesAnyway),
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
    return new PlanSettings(name, true, get, set, _ -> Optional.empty());
  }

  private static PlanSettings later(
      String name,
      Function<TrainingPlan, Object> get,
      BiConsumer<TrainingPlan.Builder, String> set) {
    return new PlanSettings(name, false, get, set, _ -> Optional.empty());
  }

  private PlanSettings idleIf(Function<TrainingPlan, Optional<String>> reason) {
    return new PlanSettings(name, always, get, set, reason);
  }

  private static Optional<String> needsAdam(TrainingPlan plan) {
    return plan.optimizerKind() == OptimizerKind.SGD
        ? Optional.of("is for adam and adamw, the optimizer is sgd")
        : Optional.empty();
  }

  /// Decoupled decay multiplies a weight by a float32, which is 1 if the decay is small enough.
  private static Optional<String> decaysNothing(TrainingPlan plan) {
    boolean idle =
        plan.weightDecay() > 0
            && plan.optimizer() instanceof Optimizer.Adam adam
            && adam.keepsAll((float) plan.learningRate());
    return idle
        ? Optional.of(
            "times the learning rate %s takes nothing from a float32"
                .formatted(plan.learningRate()))
        : Optional.empty();
  }

  private static Optional<String> risesAnyway(TrainingPlan plan) {
    return plan.schedule() instanceof Schedule.OneCycle && plan.warmupEpochs() == 0
        ? Optional.of(
            "must be above 0 for one-cycle, which rises for 30 % of all epochs without it")
        : Optional.empty();
  }

  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ALL.forEach(setting -> names.add(setting.name));
    return names;
  }

  private String words() {
    return name.replace('_', ' ');
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

  /// The plan of a file, which has every setting of the first version.
  static TrainingPlan read(Map<String, String> settings) {
    for (PlanSettings setting : ALL) {
      if (setting.always && !settings.containsKey(setting.name)) {
        throw new IllegalArgumentException("the setting " + setting.name + " is missing");
      }
    }
    return builder(settings).plan();
  }

  /// The plan of somebody who gives some settings.
  static TrainingPlan given(Map<String, String> settings) {
    TrainingPlan plan = builder(settings).plan();
    ALL.stream()
        .filter(setting -> settings.containsKey(setting.name))
        .forEach(setting -> setting.checkEffect(plan));
    return plan;
  }

  /// Refuses a plan in which a value that is not at its default changes nothing.
  static void checkEffects(TrainingPlan plan) {
    TrainingPlan defaults = TrainingPlan.builder().plan();
    ALL.stream()
        .filter(setting -> !setting.text(plan).equals(setting.text(defaults)))
        .forEach(setting -> setting.checkEffect(plan));
  }

  private void checkEffect(TrainingPlan plan) {
    Optional<String> reason = idle.apply(plan);
    if (reason.isPresent()) {
      throw new IllegalArgumentException(
          "%s %s; leave it away, got %s".formatted(words(), reason.get(), text(plan)));
    }
  }

  private static TrainingPlan.Builder builder(Map<String, String> settings) {
    TrainingPlan.Builder builder = TrainingPlan.builder();
    settings.forEach((name, value) -> set(builder, name, value));
    return builder;
  }

  static void set(TrainingPlan.Builder builder, String name, String value) {
    PlanSettings found =
        ALL.stream()
            .filter(setting -> setting.name.equals(name))
            .findFirst()
            .orElseThrow(() ->
                new UnknownNameException(
                    "unknown setting %s; known are %s".formatted(name, String.join(", ", names())),
                    name,
                    names()));
    try {
      found.set.accept(builder, value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, got %s".formatted(found.words(), value), e);
    } catch (UnknownValueException e) {
      throw new UnknownNameException(
          "%s must be %s, got %s".formatted(found.words(), e.getMessage(), value),
          value,
          List.of(e.known));
    }
  }

  static void checkFollows(TrainingPlan plan, TrainingPlan earlier) {
    boolean fixed = plan.schedule().dependsOnEpochs();
    List<String> differences = new ArrayList<>();
    for (PlanSettings setting : ALL) {
      String now = setting.text(plan);
      String before = setting.text(earlier);
      if (!now.equals(before) && (fixed || !setting.name.equals(EPOCHS))) {
        differences.add("%s %s instead of %s".formatted(setting.words(), now, before));
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
      default -> throw new UnknownValueException(List.of("true", "false"));
    };
  }

  private static <E> E constant(String label, E[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new UnknownValueException(Arrays.stream(constants).map(String::valueOf).toList()));
  }

  /// Says what a value may be; the setting's name is added where it is known.
  private static final class UnknownValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String[] known;

    UnknownValueException(List<String> known) {
      super(String.join(" or ", known));
      this.known = known.toArray(new String[0]);
    }
  }
}
