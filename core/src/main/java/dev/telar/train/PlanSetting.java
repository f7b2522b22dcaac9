package dev.telar.train;

import dev.telar.internal.UnknownNameException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One value of a plan by its name in files, recipes and on the command line.
///
/// @param <T> the plan
/// @param <V> the value
/// @param name in snake case
/// @param parse gives it from text
/// @param write gives the text that `parse` reads
/// @param get its value in a plan; empty if the plan has none, or it follows from others
/// @param fallback its value where a file does not name it; empty if that follows from others
/// @param always whether it is written even at its fallback: the first versions had it
/// @param idle why a value that is given changes nothing in a plan; empty if it does, as it nearly
///   always does
record PlanSetting<T, V>(
    String name,
    Function<String, V> parse,
    Function<V, String> write,
    Function<T, Optional<V>> get,
    Optional<V> fallback,
    boolean always,
    Function<T, Optional<String>> idle) {

  /// A setting that every plan has.
  static <T, V> PlanSetting<T, V> of(String name, Function<String, V> parse, Function<T, V> get) {
    return optional(name, parse, plan -> Optional.of(get.apply(plan)));
  }

  /// A setting that some plans have.
  static <T, V> PlanSetting<T, V> optional(
      String name, Function<String, V> parse, Function<T, Optional<V>> get) {
    return new PlanSetting<>(
        name, parse, String::valueOf, get, Optional.empty(), false, _ -> Optional.empty());
  }

  PlanSetting<T, V> writtenBy(Function<V, String> text) {
    return new PlanSetting<>(name, parse, text, get, fallback, always, idle);
  }

  PlanSetting<T, V> otherwise(V value) {
    return new PlanSetting<>(name, parse, write, get, Optional.of(value), always, idle);
  }

  PlanSetting<T, V> alwaysWritten() {
    return new PlanSetting<>(name, parse, write, get, fallback, true, idle);
  }

  PlanSetting<T, V> idleIf(Function<T, Optional<String>> reason) {
    return new PlanSetting<>(name, parse, write, get, fallback, always, reason);
  }

  /// The name in messages.
  String words() {
    return name.replace('_', ' ');
  }

  /// The value's text in a plan; empty as the value is.
  Optional<String> text(T plan) {
    return get.apply(plan).map(write);
  }

  /// Whether a plan's value is written: it is not what a file without it means.
  boolean isWritten(T plan) {
    Optional<String> text = text(plan);
    return text.isPresent() && (always || !text.equals(fallbackText()));
  }

  /// The text of what a file without it means.
  Optional<String> fallbackText() {
    return fallback.map(write);
  }

  /// The value of a text.
  ///
  /// @throws IllegalArgumentException naming the setting, if it is none
  V value(String text) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s must be a number, got %s".formatted(words(), text), e);
    } catch (UnknownValueException e) {
      throw new UnknownNameException(
          "%s must be %s, got %s".formatted(words(), e.getMessage(), text), text, List.of(e.known));
    }
  }

  /// Refuses a value that was given and changes nothing.
  void checkEffect(T plan, String text) {
    idle.apply(plan)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(
              "%s %s; leave it away, got %s".formatted(words(), reason, text));
        });
  }

  /// One of some constants, by their names.
  static <E> Function<String, E> oneOf(List<E> known) {
    return text ->
        known.stream()
            .filter(constant -> constant.toString().equals(text))
            .findFirst()
            .orElseThrow(() -> new UnknownValueException(known));
  }

  /// True or false.
  static boolean flag(String text) {
    return oneOf(List.of(true, false)).apply(text);
  }

  /// Says what a value may be; the setting's name is added where it is known.
  private static final class UnknownValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String[] known;

    UnknownValueException(List<?> known) {
      super(String.join(" or ", texts(known)));
      this.known = texts(known);
    }

    private static String[] texts(List<?> values) {
      return values.stream().map(String::valueOf).toArray(String[]::new);
    }
  }
}
