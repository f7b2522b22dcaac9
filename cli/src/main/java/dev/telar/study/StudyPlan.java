package dev.telar.study;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.telar.data.FormatException;
import dev.telar.data.ImageDataset;
import dev.telar.model.Autoencoder;
import dev.telar.run.InitialModel;
import dev.telar.run.Json;
import dev.telar.run.Origin;
import dev.telar.run.Recipe;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a study is to compute: `study.json` in its folder, from which it can go on after any stop.
///
/// @param format of the file
/// @param recipe with every option that was given
/// @param hidden the widths of the hidden layer, in the order to train them
/// @param repeats how many models of each width are trained, with the recipe's seed and those after
/// @param init the file of the initial weights; empty if the recipe says how they begin
/// @param dataFolder where the data are read from; empty if that is left to Telar
/// @param dataName what the data are called
/// @param dataSha256 see [dev.telar.data.ImageDataset#sha256]
/// @param command the command line that began the study
public record StudyPlan(
    int format,
    Recipe recipe,
    List<Integer> hidden,
    int repeats,
    Optional<String> init,
    Optional<String> dataFolder,
    String dataName,
    String dataSha256,
    String command) {
  /// The format that this version writes.
  public static final int FORMAT = 2;

  /// The file's name.
  public static final String FILE = "study.json";

  /// The format that had one plan for every width.
  private static final int EARLIER = 1;

  /// One model of the study.
  ///
  /// @param hidden N
  /// @param seed of everything random
  /// @param folder its place in the study's folder
  public record Model(int hidden, long seed, String folder) {}

  /// @throws IllegalArgumentException if a width is below 1, there is no repeat, or a file's name
  ///   is none
  public StudyPlan {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      if (width < 1) {
        throw new IllegalArgumentException("a hidden layer has at least 1 unit, got " + width);
      }
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1, got " + repeats);
    }
    for (String name : Stream.concat(init.stream(), dataFolder.stream()).toList()) {
      var _ = Path.of(name);
    }
  }

  /// Reads a study's file.
  ///
  /// @throws NoSuchFileException if it is not there
  /// @throws FormatException if it is damaged, or a newer Telar's
  public static StudyPlan read(Path file) throws IOException {
    int format = Json.read(file, Format.class).format();
    return switch (format) {
      case FORMAT -> Json.read(file, StudyPlan.class);
      case EARLIER -> Json.read(file, Earlier.class).now();
      default ->
          throw new FormatException(
              file,
              0,
              "is a study of format %d, this Telar reads %d; use the Telar that wrote it, or a newer one"
                  .formatted(format, FORMAT));
    };
  }

  /// The one key that every format has.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(int format) {}

  /// The first format.
  private record Earlier(
      int format,
      String recipe,
      List<Integer> hidden,
      TrainingPlan plan,
      Optional<String> init,
      Optional<String> dataFolder,
      String dataName,
      String dataSha256,
      String command) {
    StudyPlan now() {
      return new StudyPlan(
          FORMAT,
          new Recipe(recipe, plan.settings(), new TreeMap<>()),
          hidden,
          1,
          init,
          dataFolder,
          dataName,
          dataSha256,
          command);
    }
  }

  StudyPlan withRecipe(Recipe other) {
    return new StudyPlan(
        format, other, hidden, repeats, init, dataFolder, dataName, dataSha256, command);
  }

  /// The models in the order to train them.
  public List<Model> models() {
    List<Model> models = new ArrayList<>();
    for (int width : hidden) {
      long first = recipe.plan(width).seed();
      for (int i = 0; i < repeats; i++) {
        String folder = repeats == 1 ? "n" + width : "n" + width + "-seed" + (first + i);
        models.add(new Model(width, first + i, folder));
      }
    }
    return models;
  }

  /// How a model is trained.
  public TrainingPlan plan(Model model) {
    return recipe.plan(model.hidden()).toBuilder().seed(model.seed()).build();
  }

  /// Checks that data are those of the study.
  ///
  /// @throws IllegalArgumentException if they are others, with both checksums
  public void checkData(ImageDataset data) {
    Origin.checkData(dataName, dataSha256, data);
  }

  /// The model that a model's training starts from.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public Autoencoder start(Model model, ImageDataset data)
      throws IOException, InterruptedException {
    int hidden = model.hidden();
    return InitialModel.of(
        data.train(), hidden, recipe.model(hidden), plan(model), init.map(Path::of));
  }

  /// Where the run of a model comes from.
  Origin origin(Model model, Autoencoder start) {
    return new Origin(
        dataName,
        dataSha256,
        dataFolder.map(Path::of),
        init.orElseGet(() -> Origin.start(recipe.model(model.hidden()))),
        start.parameters().sha256(),
        command);
  }
}
