package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Recipe;
import dev.telar.run.RunResult;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import dev.telar.text.Spread;
import dev.telar.train.StoppingRule;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A finished study: for each network one model, or one for each seed; and how to repeat it.
///
/// @param recipe the name of the one of Telar's that was followed; empty if anything was changed
///   that a result depends on, the plan or the data
/// @param plan the settings, name → value as printed, in the order to print them; the diagram shows
///   the one named `dropout`
/// @param runs the models, at least one, no width twice with the same seed; kept in ascending order
///   of width, then of seed
/// @param linear what linear networks of the same widths reach; empty if that was not computed
/// @param data what was trained on
/// @param environment versions and machine, name → value, in the order to print them
/// @param command the exact command line that repeats the study
/// @param finished when the last model was evaluated
public record StudyResult(
    Optional<String> recipe,
    Map<String, String> plan,
    List<ModelResult> runs,
    Optional<LinearOptimum> linear,
    StudyData data,
    Map<String, String> environment,
    String command,
    Instant finished) {

  /// @throws IllegalArgumentException if there is no model, or two have the same width and seed
  public StudyResult {
    Objects.requireNonNull(recipe);
    Objects.requireNonNull(linear);
    Objects.requireNonNull(data);
    Objects.requireNonNull(command);
    Objects.requireNonNull(finished);
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    runs =
        runs.stream()
            .sorted(Comparator.comparing(ModelResult::hidden).thenComparingLong(ModelResult::seed))
            .toList();
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a study has at least one model, got none");
    }
    for (int i = 1; i < runs.size(); i++) {
      ModelResult model = runs.get(i);
      if (model.hidden().equals(runs.get(i - 1).hidden())
          && model.seed() == runs.get(i - 1).seed()) {
        throw new IllegalArgumentException(
            "a study has one model for each width and seed, got two with N = %s and seed %d"
                .formatted(model.hidden(), model.seed()));
      }
    }
  }

  /// What came of the models of a plan.
  ///
  /// @param data those that the plan names
  /// @param first what came of the first model, whose environment stands for that of all
  static StudyResult of(
      StudyPlan plan,
      Dataset data,
      List<ModelResult> models,
      Optional<LinearOptimum> linear,
      RunResult first,
      Instant finished) {
    Map<String, String> environment = new LinkedHashMap<>(first.versions());
    environment.put("engine", first.engine());
    environment.put("threads", String.valueOf(first.threads()));
    return new StudyResult(
        plan.followed(data),
        new StudySettings(plan, data).printed(),
        models,
        linear,
        StudyData.of(data, plan.plan(plan.models().getFirst())),
        environment,
        plan.command(),
        finished);
  }

  /// The texts of a package in the words that are true of this study: of its data, its networks,
  /// and what its principal components are.
  ///
  /// @param speaker a class of the package
  public Messages texts(Class<?> speaker, Language language) {
    Messages texts = data.words().in(Messages.of(speaker, language));
    texts = isDeep() ? texts.in("deep") : texts;
    return linear.filter(optimum -> !optimum.least()).isPresent() ? texts.in("weighted") : texts;
  }

  /// The models of each width, in ascending order of width.
  public List<Repeats> repeats() {
    return runs.stream()
        .collect(Collectors.groupingBy(ModelResult::hidden, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Repeats::new)
        .toList();
  }

  /// The models of a width; empty if there are none.
  public Optional<Repeats> repeats(HiddenWidths hidden) {
    return repeats().stream().filter(r -> r.hidden().equals(hidden)).findFirst();
  }

  /// What its table says, in ascending order of width.
  public List<WidthErrors> errors() {
    return repeats().stream()
        .map(models ->
            new WidthErrors(
                models.hidden(),
                models.testError(),
                paper(models.hidden()),
                linear(models.hidden())))
        .toList();
  }

  /// How many rows each epoch trains on; empty if the plan does not say one number for all widths.
  public OptionalInt trainRows() {
    String rows = plan.getOrDefault("training rows", "");
    return rows.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(rows)) : OptionalInt.empty();
  }

  /// When training stopped early; empty if the plan does not say one patience for all widths.
  public Optional<StoppingRule> earlyStopping() {
    String patience = plan.getOrDefault("patience", "");
    return patience.matches("[1-9]\\d{0,8}")
        ? Optional.of(new StoppingRule(Integer.MAX_VALUE, Integer.parseInt(patience)))
        : Optional.empty();
  }

  /// Whether any width has several seeds.
  public boolean isRepeated() {
    return runs.size() > repeats().size();
  }

  /// Whether any network has more than one hidden layer.
  public boolean isDeep() {
    return runs.stream().anyMatch(model -> model.hidden().isDeep());
  }

  /// One model for each width, the first seed's, in ascending order of width.
  public List<ModelResult> models() {
    return repeats().stream().map(Repeats::first).toList();
  }

  /// The recipe's name, or `custom`.
  public String recipeName() {
    return recipe.orElse("custom");
  }

  /// The paper's test error at a width; empty if it has none, or that of other data.
  public OptionalDouble paper(HiddenWidths hidden) {
    return data.fashionMnist() ? PaperNumbers.testError(hidden) : OptionalDouble.empty();
  }

  /// Whether any of the errors can stand beside one of the paper's.
  public boolean isComparable() {
    return runs.stream().anyMatch(model -> paper(model.hidden()).isPresent());
  }

  /// Whether it repeats the paper: with its settings, as printed or as they reproduce its numbers.
  public boolean isRepetition() {
    return isComparable()
        && recipe
            .filter(name -> name.equals(Recipe.AS_PRINTED) || name.equals(Recipe.REPRODUCING))
            .isPresent();
  }

  /// What PyTorch measures with the same settings, by width; empty if they are no recipe's.
  public SortedMap<HiddenWidths, Spread> pytorch() {
    return recipe.map(PaperNumbers::pytorch).orElse(Collections.emptySortedMap());
  }

  /// What PyTorch measures with the same settings at a width; empty if it was not measured.
  public Optional<Spread> pytorch(HiddenWidths hidden) {
    return Optional.ofNullable(pytorch().get(hidden));
  }

  /// Whether there is a width that principal components can be compared with: the data have so
  /// many.
  public boolean hasLinear() {
    return linear.stream().anyMatch(optimum -> !optimum.models().isEmpty());
  }

  /// What principal components reach at a width; empty if that was not computed.
  public Optional<LinearModel> linear(HiddenWidths hidden) {
    return linear.flatMap(optimum -> optimum.model(hidden));
  }

  /// The model with the fewest hidden units, the first seed's.
  public ModelResult narrowest() {
    return runs.getFirst();
  }

  /// The model with the most hidden units, the first seed's.
  public ModelResult widest() {
    return models().getLast();
  }
}
