package dev.telar.run;

import dev.telar.model.HiddenWidths;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// The networks that a section of a [Recipe] is for. Ordered so that a section comes after those
/// whose settings it replaces.
///
/// @param hidden the widths of the network; empty for every network with more than one hidden layer
public record RecipeSection(Optional<HiddenWidths> hidden) implements Comparable<RecipeSection> {
  private static final String DEEP_NAME = "deep";

  /// Every network with more than one hidden layer.
  public static final RecipeSection DEEP = new RecipeSection(Optional.empty());

  private static final Comparator<RecipeSection> ORDER =
      Comparator.comparing(
          section -> section.hidden.orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

  /// The section of one network.
  public static RecipeSection of(HiddenWidths hidden) {
    return new RecipeSection(Optional.of(hidden));
  }

  /// The section of a heading such as `64`, `256-64` or `deep`.
  ///
  /// @throws IllegalArgumentException if it is none
  public static RecipeSection of(String heading) {
    if (heading.equals(DEEP_NAME)) {
      return DEEP;
    }
    try {
      return of(HiddenWidths.of(heading));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a section is headed by the widths of a network, such as [64] or [256-64], or by [deep], got ["
              + heading
              + "]",
          e);
    }
  }

  /// Headings as the keys of an object in JSON.
  static SimpleModule module() {
    return new SimpleModule()
        .addKeyDeserializer(
            RecipeSection.class,
            new KeyDeserializer() {
              @Override
              public Object deserializeKey(String key, DeserializationContext context) {
                try {
                  return of(key);
                } catch (IllegalArgumentException e) {
                  return context.handleWeirdKey(RecipeSection.class, key, "%s", e.getMessage());
                }
              }
            });
  }

  /// Whether it is for a network.
  public boolean covers(HiddenWidths network) {
    return hidden.map(network::equals).orElseGet(network::isDeep);
  }

  /// Whether it is for one of some networks.
  boolean coversAny(Collection<HiddenWidths> networks) {
    return networks.stream().anyMatch(this::covers);
  }

  @Override
  public int compareTo(RecipeSection other) {
    return ORDER.compare(this, other);
  }

  /// The heading that [#of(String)] reads.
  @Override
  public String toString() {
    return hidden.map(HiddenWidths::toString).orElse(DEEP_NAME);
  }
}
