package dev.telar.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that a run says of itself, beside what was found.
///
/// @param name the file and the key, such as `result.json test_error`
/// @param stated what the run says, as JSON
/// @param found what is so, as JSON; the same text if the claim is true
public record Claim(String name, String stated, String found) {
  /// A claim about values of any type.
  public static Claim of(String name, @Nullable Object stated, @Nullable Object found) {
    return new Claim(name, json(stated), json(found));
  }

  private static String json(@Nullable Object value) {
    return value == null ? "null" : Json.writeCompact(value);
  }

  /// Whether what is stated was found.
  public boolean holds() {
    return stated.equals(found);
  }

  /// What is said of a claim that is false: of objects only what differs.
  public String refutation() {
    boolean objects = stated.startsWith("{") && found.startsWith("{");
    return "%s is false: it states %s, found %s"
        .formatted(
            name,
            objects ? without(stated, found) : plain(stated),
            objects ? without(found, stated) : plain(found));
  }

  private static String without(String object, String other) {
    // Read for this alone, so it may be changed.
    Map<?, ?> left = Json.read(object, Map.class);
    left.entrySet().removeAll(Json.read(other, Map.class).entrySet());
    return Json.writeCompact(left);
  }

  /// A text without its quotes.
  private static String plain(String json) {
    return json.startsWith("\"") ? Json.read(json, String.class) : json;
  }

  /// The same claim of a run within a folder.
  public Claim in(String folder) {
    return new Claim(folder + "/" + name, stated, found);
  }
}
