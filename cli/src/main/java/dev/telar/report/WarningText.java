package dev.telar.report;

import static dev.telar.text.Numbers.error;

import dev.telar.run.TrainingWarning;
import dev.telar.run.TrainingWarning.DeadHiddenUnits;
import dev.telar.run.TrainingWarning.DeadOutputs;
import dev.telar.run.TrainingWarning.NotBetterThanMeanImage;
import dev.telar.run.TrainingWarning.Rising;
import dev.telar.run.TrainingWarning.Trend;
import dev.telar.text.DataWords;
import dev.telar.text.ErrorText;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.util.List;
import java.util.Locale;

/// Warnings about a trained model in words: what is wrong, and what usually helps.
public final class WarningText {
  private final Messages messages;

  WarningText(Messages messages) {
    this.messages = messages;
  }

  /// A warning in a sentence or two.
  ///
  /// @param words what the data are called
  public static String of(TrainingWarning warning, DataWords words, Language language) {
    return new WarningText(words.in(Messages.of(WarningText.class, language))).of(warning);
  }

  String of(TrainingWarning warning) {
    return switch (warning) {
      case NotBetterThanMeanImage(double test, double mean, Trend trend) -> {
        List<String> errors = ErrorText.apart(test, mean);
        String failed = messages.get("warning.mean-image", errors.getFirst(), errors.getLast());
        yield trend == Trend.RISEN
            ? failed
            : failed
                + " "
                + messages.get("warning.mean-image." + trend.name().toLowerCase(Locale.ROOT));
      }
      case DeadHiddenUnits units -> hidden(units);
      case DeadOutputs(int dead, int outputs, int black) ->
          messages.get(
              black == 0 ? "warning.outputs" : "warning.outputs.black", dead, outputs, black);
      case Rising(int bestEpoch, double best, int lastEpoch, double last, boolean overfitting) ->
          messages.get(
              overfitting ? "warning.overfitting" : "warning.diverging",
              error(best),
              bestEpoch,
              error(last),
              lastEpoch);
    };
  }

  private String hidden(DeadHiddenUnits units) {
    String all = units.isOfWholeLayer() ? ".all" : "";
    return units.hidden().layers().size() == 1
        ? messages.get("warning.hidden" + all, units.dead().total(), units.hidden().total())
        : messages.get(
            "warning.hidden.layers" + all, units.dead().toString(), units.hidden().toString());
  }
}
