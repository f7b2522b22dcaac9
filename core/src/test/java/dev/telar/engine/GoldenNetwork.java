package dev.telar.engine;

import dev.telar.Golden;
import dev.telar.data.Batch;
import dev.telar.data.FloatSamples;
import dev.telar.data.Samples;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.Locale;
import java.util.stream.Stream;

/// A size at which `tools/golden.py` computes the paper's network: D inputs, N hidden units,
/// batches of B rows, the last one of each pass short.
record GoldenNetwork(int inputs, int hidden, int batchRows, SafeTensors tensors) {
  static final float LEARNING_RATE = 0.5f;
  static final long DROPOUT_SEED = 44;

  /// How it is trained.
  enum Run {
    PLAIN(0, 0),
    MOMENTUM(0.9f, 0),
    DROPOUT10(0.9f, 0.1f),
    DROPOUT50(0, 0.5f);

    private final float momentum;
    private final float dropout;

    Run(float momentum, float dropout) {
      this.momentum = momentum;
      this.dropout = dropout;
    }

    Training training() {
      return new Training(new Optimizer.Sgd(momentum), dropout, DROPOUT_SEED);
    }

    /// The name in the golden files.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static GoldenNetwork of(int inputs, int hidden, int batchRows) {
    String file = "network-%d-%d-%d.safetensors".formatted(inputs, hidden, batchRows);
    return new GoldenNetwork(inputs, hidden, batchRows, Golden.tensors(file));
  }

  static Stream<GoldenNetwork> all() {
    return Stream.of(of(1, 1, 1), of(13, 7, 5), of(33, 17, 9), of(20, 50, 16));
  }

  Autoencoder initial() {
    return new Autoencoder(Architecture.relu(inputs, hidden), parameters("initial"));
  }

  Parameters parameters(String prefix) {
    return Golden.parameters(tensors, prefix);
  }

  float[] values(String name) {
    return Golden.values(tensors, name);
  }

  Samples samples() {
    float[] x = values("x");
    return new FloatSamples(x, x.length / inputs, inputs);
  }

  /// The batches in order, over and over.
  Batch batch(int step) {
    return Golden.batch(samples(), batchRows, step);
  }

  /// The key of this size in `exact.properties`, and its name in test reports.
  @Override
  public String toString() {
    return inputs + "-" + hidden + "-" + batchRows;
  }
}
