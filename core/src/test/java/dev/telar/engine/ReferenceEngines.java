package dev.telar.engine;

import dev.telar.engine.base.WorkerPool;
import dev.telar.engine.base.Workers;
import dev.telar.engine.reference.ReferenceEngine;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import java.util.List;

/// Opens the reference engine, for what [Engine] does not have.
final class ReferenceEngines {
  private ReferenceEngines() {}

  static ReferenceEngine open(
      Autoencoder start, List<Parameters> state, Training training, int maxBatch, int threads) {
    return new ReferenceEngine(
        start, state, training, maxBatch, () -> Workers.owning(new WorkerPool(threads)));
  }
}
