package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.train.TrainingPlan;
import java.util.stream.IntStream;

/// What the data alone say, before any model: the line below which learning begins.
///
/// @param meanImageError the test error of the training rows' mean image, whatever the input; of
///   weighted samples the mean and the error of what counts
/// @param blackPixels how many pixels are 0 in every test image
public record Baseline(double meanImageError, int blackPixels) {
  /// Measures the data of a run.
  ///
  /// @param plan says which rows train
  public static Baseline of(Dataset data, TrainingPlan plan) {
    return of(data.train(), plan.on(data.train().rows()).split().train(), data.test());
  }

  /// Measures samples, in one pass over each.
  ///
  /// @param rows of the training samples, at least one
  public static Baseline of(Samples train, int[] rows, Samples test) {
    double[] mean = train.mean(rows);
    float[] image = new float[train.width()];
    float[] weights = new float[train.width()];
    boolean[] lit = new boolean[mean.length];
    double squares = 0;
    for (int row = 0; row < test.rows(); row++) {
      test.read(row, image);
      test.readLossWeights(row, weights);
      double rowWeight = test.rowWeight(row);
      for (int i = 0; i < mean.length; i++) {
        double difference = image[i] - mean[i];
        // What float numbers do not tell apart is rounding.
        double square = Math.abs(difference) <= Math.ulp(image[i]) ? 0 : difference * difference;
        squares += rowWeight * weights[i] * square;
        lit[i] |= image[i] != 0;
      }
    }
    int black = mean.length;
    for (boolean pixel : lit) {
      black -= pixel ? 1 : 0;
    }
    double weight = test.totalWeight(IntStream.range(0, test.rows()).toArray());
    return new Baseline(squares / (weight * mean.length), black);
  }
}
