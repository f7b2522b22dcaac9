package dev.telar.report;

import dev.telar.run.TrainingWarning;
import dev.telar.study.ModelResult;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the numbers of a study say against its models, before anything is said for them.
final class Warnings {
  /// Who has read so many knows what to do about the others.
  private static final int MOST = 3;

  private Warnings() {}

  /// A line for each model that there is something to say against.
  static List<String> of(StudyResult study, Messages messages) {
    var text = new WarningText(messages);
    List<String> lines = new ArrayList<>();
    for (ModelResult model : study.runs()) {
      List<TrainingWarning> warnings = model.warnings(study.data().baseline());
      if (!warnings.isEmpty()) {
        String name =
            study.isRepeated()
                ? messages.get("warning.model.seed", model.hidden(), model.seed())
                : messages.get("warning.model", model.hidden());
        lines.add(name + ": " + warnings.stream().map(text::of).collect(Collectors.joining(" ")));
      }
    }
    if (lines.size() <= MOST + 1) {
      return List.copyOf(lines);
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST));
    first.add(messages.get("warning.more", lines.size() - MOST));
    return List.copyOf(first);
  }
}
