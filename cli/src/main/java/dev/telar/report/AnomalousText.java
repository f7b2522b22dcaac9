package dev.telar.report;

import dev.telar.run.Anomalous;
import dev.telar.study.ModelResult;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.text.ErrorText;
import dev.telar.text.Excerpt;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is told beside a test error of the test rows with labels that are not trained on.
public final class AnomalousText {
  private AnomalousText() {}

  /// The error of a model in a line.
  public static String of(Anomalous anomalous) {
    Messages messages = Messages.of(AnomalousText.class, Language.ENGLISH);
    return text(anomalous.rows(), ErrorText.of(anomalous.testError()), messages);
  }

  /// The mean error of each width in a line; empty if no rows are told apart.
  static Optional<String> of(StudyResult study, Messages messages) {
    Optional<Anomalous> any = study.narrowest().anomalous();
    List<String> errors =
        study.repeats().stream()
            .filter(repeats -> mean(repeats).isPresent())
            .map(repeats ->
                messages.get(
                    "anomalous.width",
                    Numbers.error(mean(repeats).getAsDouble()),
                    repeats.hidden()))
            .toList();
    return any.filter(_ -> !errors.isEmpty())
        .map(rows -> text(rows.rows(), Excerpt.list(errors), messages));
  }

  private static String text(int rows, String errors, Messages messages) {
    return messages.get(
        rows == 1 ? "anomalous.one" : "anomalous.many", Numbers.grouped(rows), errors);
  }

  private static OptionalDouble mean(Repeats repeats) {
    return repeats.models().stream()
        .map(ModelResult::anomalous)
        .flatMap(Optional::stream)
        .mapToDouble(Anomalous::testError)
        .average();
  }
}
