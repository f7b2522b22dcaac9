package dev.telar.train;

import dev.telar.internal.UnknownNameException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// All settings of a plan: what its values are called in files, recipes and on the command line,
/// and how a plan is made of them.
///
/// Every setting is added by the constant that declares it, and the plan's maker asks for each by
/// that constant: a plan that grows does not compile until its maker asks for the new value, and
/// what it asks for is in the table.
///
/// @param <T> the plan
final class SettingsTable<T> {
  private final Function<Values<T>, T> maker;
  private final Map<String, PlanSetting<T, ?>> settings = new LinkedHashMap<>();

  /// @param maker makes a plan of values
  SettingsTable(Function<Values<T>, T> maker) {
    this.maker = maker;
  }

  /// Adds a setting; they keep their order.
  <V> PlanSetting<T, V> add(PlanSetting<T, V> setting) {
    settings.put(setting.name(), setting);
    return setting;
  }

  /// The names of all settings.
  Set<String> names() {
    return Collections.unmodifiableSet(settings.keySet());
  }

  /// The values that a plan is made of.
  static final class Values<T> {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /// A value, or what stands for it where none is given.
    <V> V get(PlanSetting<T, V> setting) {
      return find(setting)
          .or(setting::fallback)
          .orElseThrow(() -> new IllegalStateException(setting.name() + " has no fallback"));
    }

    /// A value, if it is given.
    @SuppressWarnings("unchecked") // put was given the same setting with a value of its type
    <V> Optional<V> find(PlanSetting<T, V> setting) {
      return Optional.ofNullable((V) values.get(setting.name()));
    }

    private <V> void put(PlanSetting<T, V> setting, V value) {
      values.put(setting.name(), value);
    }

    private <V> void putText(PlanSetting<T, V> setting, String text) {
      put(setting, setting.value(text));
    }

    private <V> void putOf(PlanSetting<T, V> setting, T plan) {
      setting.get().apply(plan).ifPresent(value -> put(setting, value));
    }

    private <V> String text(PlanSetting<T, V> setting) {
      return setting.write().apply(get(setting));
    }
  }

  /// The plan of a file.
  ///
  /// @throws IllegalArgumentException if a setting of the first versions is missing, a name is
  ///   unknown, or a value is wrong; values without effect are taken, as earlier versions took them
  T read(Map<String, String> texts) {
    settings.values().stream()
        .filter(setting -> setting.always() && !texts.containsKey(setting.name()))
        .findFirst()
        .ifPresent(setting -> {
          throw new IllegalArgumentException("the setting " + setting.name() + " is missing");
        });
    return maker.apply(values(new Values<>(), texts));
  }

  /// The plan of somebody who gives some settings; the others are at their fallbacks.
  ///
  /// @throws IllegalArgumentException if a name is unknown, a value is wrong, or one has no effect
  T given(Map<String, String> texts) {
    return make(new Values<>(), texts);
  }

  /// A plan with some values changed; the others stay.
  ///
  /// @throws IllegalArgumentException as [#given]
  T with(T plan, Map<String, String> texts) {
    Values<T> values = new Values<>();
    settings.values().forEach(setting -> values.putOf(setting, plan));
    return make(values, texts);
  }

  private T make(Values<T> values, Map<String, String> texts) {
    T plan = maker.apply(values(values, texts));
    settings.values().stream()
        .filter(setting -> texts.containsKey(setting.name()))
        .forEach(setting -> setting.checkEffect(plan, values.text(setting)));
    return plan;
  }

  private Values<T> values(Values<T> values, Map<String, String> texts) {
    texts.forEach((name, text) -> {
      PlanSetting<T, ?> setting = settings.get(name);
      if (setting == null) {
        throw new UnknownNameException(
            "unknown setting %s; known are %s".formatted(name, String.join(", ", names())),
            name,
            names());
      }
      values.putText(setting, text);
    });
    return values;
  }

  /// The settings of a plan that a file needs, written so that [#read] gives the plan again.
  Map<String, String> written(T plan) {
    Map<String, String> texts = new LinkedHashMap<>();
    forEach(
        plan,
        (setting, text) -> {
          if (setting.isWritten(plan)) {
            texts.put(setting.name(), text);
          }
        });
    return texts;
  }

  /// Every setting; one that a plan does not have at its fallback, if there is one.
  Map<String, String> all(T plan) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (PlanSetting<T, ?> setting : settings.values()) {
      setting
          .text(plan)
          .or(setting::fallbackText)
          .ifPresent(text -> texts.put(setting.name(), text));
    }
    return texts;
  }

  private void forEach(T plan, BiConsumer<PlanSetting<T, ?>, String> use) {
    settings
        .values()
        .forEach(setting -> setting.text(plan).ifPresent(text -> use.accept(setting, text)));
  }

  /// Refuses a plan in which a value that a file needs changes nothing.
  ///
  /// @throws IllegalArgumentException naming the first
  void checkEffects(T plan) {
    forEach(
        plan,
        (setting, text) -> {
          if (setting.isWritten(plan)) {
            setting.checkEffect(plan, text);
          }
        });
  }

  /// A setting whose text is not the same in two plans.
  ///
  /// @param now its text in the one; a word where it has none
  /// @param before in the other
  record Difference(String name, String words, String now, String before) {}

  /// Where two plans differ, in the table's order.
  List<Difference> differences(T plan, T earlier) {
    List<Difference> differences = new ArrayList<>();
    for (PlanSetting<T, ?> setting : settings.values()) {
      String now = setting.text(plan).orElse("none");
      String before = setting.text(earlier).orElse("none");
      if (!now.equals(before)) {
        differences.add(new Difference(setting.name(), setting.words(), now, before));
      }
    }
    return differences;
  }
}
