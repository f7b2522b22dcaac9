package dev.telar.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.data.FormatException;
import dev.telar.train.ModelPlan;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A named way to train: what differs from the paper's settings, for all widths and for some.
///
/// As text, a line is `name = value`, with the names of [TrainingPlan#settings()] and
/// [ModelPlan#settings()]; lines below `[N]` are for a hidden layer of N units; `#` begins a
/// comment.
///
/// @param name what it is called
/// @param settings for every width
/// @param widths more of them for some widths, which come before those for every one
public record Recipe(
    String name, Map<String, String> settings, SortedMap<Integer, Map<String, String>> widths) {
  /// The settings that the paper prints.
  public static final String AS_PRINTED = "as-printed";

  /// One of the settings that come close to the errors that the paper prints.
  public static final String REPRODUCING = "reproducing";

  /// The lowest test error at each width that 30 epochs were found to give.
  public static final String TUNED = "tuned";

  /// The recipes that come with Telar.
  public static final List<String> NAMES = List.of(AS_PRINTED, REPRODUCING, TUNED);

  /// The widths of the hidden layer that the paper compares.
  public static final List<Integer> PAPER_WIDTHS = List.of(64, 128, 256, 512);

  /// The file that keeps it in the folder of a run or study.
  public static final String FILE = "recipe.txt";

  /// @throws IllegalArgumentException if a setting is unknown or a value is wrong
  public Recipe {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    SortedMap<Integer, Map<String, String>> copy = new TreeMap<>();
    widths.forEach(
        (width, own) -> copy.put(width, Collections.unmodifiableMap(new LinkedHashMap<>(own))));
    widths = Collections.unmodifiableSortedMap(copy);
    check(settings);
    for (Map<String, String> own : widths.values()) {
      Map<String, String> all = new LinkedHashMap<>(settings);
      all.putAll(own);
      check(all);
    }
  }

  private static void check(Map<String, String> settings) {
    settings.keySet().forEach(Recipe::checkName);
    TrainingPlan plan = TrainingPlan.asPrinted().with(only(settings, TrainingPlan.settingNames()));
    ModelPlan model = ModelPlan.AS_PRINTED.with(only(settings, ModelPlan.settingNames()));
    plan.loss().check(model.output());
  }

  private static void checkName(String name) {
    if (!TrainingPlan.settingNames().contains(name) && !ModelPlan.settingNames().contains(name)) {
      throw new IllegalArgumentException(
          "unknown setting %s; known are %s, %s"
              .formatted(
                  name,
                  String.join(", ", TrainingPlan.settingNames()),
                  String.join(", ", ModelPlan.settingNames())));
    }
  }

  private static Map<String, String> only(Map<String, String> settings, Set<String> names) {
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
        throw new IllegalArgumentException(
            "unknown recipe %s; known are %s, or give a file"
                .formatted(name, String.join(", ", NAMES)));
      }
      return parse(name, new String(text.readAllBytes(), UTF_8), Path.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A recipe by the name of one that comes with Telar, or of a file.
  ///
  /// @throws IllegalArgumentException if it is neither
  /// @throws FormatException if a line of the file is wrong
  public static Recipe of(String nameOrFile) throws IOException {
    if (NAMES.contains(nameOrFile)) {
      return named(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "unknown recipe %s; known are %s, or give a file"
              .formatted(nameOrFile, String.join(", ", NAMES)));
    }
    return read(file);
  }

  /// Reads a file.
  ///
  /// @throws NoSuchFileException if it is not there
  /// @throws FormatException if a line is wrong
  public static Recipe read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return parse(
        dot > 0 ? name.substring(0, dot) : name, new String(SmallFile.read(file), UTF_8), file);
  }

  private static Recipe parse(String name, String text, Path file) throws FormatException {
    Map<String, String> settings = new LinkedHashMap<>();
    SortedMap<Integer, Map<String, String>> widths = new TreeMap<>();
    Map<String, String> section = settings;
    long offset = 0;
    int number = 0;
    for (String whole : text.split("\n", -1)) {
      number++;
      String line = whole.replaceFirst("#.*", "").strip();
      try {
        if (line.startsWith("[") && line.endsWith("]")) {
          int width = width(line.substring(1, line.length() - 1).strip());
          section = widths.computeIfAbsent(width, _ -> new LinkedHashMap<>());
        } else if (!line.isEmpty()) {
          put(section, line);
        }
      } catch (IllegalArgumentException e) {
        var exception =
            new FormatException(file, offset, "line %d: %s".formatted(number, e.getMessage()));
        exception.initCause(e);
        throw exception;
      }
      offset += whole.getBytes(UTF_8).length + 1L;
    }
    try {
      return new Recipe(name, settings, widths);
    } catch (IllegalArgumentException e) {
      // Only now: a value may be right or wrong together with one below it.
      var exception = new FormatException(file, 0, String.valueOf(e.getMessage()));
      exception.initCause(e);
      throw exception;
    }
  }

  private static int width(String text) {
    try {
      int width = Integer.parseInt(text);
      if (width >= 1) {
        return width;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "[N] begins the settings of a hidden layer of N units, got [" + text + "]");
  }

  private static void put(Map<String, String> section, String line) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("expected name = value, got " + line);
    }
    String name = line.substring(0, equals).strip();
    checkName(name);
    if (section.put(name, line.substring(equals + 1).strip()) != null) {
      throw new IllegalArgumentException(name + " is set twice");
    }
  }

  /// The recipe with some settings changed, for every width.
  ///
  /// @throws IllegalArgumentException if one is unknown or wrong
  public Recipe with(Map<String, String> changes) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(changes);
    SortedMap<Integer, Map<String, String>> left = new TreeMap<>();
    widths.forEach((width, own) -> {
      Map<String, String> kept = new LinkedHashMap<>(own);
      kept.keySet().removeAll(changes.keySet());
      if (!kept.isEmpty()) {
        left.put(width, kept);
      }
    });
    return new Recipe(name, all, left);
  }

  /// The recipe for one width alone.
  public Recipe at(int hidden) {
    return new Recipe(name, settingsAt(hidden), new TreeMap<>());
  }

  private Map<String, String> settingsAt(int hidden) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(widths.getOrDefault(hidden, Map.of()));
    return all;
  }

  /// The model that a width starts from.
  public ModelPlan model(int hidden) {
    return ModelPlan.AS_PRINTED.with(only(settingsAt(hidden), ModelPlan.settingNames()));
  }

  /// How a width is trained.
  public TrainingPlan plan(int hidden) {
    return TrainingPlan.asPrinted().with(only(settingsAt(hidden), TrainingPlan.settingNames()));
  }

  /// As text that [#read] reads.
  public String text() {
    var text = new StringBuilder("# Recipe " + name + "\n" + lines(settings));
    widths.forEach(
        (width, own) -> text.append("\n[").append(width).append("]\n").append(lines(own)));
    return text.toString();
  }

  private static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
