package dev.telar.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.run.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// The input is a recipe.
public final class RecipeTarget {
  private RecipeTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    long memory = (2 << 20) + 256L * input.length;
    Verdict.on(Set.of(file), memory, () -> Recipe.read(file));
  }

  static byte[] seed() {
    return Recipe.named(Recipe.TUNED).text().getBytes(UTF_8);
  }
}
