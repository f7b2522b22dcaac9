package dev.telar.cli;

import dev.telar.run.Recipe;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The settings to begin with.
final class RecipeOption {
  @Option(
      names = "--recipe",
      paramLabel = "RECIPE|FILE",
      completionCandidates = Candidates.Recipes.class,
      description =
          "The settings to begin with. as-printed: those that the paper prints; reproducing: batches of"
              + " 128, which come close to its errors; tuned: Telar's own, for the lowest test error; or a"
              + " file. Default: as-printed.")
  private @Nullable String recipe;

  /// The recipe.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  Recipe get() throws IOException {
    return Recipe.of(recipe == null ? Recipe.AS_PRINTED : recipe);
  }

  /// The name, if one was given.
  Optional<String> given() {
    return Optional.ofNullable(recipe);
  }

  /// Refuses the option where a run is resumed.
  void refuse() {
    if (recipe != null) {
      throw new IllegalArgumentException("--resume keeps its own plan; leave --recipe away");
    }
  }
}
