package dev.telar.train;

import dev.telar.engine.Engine;
import dev.telar.model.Autoencoder;
import java.util.List;

/// What training gives.
///
/// @param model as it is after the last epoch, or after the best one with early stopping
/// @param epochs what was measured, in order
/// @param engine the kind of engine that computed; never [Engine.Kind#AUTO]
public record TrainingResult(Autoencoder model, List<EpochErrors> epochs, Engine.Kind engine) {
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
