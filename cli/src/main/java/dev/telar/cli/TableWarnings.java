package dev.telar.cli;

import dev.telar.run.TrainingWarning;
import dev.telar.run.TrainingWarning.DeadHiddenUnits;
import dev.telar.run.TrainingWarning.DeadOutputs;
import dev.telar.run.TrainingWarning.NotBetterThanMeanImage;
import dev.telar.run.TrainingWarning.Rising;
import dev.telar.run.TrainingWarning.Trend;
import dev.telar.text.ErrorText;
import java.util.List;

/// Warnings about a model of a table in words: what is wrong, and what usually helps.
final class TableWarnings {
  private TableWarnings() {}

  /// A sentence or two for each warning.
  static List<String> of(List<TrainingWarning> warnings) {
    return warnings.stream().map(TableWarnings::of).toList();
  }

  private static String of(TrainingWarning warning) {
    return switch (warning) {
      case NotBetterThanMeanImage(double test, double mean, Trend trend) -> {
        List<String> errors = ErrorText.apart(test, mean);
        yield "The test error %s is not below %s, which the training rows’ mean gives whatever the input: the model has learnt nothing of these rows.%s"
            .formatted(errors.getFirst(), errors.getLast(), remedy(trend));
      }
      case DeadHiddenUnits units ->
          "%s of %s hidden units are dead: no test row activates them. A smaller --learning-rate or --activation leaky-relu usually helps."
              .formatted(units.dead(), units.hidden());
      case DeadOutputs(int dead, int outputs, int zero) ->
          "%d of %d outputs are dead: they are 0 for every test row, and only %d values are 0 in all of them. --output identity usually helps."
              .formatted(dead, outputs, zero);
      case Rising(int bestEpoch, double best, int lastEpoch, double last, boolean overfitting) ->
          overfitting
              ? "The validation error rose from %s after epoch %d to %s after epoch %d while the training error did not: the model overfits. --patience 5 keeps the best epoch’s model; more rows or fewer hidden units usually help."
                  .formatted(ErrorText.of(best), bestEpoch, ErrorText.of(last), lastEpoch)
              : "The error rose from %s after epoch %d to %s after epoch %d: training diverged. A smaller --learning-rate or --clip-norm 1 usually helps."
                  .formatted(ErrorText.of(best), bestEpoch, ErrorText.of(last), lastEpoch);
    };
  }

  private static String remedy(Trend trend) {
    return switch (trend) {
      case FALLING -> " The error was still falling: more --epochs usually help.";
      case FLAT ->
          " The error hardly changed any more: another --learning-rate or another --optimizer usually helps.";
      case RISING -> " The error was rising: a smaller --learning-rate usually helps.";
      case UNKNOWN -> " More --epochs or a smaller --learning-rate usually help.";
      case RISEN -> "";
    };
  }
}
