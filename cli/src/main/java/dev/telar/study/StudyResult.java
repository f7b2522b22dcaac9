package dev.telar.study;

import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.study.PaperNumbers.Spread;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A finished study: one model for each width of the hidden layer, and how to repeat it.
///
/// @param recipe the name of the one of Telar's that was followed; empty if anything was changed
///   that a result depends on, the plan or the data
/// @param plan the settings, name → value as printed, in the order to print them; the diagram shows
///   the one named `dropout`
/// @param models at least one, no width twice; kept in ascending order of width
/// @param linear what linear networks of the same widths reach; empty if that was not computed
/// @param dataName the name of the data set
/// @param dataSha256 what identifies the data
/// @param environment versions and machine, name → value, in the order to print them
/// @param command the exact command line that repeats the study
/// @param finished when the last model was evaluated
public record StudyResult(
    Optional<String> recipe,
    Map<String, String> plan,
    List<ModelResult> models,
    Optional<LinearOptimum> linear,
    String dataName,
    String dataSha256,
    Map<String, String> environment,
    String command,
    Instant finished) {

  /// @throws IllegalArgumentException if there is no model, or two have the same width
  public StudyResult {
    Objects.requireNonNull(recipe);
    Objects.requireNonNull(linear);
    Objects.requireNonNull(dataName);
    Objects.requireNonNull(dataSha256);
    Objects.requireNonNull(command);
    Objects.requireNonNull(finished);
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    models = models.stream().sorted(Comparator.comparingInt(ModelResult::hidden)).toList();
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a study has at least one model, got none");
    }
    for (int i = 1; i < models.size(); i++) {
      if (models.get(i).hidden() == models.get(i - 1).hidden()) {
        throw new IllegalArgumentException(
            "a study has one model for each width, got two with N = " + models.get(i).hidden());
      }
    }
  }

  /// The recipe's name, or `custom`.
  public String recipeName() {
    return recipe.orElse("custom");
  }

  /// What PyTorch measures with the same settings, by width; empty if they are no recipe's.
  public List<Spread> pytorch() {
    return recipe.map(PaperNumbers::pytorch).orElse(List.of());
  }

  /// What PyTorch measures with the same settings at a width; empty if it was not measured.
  public Optional<Spread> pytorch(int hidden) {
    return pytorch().stream().filter(spread -> spread.hidden() == hidden).findFirst();
  }

  /// What principal components reach at a width; empty if that was not computed.
  public Optional<LinearModel> linear(int hidden) {
    return linear.stream()
        .flatMap(optimum -> optimum.models().stream())
        .filter(model -> model.hidden() == hidden)
        .findFirst();
  }

  /// The model with the fewest hidden units.
  public ModelResult narrowest() {
    return models.getFirst();
  }

  /// The model with the most hidden units.
  public ModelResult widest() {
    return models.getLast();
  }
}
