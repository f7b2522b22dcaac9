package dev.telar.study;

import dev.telar.train.TrainingPlan;
import java.util.List;
import java.util.Locale;

/// A named plan for the study.
public enum Recipe {
  /// The settings that the paper prints. Its errors come out about twice the printed ones.
  AS_PRINTED,
  /// Batches of 128 instead of 1000: one of the settings that come close to the printed errors.
  REPRODUCING;

  /// The widths of the hidden layer that the paper compares.
  public static final List<Integer> PAPER_WIDTHS = List.of(64, 128, 256, 512);

  private static final int REPRODUCING_BATCH_SIZE = 128;

  /// The plan, with the default seed.
  public TrainingPlan plan() {
    return switch (this) {
      case AS_PRINTED -> TrainingPlan.asPrinted();
      case REPRODUCING ->
          TrainingPlan.asPrinted().toBuilder().batchSize(REPRODUCING_BATCH_SIZE).build();
    };
  }

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
