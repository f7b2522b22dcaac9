package dev.telar.run;

import org.jspecify.annotations.Nullable;

/// One thing that a run says of itself, beside what was found.
///
/// @param name the file and the key, such as `result.json test_error`
/// @param stated what the run says
/// @param found what is so; the same text if the claim is true
public record Claim(String name, String stated, String found) {
  /// Whether what is stated was found.
  public boolean holds() {
    return stated.equals(found);
  }

  static Claim of(String name, @Nullable Object stated, @Nullable Object found) {
    return new Claim(name, String.valueOf(stated), String.valueOf(found));
  }

  /// The same claim of a run within a folder.
  public Claim in(String folder) {
    return new Claim(folder + "/" + name, stated, found);
  }
}
