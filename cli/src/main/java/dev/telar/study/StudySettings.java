package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import dev.telar.run.InitialModel;
import dev.telar.run.RunProvenance;
import dev.telar.train.ModelPlan;
import dev.telar.train.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How the models of a study are trained, as a report prints it.
///
/// @param data those that the plan names
record StudySettings(StudyPlan plan, Dataset data) {
  /// Name → value; a setting that is not the same for all widths with the widths.
  Map<String, String> printed() {
    Map<HiddenWidths, Map<String, String>> widths = new LinkedHashMap<>();
    plan.hidden().forEach(hidden -> widths.put(hidden, ofWidth(hidden)));
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map<String, String> own : widths.values()) {
      own.keySet().forEach(name -> settings.computeIfAbsent(name, _ -> value(name, widths)));
    }
    return settings;
  }

  private static String value(String name, Map<HiddenWidths, Map<String, String>> widths) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    widths.forEach((hidden, settings) ->
        values
            .computeIfAbsent(settings.getOrDefault(name, "the default"), _ -> new ArrayList<>())
            .add(String.valueOf(hidden)));
    return values.size() == 1
        ? values.keySet().iterator().next()
        : values.entrySet().stream()
            .map(e -> "%s (N = %s)".formatted(e.getKey(), String.join(", ", e.getValue())))
            .collect(Collectors.joining(", "));
  }

  private Map<String, String> ofWidth(HiddenWidths hidden) {
    TrainingPlan training = plan.recipe().plan(hidden);
    Map<String, String> settings = new LinkedHashMap<>();
    training.settings().forEach((name, value) -> settings.put(name.replace('_', ' '), value));
    settings.remove("train error");
    settings.put("shuffle", training.shuffle() ? "every epoch" : "no");
    if (plan.repeats() > 1) {
      long first = training.seed();
      settings.put("seed", "%d to %d".formatted(first, first + plan.repeats() - 1));
    }
    InitialModel start = plan.recipe().start(hidden);
    ModelPlan model = start.plan();
    settings.put(
        "activation", (hidden.isDeep() ? model.activation() : model.codeActivation()).label());
    if (plan.hidden().stream().anyMatch(this::hasCodeApart)) {
      settings.put("code activation", model.codeActivation().label());
    }
    settings.put("output", model.output().label());
    settings.put("initial weights", RunProvenance.start(start));
    settings.put("training rows", String.valueOf(training.on(data.train().rows()).trainRows()));
    settings.put("test rows", String.valueOf(data.test().rows()));
    return settings;
  }

  private boolean hasCodeApart(HiddenWidths hidden) {
    ModelPlan model = plan.recipe().start(hidden).plan();
    return hidden.isDeep() && !model.codeActivation().equals(model.activation());
  }
}
