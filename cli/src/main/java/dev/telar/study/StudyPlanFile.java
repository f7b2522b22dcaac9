package dev.telar.study;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.telar.format.FormatException;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Json;
import dev.telar.run.Recipe;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `study.json` in this version's format and in those of earlier ones.
final class StudyPlanFile {
  /// The format that read data in one way only.
  private static final int THIRD = 3;

  /// The format that had the file of initial weights beside the recipe.
  private static final int SECOND = 2;

  /// The format that had one plan for every width.
  private static final int FIRST = 1;

  private StudyPlanFile() {}

  /// Reads a study's file.
  ///
  /// @throws NoSuchFileException if it is not there
  /// @throws FormatException if it is damaged, or a newer Telar's
  static StudyPlan read(Path file) throws IOException {
    int format = Json.read(file, Format.class).format();
    return switch (format) {
      case StudyPlan.FORMAT -> Json.read(file, StudyPlan.class);
      case THIRD -> Json.read(file, Third.class).now();
      case SECOND -> Json.read(file, Second.class).now();
      case FIRST -> Json.read(file, First.class).now();
      default ->
          throw new FormatException(
              file,
              0,
              "is a study of format %d, this Telar reads %d; use the Telar that wrote it, or a newer one"
                  .formatted(format, StudyPlan.FORMAT));
    };
  }

  /// The one key that every format has.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(int format) {}

  /// The third format.
  record Third(
      int format,
      Recipe recipe,
      List<HiddenWidths> hidden,
      int repeats,
      Optional<String> dataFolder,
      String dataName,
      String dataSha256,
      String command) {
    StudyPlan now() {
      return new StudyPlan(
          StudyPlan.FORMAT,
          recipe,
          hidden,
          repeats,
          dataFolder,
          Map.of(),
          dataName,
          dataSha256,
          command);
    }
  }

  /// The second format. Settings of the start that were given beside a file had no effect, and Adam
  /// without a learning rate had the paper's.
  record Second(
      int format,
      Recipe recipe,
      List<HiddenWidths> hidden,
      int repeats,
      Optional<String> init,
      Optional<String> dataFolder,
      String dataName,
      String dataSha256,
      String command) {
    StudyPlan now() {
      Map<String, String> all = new LinkedHashMap<>(recipe.settings());
      all.putIfAbsent("learning_rate", String.valueOf(TrainingPlan.PAPER_LEARNING_RATE));
      Recipe then = new Recipe(recipe.name(), all, recipe.sections());
      if (init.isPresent()) {
        then =
            then.with(Map.of("init", init.get(), "output_bias", "init", "centre_inputs", "false"));
      }
      return new StudyPlan(
          StudyPlan.FORMAT,
          then,
          hidden,
          repeats,
          dataFolder,
          Map.of(),
          dataName,
          dataSha256,
          command);
    }
  }

  /// The first format.
  private record First(
      int format,
      String recipe,
      List<HiddenWidths> hidden,
      TrainingPlan plan,
      Optional<String> init,
      Optional<String> dataFolder,
      String dataName,
      String dataSha256,
      String command) {
    private Map<String, String> settings() {
      Map<String, String> settings = new LinkedHashMap<>(plan.settings());
      init.ifPresent(file -> settings.put("init", file));
      return settings;
    }

    StudyPlan now() {
      return new StudyPlan(
          StudyPlan.FORMAT,
          new Recipe(recipe, settings(), new TreeMap<>()),
          hidden,
          1,
          dataFolder,
          Map.of(),
          dataName,
          dataSha256,
          command);
    }
  }
}
