package dev.telar.cli;

import dev.telar.run.TrainingRun;
import dev.telar.text.ErrorText;
import dev.telar.train.EpochErrors;
import dev.telar.train.StoppingRule;
import dev.telar.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Shows a training run: a bar on a terminal, a line for some of the epochs elsewhere.
final class TrainingProgress implements TrainingListener {
  private static final int BAR_WIDTH = 8;
  private static final double NANOS_PER_SECOND = 1e9;

  private final ProgressLine line;
  private final String label;
  private final int epochs;
  private final StoppingRule stopping;
  private final TrainingSpeed rate;
  private final EpochLines lines;
  private final List<EpochErrors> measured;
  private final double epochsBefore;
  private final long started = System.nanoTime();
  private String train = "";
  private String validation = "";
  private String speed = "";

  TrainingProgress(ProgressLine line, TrainingRun run) {
    this.line = line;
    this.label = "%-6s ".formatted("N=" + run.hidden());
    this.epochs = run.plan().epochs();
    this.stopping = run.plan().stopping();
    this.rate = new TrainingSpeed(run.trainRows());
    this.lines = new EpochLines(epochs, System::nanoTime);
    this.measured = new ArrayList<>(run.from().epochs());
    this.epochsBefore = run.from().epochs().size();
  }

  @Override
  public void onStep(int epoch, int step, int steps, double runningError) {
    if (line.isDue()) {
      String shown = train.isEmpty() ? "  train " + ErrorText.of(runningError) : train;
      line.draw(bars(epoch - 1 + (double) step / steps, epoch, shown));
    }
  }

  @Override
  public void onEpoch(EpochErrors errors) {
    int epoch = errors.epoch();
    measured.add(errors);
    rate.add(errors);
    train = "  train " + ErrorText.of(errors.train().orElse(errors.trainRunning()));
    validation =
        errors.validation().isPresent()
            ? "  val " + ErrorText.of(errors.validation().getAsDouble())
            : "";
    speed = "  %,d samples/s".formatted(rate.perSecond());
    boolean last = stopping.isDone(measured);
    if (last) {
      line.print(lasting(epoch, "  " + time(elapsedSeconds())));
      printKept(epoch);
    } else if (line.interactive()) {
      line.draw(bars(epoch, epoch + 1, train));
    } else if (lines.tells(epoch, last)) {
      line.print(lasting(epoch, left(epoch)));
    }
  }

  /// Says which epoch's model is the result, where it is not simply the last one's.
  private void printKept(int last) {
    EpochErrors kept = stopping.modelEpoch(measured);
    if (kept.epoch() == last) {
      return;
    }
    String which = "kept epoch " + kept.epoch();
    String error = ErrorText.of(kept.validation().orElse(Double.NaN));
    if (last - kept.epoch() < stopping.patience()) {
      line.print(
          "%s%s, whose validation error is the least: %s".formatted(label, which, error),
          label + which);
      return;
    }
    String stopped = "stopped after epoch " + last;
    line.print(
        "%s%s: no better validation error for %s; %s, %s"
            .formatted(
                label,
                stopped,
                stopping.patience() == 1 ? "an epoch" : stopping.patience() + " epochs",
                which,
                error),
        "%s%s; %s, %s".formatted(label, stopped, which, error),
        label + which);
  }

  /// What there is to tell, and then less and less of it for a narrow terminal.
  private String[] forms(String shown, String end, String... begins) {
    Stream<String> full =
        Stream.of(begins)
            .flatMap(begin ->
                Stream.of(
                    begin + shown + validation + speed + end,
                    begin + shown + validation + end,
                    begin + (validation.isEmpty() ? shown : validation) + end));
    String shortest = begins[begins.length - 1];
    return Stream.concat(full, Stream.of(shortest + end, shortest)).toArray(String[]::new);
  }

  private String[] lasting(int epoch, String end) {
    return forms(train, end, label + "epoch " + count(epoch), label + count(epoch));
  }

  private String[] bars(double epochsDone, int epoch, String shown) {
    int filled = (int) (BAR_WIDTH * epochsDone / epochs);
    String bar = "[" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "] ";
    return forms(shown, left(epochsDone), label + bar + count(epoch), label + count(epoch));
  }

  private String count(int epoch) {
    return epoch + "/" + epochs;
  }

  private String left(double epochsDone) {
    return "  "
        + time(elapsedSeconds() * (epochs - epochsDone) / (epochsDone - epochsBefore))
        + " left";
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - started) / NANOS_PER_SECOND;
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
