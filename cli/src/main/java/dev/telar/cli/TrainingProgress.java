package dev.telar.cli;

import dev.telar.run.TrainingRun;
import dev.telar.study.ErrorText;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingListener;

/// Shows a training run: a bar on a terminal, a line an epoch elsewhere.
final class TrainingProgress implements TrainingListener {
  private static final int BAR_WIDTH = 8;
  private static final double NANOS_PER_SECOND = 1e9;

  private final ProgressLine line;
  private final String label;
  private final int epochs;
  private final int trainRows;
  private final double epochsBefore;
  private final long started = System.nanoTime();
  private String errors = "";

  TrainingProgress(ProgressLine line, TrainingRun run) {
    this.line = line;
    this.label = "N=" + run.hidden();
    this.epochs = run.plan().epochs();
    this.trainRows = run.trainRows();
    this.epochsBefore = run.from().epochs().size();
  }

  @Override
  public void onStep(int epoch, int step, int steps, double runningError) {
    if (line.isDue()) {
      String shown = errors.isEmpty() ? "  train " + error(runningError) : errors;
      line.draw(bar(epoch - 1 + (double) step / steps, epoch, shown));
    }
  }

  @Override
  public void onEpoch(EpochErrors measured) {
    int epoch = measured.epoch();
    errors =
        "  train %s%s  %,d samples/s"
            .formatted(
                error(measured.train().orElse(measured.trainRunning())),
                measured.validation().isPresent()
                    ? "  val " + error(measured.validation().getAsDouble())
                    : "",
                Math.round(trainRows / measured.trainSeconds()));
    if (epoch == epochs) {
      line.print(plain(epoch) + "  " + time(elapsedSeconds()));
    } else if (line.interactive()) {
      line.draw(bar(epoch, epoch + 1, errors));
    } else {
      line.print(plain(epoch) + left(epoch));
    }
  }

  private String plain(int epoch) {
    return "%-6s epoch %d/%d%s".formatted(label, epoch, epochs, errors);
  }

  private String bar(double epochsDone, int epoch, String shown) {
    int filled = (int) (BAR_WIDTH * epochsDone / epochs);
    return "%-6s [%s%s] %d/%d%s%s"
        .formatted(
            label,
            "#".repeat(filled),
            "-".repeat(BAR_WIDTH - filled),
            epoch,
            epochs,
            shown,
            left(epochsDone));
  }

  private String left(double epochsDone) {
    return "  "
        + time(elapsedSeconds() * (epochs - epochsDone) / (epochsDone - epochsBefore))
        + " left";
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - started) / NANOS_PER_SECOND;
  }

  private static String error(double value) {
    return ErrorText.of(value);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
