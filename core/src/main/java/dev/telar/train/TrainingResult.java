package dev.telar.train;

import dev.telar.engine.Engine;
import dev.telar.model.Autoencoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What training gives.
///
/// @param model as it is after the last step, or after the best epoch with early stopping
/// @param epochs what was measured, in order; of the epochs that are done
/// @param ending why training ended
/// @param engine the kind of engine that computed; never [Engine.Kind#AUTO]
/// @param provenance what the model comes from, by names for a model file's metadata: what the
///   checkpoint keeps, each setting of the plan as `plan.NAME`, `data_rows`, `data_digest`,
///   `epochs`, `ending`, `engine` and `telar_version`
public record TrainingResult(
    Autoencoder model,
    List<EpochErrors> epochs,
    Ending ending,
    Engine.Kind engine,
    Map<String, String> provenance) {

  /// Why training ended.
  public enum Ending {
    /// Every epoch of the plan is done.
    FINISHED,
    /// The plan's patience is over.
    STOPPED_EARLY,
    /// A listener asked for it; the checkpoint, if one is kept, can be resumed.
    STOPPED;

    /// The name in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public TrainingResult {
    epochs = List.copyOf(epochs);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }
}
