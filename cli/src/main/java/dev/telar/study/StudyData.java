package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.data.FashionMnist;
import dev.telar.run.Baseline;
import dev.telar.text.DataWords;
import dev.telar.train.TrainingPlan;
import java.util.Objects;

/// What a study's result tells of its data.
///
/// @param name what the data are called
/// @param sha256 see [Dataset#sha256]
/// @param fashionMnist whether they are the paper's: of no other data may its numbers be compared
/// @param words what its rows are called
/// @param baseline what the data say before any model
public record StudyData(
    String name, String sha256, boolean fashionMnist, DataWords words, Baseline baseline) {
  public StudyData {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(words);
    Objects.requireNonNull(baseline);
  }

  /// Of the data themselves.
  ///
  /// @param plan says which rows train
  static StudyData of(Dataset data, TrainingPlan plan) {
    return new StudyData(
        data.name(),
        data.sha256(),
        FashionMnist.isFashionMnist(data),
        DataWords.of(data.features()),
        Baseline.of(data, plan));
  }
}
