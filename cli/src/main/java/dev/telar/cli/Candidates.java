package dev.telar.cli;

import dev.telar.engine.Loss;
import dev.telar.engine.Noise;
import dev.telar.engine.Optimizer;
import dev.telar.model.Activation;
import dev.telar.model.Initialisation;
import dev.telar.onnx.OnnxOptions;
import dev.telar.run.Recipe;
import dev.telar.train.ModelPlan;
import dev.telar.train.Schedule;
import dev.telar.train.TrainingPlan;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// The values that a shell offers for an option. One that ends with a colon wants a parameter
/// behind it. Picocli's script keeps them by the option's label, which has to be its own.
abstract class Candidates implements Iterable<String> {
  private final List<String> names;

  private Candidates(Stream<?> names) {
    this.names = names.map(String::valueOf).toList();
  }

  @Override
  public Iterator<String> iterator() {
    return names.iterator();
  }

  /// The names in a list of what may follow them: `leaky-relu[:SLOPE]`, `top-k:K`.
  private static Stream<String> names(String known) {
    return Stream.of(known.split(", "))
        .map(name -> name.replaceFirst("\\[.*", "").replaceFirst(":.*", ":"));
  }

  static final class Recipes extends Candidates {
    Recipes() {
      super(Recipe.NAMES.stream());
    }
  }

  static final class Activations extends Candidates {
    Activations() {
      super(names(Activation.KNOWN));
    }
  }

  static final class OutputActivations extends Candidates {
    OutputActivations() {
      super(names(Activation.KNOWN).filter(name -> !name.equals("top-k:")));
    }
  }

  static final class Initialisations extends Candidates {
    Initialisations() {
      super(Stream.of(Initialisation.values()));
    }
  }

  static final class OutputBiases extends Candidates {
    OutputBiases() {
      super(Stream.of("init", "mean"));
    }
  }

  static final class Optimizers extends Candidates {
    Optimizers() {
      super(Stream.of(Optimizer.Kind.values()));
    }
  }

  static final class Schedules extends Candidates {
    Schedules() {
      super(names(Schedule.KNOWN));
    }
  }

  static final class Losses extends Candidates {
    Losses() {
      super(Stream.of(Loss.values()));
    }
  }

  static final class Noises extends Candidates {
    Noises() {
      super(names(Noise.KNOWN));
    }
  }

  static final class OnnxInputs extends Candidates {
    OnnxInputs() {
      super(Stream.of(OnnxOptions.Input.values()));
    }
  }

  static final class Commands extends Candidates {
    Commands() {
      super(
          Stream.of(TelarCommand.class.getAnnotation(Command.class).subcommands())
              .map(command -> command.getAnnotation(Command.class).name()));
    }
  }

  /// Settings to vary, each to be followed by its values.
  static final class Settings extends Candidates {
    Settings() {
      super(
          Stream.of(TrainingPlan.settingNames(), ModelPlan.settingNames())
              .flatMap(Set::stream)
              .map(name -> name + "="));
    }
  }
}
