package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.measure.ReconstructionError;
import java.util.Optional;

/// The test rows with labels that are not trained on, beside which the test error is that of the
/// others.
///
/// @param rows how many there are
/// @param testError their error, measured like that of the others
public record Anomalous(int rows, double testError) {
  /// Measures them; empty if the data tell none apart.
  ///
  /// @param engine of the model
  /// @throws InterruptedException if the thread is interrupted
  public static Optional<Anomalous> of(Engine engine, Dataset data) throws InterruptedException {
    if (data.anomalous().isEmpty()) {
      return Optional.empty();
    }
    var samples = data.anomalous().get().samples();
    return Optional.of(new Anomalous(samples.rows(), ReconstructionError.mean(engine, samples)));
  }
}
