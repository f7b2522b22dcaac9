package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.run.Recipe;
import dev.telar.run.TableRecipe;
import java.io.IOException;
import java.util.List;
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
              + " 128, which come close to its errors; tuned: Telar's own, for the lowest test error; table: for"
              + " tables; or a file. Default: as-printed; of a table: table.")
  private @Nullable String recipe;

  /// The recipe.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  Recipe get() throws IOException {
    return Recipe.of(recipe == null ? Recipe.AS_PRINTED : recipe);
  }

  /// The recipe for a table.
  ///
  /// @param codes sizes of the code as parts of the inputs, where it names no widths; none if these
  ///   are not wanted
  Recipe get(Dataset table, List<Double> codes) throws IOException {
    Recipe named = Recipe.of(recipe == null ? Recipe.TABLE : recipe);
    return named.name().equals(Recipe.TABLE) ? TableRecipe.on(table, named, codes) : named;
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
