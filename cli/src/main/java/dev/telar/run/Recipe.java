package dev.telar.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.telar.data.Dataset;
import dev.telar.data.Split;
import dev.telar.format.FormatException;
import dev.telar.internal.Printable;
import dev.telar.internal.UnknownNameException;
import dev.telar.model.HiddenWidths;
import dev.telar.train.ModelPlan;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Settings that somebody gave, for all networks and for some. What is not given is at its default,
/// which may depend on what is.
///
/// One setting from several sources: an option or a value of a sweep comes before the recipe's
/// section of the network's widths, that before its section of all deep networks, that before the
/// recipe's first part, that before what a file of initial weights says, and that before the
/// default.
///
/// The settings are those of [TrainingPlan#settings()], [ModelPlan#settings()] and this class.
/// [RecipeText] is how they are written.
///
/// @param name what it is called
/// @param settings for every network
/// @param sections more of them for some networks, which come before those for every one
public record Recipe(
    String name,
    Map<String, String> settings,
    @JsonProperty("widths") SortedMap<RecipeSection, Map<String, String>> sections) {
  /// The settings that the paper prints.
  public static final String AS_PRINTED = "as-printed";

  /// One of the settings that come close to the errors that the paper prints.
  public static final String REPRODUCING = "reproducing";

  /// The lowest test error at each width that 30 epochs were found to give.
  public static final String TUNED = "tuned";

  /// What suits tables; see [TableRecipe].
  public static final String TABLE = "table";

  /// The recipes that come with Telar.
  public static final List<String> NAMES = List.of(AS_PRINTED, REPRODUCING, TUNED, TABLE);

  /// The widths of the one hidden layer that the paper compares.
  public static final List<HiddenWidths> PAPER_WIDTHS =
      Stream.of(64, 128, 256, 512).map(HiddenWidths::of).toList();

  /// The file that keeps it in the folder of a run or study.
  public static final String FILE = "recipe.txt";

  /// The setting of the widths to train, with commas.
  static final String HIDDEN = "hidden";

  /// The setting of how many models of each width are trained.
  static final String REPEATS = "repeats";

  /// The setting that says how weights begin: a name, or a file.
  static final String INIT = "init";

  /// The setting with the checksum of the weights in the file that `init` names.
  static final String INIT_SHA256 = "init_sha256";

  private static final String VALIDATION_ROWS = "validation_rows";
  private static final String SPLIT = "split";

  /// What all widths have in common.
  private static final Set<String> COMMON = Set.of(HIDDEN, REPEATS);

  /// In the order in which messages name them.
  private static final Set<String> SETTING_NAMES =
      Stream.of(
              TrainingPlan.settingNames(),
              ModelPlan.settingNames(),
              List.of(INIT_SHA256, HIDDEN, REPEATS))
          .flatMap(Collection::stream)
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));

  /// @throws IllegalArgumentException if a setting is unknown, a value is wrong, or has no effect
  public Recipe {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    SortedMap<RecipeSection, Map<String, String>> copy = new TreeMap<>();
    sections.forEach(
        (section, own) -> copy.put(section, Collections.unmodifiableMap(new LinkedHashMap<>(own))));
    sections = Collections.unmodifiableSortedMap(copy);
    check(settings);
    for (var section : sections.entrySet()) {
      section.getValue().keySet().forEach(Recipe::checkForSome);
      Map<String, String> all = new LinkedHashMap<>(settings);
      // The section of one network may need what that of all deep ones says.
      all.putAll(
          section.getKey().hidden().map(n -> settingsAt(copy, n)).orElse(section.getValue()));
      check(all);
    }
  }

  private static void check(Map<String, String> settings) {
    settings.keySet().forEach(Recipe::checkName);
    var _ = hidden(settings);
    var _ = repeats(settings);
    TrainingPlan plan = TrainingPlan.given(only(settings, TrainingPlan.settingNames()));
    InitialModel.of(settings).check(plan);
  }

  /// The names of all settings.
  public static Set<String> settingNames() {
    return SETTING_NAMES;
  }

  private static void checkName(String name) {
    if (!settingNames().contains(name)) {
      throw new UnknownNameException(
          "unknown setting %s; known are %s".formatted(name, String.join(", ", settingNames())),
          name,
          settingNames());
    }
  }

  static void checkForSome(String name) {
    if (COMMON.contains(name)) {
      throw new IllegalArgumentException(
          name + " is for all networks; set it above the first section");
    }
  }

  static Map<String, String> only(Map<String, String> settings, Set<String> names) {
    Map<String, String> found = new LinkedHashMap<>(settings);
    found.keySet().retainAll(names);
    return found;
  }

  /// A recipe that comes with Telar.
  ///
  /// @param name one of [#NAMES]
  public static Recipe named(String name) {
    try (InputStream text = Recipe.class.getResourceAsStream(name + ".recipe")) {
      if (text == null) {
        throw unknown(name);
      }
      return RecipeText.parse(name, new String(text.readAllBytes(), UTF_8), Path.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UnknownNameException unknown(String name) {
    return new UnknownNameException(
        "unknown recipe %s; known are %s, or give a file".formatted(name, String.join(", ", NAMES)),
        name,
        NAMES);
  }

  /// A recipe by the name of one that comes with Telar, or of a file.
  ///
  /// @throws IllegalArgumentException if it is neither
  /// @throws FileSystemException if it is something else than a file
  /// @throws FormatException if a line of the file is wrong
  public static Recipe of(String nameOrFile) throws IOException {
    if (NAMES.contains(nameOrFile)) {
      return named(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (Files.isRegularFile(file)) {
      return read(file);
    }
    if (nameOrFile.isEmpty() || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw unknown(nameOrFile);
    }
    Path own = file.resolve(FILE);
    throw new FileSystemException(
        nameOrFile,
        null,
        Files.isRegularFile(own)
            ? "is a folder, not a recipe; its recipe is %s".formatted(own)
            : Files.isDirectory(file)
                ? Artifact.at(file).refusal("a recipe")
                : "is no regular file; known are %s, or give a file"
                    .formatted(String.join(", ", NAMES)));
  }

  /// Reads a file; a file that `init` names in it is looked for from its folder.
  ///
  /// @throws NoSuchFileException if it is not there
  /// @throws FormatException if a line is wrong
  public static Recipe read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return RecipeText.parse(
        dot > 0 ? name.substring(0, dot) : name, SmallFile.readText(file), file);
  }

  /// The name of a setting that somebody wrote, with hyphens as in options or without.
  ///
  /// @throws IllegalArgumentException if there is none
  public static String settingName(String written) {
    String name = written.replace('-', '_');
    checkName(name);
    return name;
  }

  /// The recipe with some settings changed, for every network. Sections of networks that it does
  /// not train are left out, because a change may not suit them.
  ///
  /// @throws IllegalArgumentException if one is unknown or wrong
  public Recipe with(Map<String, String> changes) {
    Set<String> replaced = new LinkedHashSet<>(changes.keySet());
    if (changes.containsKey(INIT)) {
      // It was of the file that is no longer named.
      replaced.add(INIT_SHA256);
    }
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.keySet().removeAll(replaced);
    all.putAll(changes);
    Optional<List<HiddenWidths>> trained = hidden(all);
    SortedMap<RecipeSection, Map<String, String>> left = new TreeMap<>();
    sections.forEach((section, own) -> {
      Map<String, String> kept = new LinkedHashMap<>(own);
      kept.keySet().removeAll(replaced);
      if (!kept.isEmpty() && trained.map(section::coversAny).orElse(true)) {
        left.put(section, kept);
      }
    });
    return new Recipe(name, all, left);
  }

  /// The recipe for some networks alone, whose widths it then names.
  ///
  /// @throws IllegalArgumentException if an activation is given that none of them has, or that one
  ///   of them cannot have
  public Recipe at(List<HiddenWidths> hidden) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(HIDDEN, text(hidden));
    settings.forEach(all::putIfAbsent);
    SortedMap<RecipeSection, Map<String, String>> own = new TreeMap<>(sections);
    own.keySet().removeIf(section -> !section.coversAny(hidden));
    Recipe chosen = new Recipe(name, all, own);
    chosen.checkActivations(hidden);
    return chosen;
  }

  private void checkActivations(Collection<HiddenWidths> hidden) {
    hidden.forEach(width -> start(width).checkTopK(width));
    List<Optional<String>> idle =
        hidden.stream().map(width -> start(width).idleActivation(width)).toList();
    if (idle.stream().allMatch(Optional::isPresent)) {
      throw new IllegalArgumentException(idle.getFirst().orElseThrow());
    }
  }

  /// The recipe under the name that says that it is not the one it was made from, if widths would
  /// be trained otherwise. The seed and what is measured meanwhile may differ.
  public Recipe namedApartFrom(Recipe original, Collection<HiddenWidths> hidden) {
    return hidden.stream().allMatch(width -> trainsAs(original, width))
        ? this
        : new Recipe(name + "-changed", settings, sections);
  }

  /// Whether a width is trained as by another recipe, but for the seed and what is measured
  /// meanwhile.
  public boolean trainsAs(Recipe other, HiddenWidths hidden) {
    TrainingPlan own = plan(hidden);
    TrainingPlan expected =
        other.plan(hidden).toBuilder().seed(own.seed()).trainError(own.trainError()).build();
    return own.equals(expected) && start(hidden).startsAs(other.start(hidden));
  }

  /// The recipe with everything in it that it leaves to the data and to files: how many rows
  /// validate, and of a file of initial weights its checksum and activations. What it says is then
  /// what runs.
  ///
  /// @param data of which those that are divided already say which rows validate
  /// @param hidden the widths to be trained
  /// @throws IllegalArgumentException if a file's model is of other widths, its weights are others
  ///   than the recipe says, or an activation is given that none of the networks has, or that one
  ///   of them cannot have, or other rows are to validate than the data say
  public Recipe resolved(Dataset data, Collection<HiddenWidths> hidden) throws IOException {
    checkActivations(hidden);
    Map<String, String> all = new LinkedHashMap<>(settings);
    int validate = TrainingPlan.paperValidationRows(data.train().rows());
    if (data.validationRows().isPresent()) {
      int rows = data.validationRows().getAsInt();
      settle(all, SPLIT, Split.Kind.ORDERED.toString());
      settle(all, VALIDATION_ROWS, String.valueOf(rows));
    } else if (validate != TrainingPlan.PAPER_VALIDATION_ROWS) {
      all.putIfAbsent(VALIDATION_ROWS, String.valueOf(validate));
    }
    SortedMap<RecipeSection, Map<String, String>> settled = new TreeMap<>(sections);
    for (HiddenWidths width : hidden) {
      var section = RecipeSection.of(width);
      Map<String, String> own = new LinkedHashMap<>(sections.getOrDefault(section, Map.of()));
      Map<String, String> left = start(width).read(width);
      left.keySet().removeAll(settingsAt(width).keySet());
      own.putAll(left);
      if (!own.isEmpty()) {
        settled.put(section, own);
      }
    }
    return new Recipe(name, all, settled);
  }

  private void settle(Map<String, String> all, String name, String value) {
    String given = all.putIfAbsent(name, value);
    boolean other =
        Stream.concat(
                Stream.ofNullable(given),
                sections.values().stream().flatMap(own -> Stream.ofNullable(own.get(name))))
            .anyMatch(said -> !said.equals(value));
    if (other) {
      throw new IllegalArgumentException(
          "the recipe has %s = %s, and the rows of a table are divided by --split, --validation-rows, --calibration-rows and --test-rows, which give %s; leave it out of the recipe"
              .formatted(name, given, value));
    }
  }

  /// What this recipe has of the settings that another one gives: the other one again, if this was
  /// [#resolved] from it.
  public Recipe limitedTo(Recipe given) {
    SortedMap<RecipeSection, Map<String, String>> left = new TreeMap<>();
    given.sections.forEach((section, own) ->
        left.put(section, only(sections.getOrDefault(section, Map.of()), own.keySet())));
    return new Recipe(name, only(settings, given.settings.keySet()), left);
  }

  private Map<String, String> settingsAt(HiddenWidths hidden) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(settingsAt(sections, hidden));
    return all;
  }

  private static Map<String, String> settingsAt(
      SortedMap<RecipeSection, Map<String, String>> sections, HiddenWidths hidden) {
    Map<String, String> own = new LinkedHashMap<>();
    sections.forEach((section, settings) -> {
      if (section.covers(hidden)) {
        own.putAll(settings);
      }
    });
    return own;
  }

  /// Whether it gives a setting, for all networks or for some.
  public boolean gives(String name) {
    return settings.containsKey(name)
        || sections.values().stream().anyMatch(own -> own.containsKey(name));
  }

  /// The widths that it names, if it does.
  public Optional<List<HiddenWidths>> hidden() {
    return hidden(settings);
  }

  private static Optional<List<HiddenWidths>> hidden(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(HIDDEN)).map(HiddenWidths::listOf);
  }

  /// Widths as the value of the setting `hidden`.
  public static String text(List<HiddenWidths> hidden) {
    return hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// How many models of each width are trained, with the seed and those after it.
  public int repeats() {
    return repeats(settings);
  }

  private static int repeats(Map<String, String> settings) {
    String text = settings.getOrDefault(REPEATS, "1");
    try {
      int repeats = Integer.parseInt(text);
      if (repeats >= 1) {
        return repeats;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException("repeats must be a number of at least 1, got " + text);
  }

  /// What a width starts from.
  public InitialModel start(HiddenWidths hidden) {
    return InitialModel.of(settingsAt(hidden));
  }

  /// How a width is trained.
  public TrainingPlan plan(HiddenWidths hidden) {
    return TrainingPlan.given(only(settingsAt(hidden), TrainingPlan.settingNames()));
  }

  /// As text that [#read] reads.
  public String text() {
    return RecipeText.of(this, "");
  }

  /// The same with a comment that names the data that it is followed on.
  ///
  /// @param dataSha256 see [dev.telar.data.Dataset#sha256]
  public String text(String dataName, String dataSha256) {
    return RecipeText.of(
        this, "# on the data %s, SHA-256 %s\n".formatted(Printable.line(dataName), dataSha256));
  }
}
