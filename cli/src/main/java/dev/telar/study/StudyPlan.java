package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.data.FashionMnist;
import dev.telar.format.FormatException;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Artifact;
import dev.telar.run.Recipe;
import dev.telar.run.RunProvenance;
import dev.telar.source.DataSource;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a study is to compute: `study.json` in its folder, from which it resumes after any stop.
///
/// @param format of the file
/// @param recipe with every option that was given
/// @param hidden the networks by their hidden widths, in the order to train them
/// @param repeats how many models of each width are trained, with the recipe's seed and those after
/// @param dataFolder where the data are read from; empty if that is left to Telar
/// @param dataReading how they are read, see [DataSource]
/// @param dataName what the data are called
/// @param dataSha256 see [dev.telar.data.Dataset#sha256]
/// @param command the command line that began the study, and behind `&&` those that asked for more
///   epochs
public record StudyPlan(
    int format,
    Recipe recipe,
    List<HiddenWidths> hidden,
    int repeats,
    Optional<String> dataFolder,
    Map<String, String> dataReading,
    String dataName,
    String dataSha256,
    String command) {
  /// The format that this version writes.
  public static final int FORMAT = 4;

  /// The file's name.
  public static final String FILE = Artifact.STUDY_PLAN;

  /// One model of the study.
  ///
  /// @param hidden the widths from the first hidden layer to the code
  /// @param seed of everything random
  /// @param folder its place in the study's folder
  public record Model(HiddenWidths hidden, long seed, String folder) {}

  /// @throws IllegalArgumentException if there is no width, one is below 1 or there twice, there is
  ///   no repeat, or a file's name is none
  public StudyPlan {
    hidden = List.copyOf(hidden);
    dataReading = Collections.unmodifiableMap(new LinkedHashMap<>(dataReading));
    if (hidden.isEmpty() || hidden.size() > hidden.stream().distinct().count()) {
      throw new IllegalArgumentException(
          "hidden must name a width, and each of them once, got " + hidden);
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1, got " + repeats);
    }
    checkSame("hidden", recipe.hidden().orElse(hidden), hidden);
    checkSame(
        "repeats", recipe.settings().containsKey("repeats") ? recipe.repeats() : repeats, repeats);
    for (HiddenWidths width : hidden) {
      long seed = recipe.plan(width).seed();
      if (seed > Long.MAX_VALUE - repeats + 1) {
        throw new IllegalArgumentException(
            "seed %d with %d repeats goes beyond the largest seed, %d"
                .formatted(seed, repeats, Long.MAX_VALUE));
      }
    }
    var _ = dataFolder.map(Path::of);
  }

  private static void checkSame(String name, Object inRecipe, Object stated) {
    if (!inRecipe.equals(stated)) {
      throw new IllegalArgumentException(
          "%s is %s in the recipe and %s beside it".formatted(name, inRecipe, stated));
    }
  }

  /// Reads a study's file.
  ///
  /// @throws NoSuchFileException if it is not there
  /// @throws FormatException if it is damaged, or a newer Telar's
  public static StudyPlan read(Path file) throws IOException {
    return StudyPlanFile.read(file);
  }

  StudyPlan withRecipe(Recipe other) {
    return new StudyPlan(
        format, other, hidden, repeats, dataFolder, dataReading, dataName, dataSha256, command);
  }

  /// The recipe as people read it.
  String recipeText() {
    return recipe.text(dataName, dataSha256);
  }

  StudyPlan continuedBy(String other) {
    return new StudyPlan(
        format,
        recipe,
        hidden,
        repeats,
        dataFolder,
        dataReading,
        dataName,
        dataSha256,
        command + RunProvenance.THEN + other);
  }

  /// Where the data are read from; empty if that is left to Telar.
  Optional<DataSource> source() {
    return dataFolder.map(path -> new DataSource(path, dataReading));
  }

  StudyPlan withSource(DataSource source) {
    return new StudyPlan(
        format,
        recipe,
        hidden,
        repeats,
        Optional.of(source.absolute().path().toString()),
        source.reading(),
        dataName,
        dataSha256,
        command);
  }

  /// The models in the order to train them.
  public List<Model> models() {
    List<Model> models = new ArrayList<>();
    for (HiddenWidths width : hidden) {
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

  /// The name of a recipe that comes with Telar, if nothing was changed that a result depends on,
  /// other than the seed; empty if something was, or the data are not the paper's.
  Optional<String> followed(Dataset data) {
    if (!Recipe.NAMES.contains(recipe.name()) || !FashionMnist.isFashionMnist(data)) {
      return Optional.empty();
    }
    Recipe original = Recipe.named(recipe.name());
    boolean unchanged = hidden.stream().allMatch(n -> recipe.trainsAs(original, n));
    return unchanged ? Optional.of(recipe.name()) : Optional.empty();
  }

  /// Checks that data are those of the study.
  ///
  /// @throws IllegalArgumentException if they are others, with both checksums
  public void checkData(Dataset data) {
    RunProvenance.checkData(dataName, dataSha256, data);
  }

  /// The same with everything in the recipe that it leaves to the data and to files.
  public StudyPlan resolved(Dataset data) throws IOException {
    return withRecipe(recipe.resolved(data, hidden));
  }

  /// Checks every width before one is trained.
  ///
  /// @throws IllegalArgumentException if a width, a file of initial weights or the number of
  ///   validation rows does not fit the data
  public void check(Dataset data) throws IOException {
    for (HiddenWidths width : hidden) {
      TrainingPlan training = recipe.plan(width);
      training.on(data.train().rows()).check();
      recipe.start(width).check(data.train().width(), width, training);
    }
  }

  /// The model that a model's training starts from.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public Autoencoder start(Model model, Dataset data, int threads)
      throws IOException, InterruptedException {
    HiddenWidths hidden = model.hidden();
    return recipe.start(hidden).model(data.train(), hidden, plan(model), threads);
  }

  /// Where the run of a model comes from.
  RunProvenance provenance(Model model, Autoencoder start, Dataset data) {
    return new RunProvenance(
        dataName,
        dataSha256,
        source(),
        RunProvenance.start(recipe.start(model.hidden())),
        start.parameters().sha256(),
        command,
        RunProvenance.preparation(data));
  }
}
