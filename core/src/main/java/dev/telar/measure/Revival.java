package dev.telar.measure;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Activation;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The remedy for dead outputs: a copy of the model in which they give the mean of the samples.
///
/// An output ReLU whose pre-activation is above 0 for no training sample has the gradient 0 for
/// each of them, so no step changes its weights or its bias. Here its row of the last layer becomes
/// 0 and its bias the mean of the training samples, which is above 0: it gets gradients again.
/// Where the layers share their weights, the weights stay, and the bias is raised until the mean
/// pre-activation is that of the samples. An output that is 0 in every training sample is right to
/// give 0 and is left alone.
///
/// @param outputs that were dead for every training sample, and should not be
/// @param greatestPreActivation of theirs over all training samples; −∞ if there are none
/// @param model with these outputs revived; the model itself if there are none
public record Revival(List<Integer> outputs, float greatestPreActivation, Autoencoder model) {
  public Revival {
    outputs = List.copyOf(outputs);
  }

  /// Finds the dead outputs of a model, and revives them.
  ///
  /// @param model not modified
  /// @param train the samples that it is trained on, (rows, D)
  /// @param threads how many compute, at least 1; no number depends on it
  /// @throws IllegalArgumentException if the samples are not as wide as the model
  /// @throws InterruptedException if the thread is interrupted
  public static Revival of(Autoencoder model, Samples train, Engine.Kind kind, int threads)
      throws InterruptedException {
    Activation activation = model.architecture().outputActivation();
    var activity = new ActivityCounter(activation, model.architecture().inputs());
    int batchRows = ReconstructionError.batchRows(model.architecture(), train.rows());
    try (var sums = new OutputSums(kind, model, batchRows, threads)) {
      for (Batch batch : new Batches(train, Diagnosis.allRows(train), batchRows)) {
        Diagnosis.checkInterrupt();
        activity.add(sums.add(batch), batch.size());
      }
      List<UnitActivity> units = activity.units();
      List<Integer> dead =
          IntStream.range(0, units.size())
              .filter(i -> units.get(i).state() == State.DEAD)
              .filter(i -> sums.greatest(i) <= 0 && sums.dataMean(i) > 0)
              .boxed()
              .toList();
      float greatest = Float.NEGATIVE_INFINITY;
      for (int output : dead) {
        greatest = Math.max(greatest, sums.greatest(output));
      }
      return new Revival(dead, greatest, dead.isEmpty() ? model : revive(model, dead, sums));
    }
  }

  private static Autoencoder revive(Autoencoder model, List<Integer> dead, OutputSums sums) {
    Parameters old = model.parameters();
    Layer last = old.decoder().getLast();
    float[] weight = last.weight().clone();
    float[] bias = last.bias().clone();
    boolean tied = old.areTied();
    for (int output : dead) {
      if (tied) {
        bias[output] += (float) (sums.dataMean(output) - sums.preActivationMean(output));
        continue;
      }
      int row = output * last.inputs();
      Arrays.fill(weight, row, row + last.inputs(), 0);
      bias[output] = (float) sums.dataMean(output);
    }
    List<Layer> decoder = new ArrayList<>(old.decoder());
    decoder.set(decoder.size() - 1, new Layer(weight, bias));
    return new Autoencoder(model.architecture(), new Parameters(old.encoder(), decoder));
  }
}
