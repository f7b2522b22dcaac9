package dev.telar.study;

import dev.telar.model.HiddenWidths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How far a run, a study or a sweep is.
///
/// @param kind run, study or sweep
/// @param hidden the widths; none as long as nothing tells
/// @param models how many are complete, and how many there are to be
/// @param epochs how many are done, and how many there are to be; of a study those of all models
/// @param testErrors of the models that have one
/// @param problem what is wrong with a file, if one is damaged or cannot be read
public record TrainingStatus(
    Path path,
    String kind,
    State state,
    List<HiddenWidths> hidden,
    Share models,
    Share epochs,
    List<Double> testErrors,
    Optional<IOException> problem) {
  public TrainingStatus {
    hidden = List.copyOf(hidden);
    testErrors = List.copyOf(testErrors);
  }

  /// Where a training stands.
  public enum State {
    COMPLETE,
    TRAINING,
    STOPPED,
    /// Training left the finite numbers, and would do so again.
    DIVERGED,
    DAMAGED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Some of the things that there are to be.
  public record Share(int done, int planned) {
    static final Share NONE = new Share(0, 0);

    Share plus(Share other) {
      return new Share(done + other.done, planned + other.planned);
    }
  }

  /// Of what cannot be read.
  static TrainingStatus damaged(Path path, String kind, IOException problem) {
    return new TrainingStatus(
        path,
        kind,
        State.DAMAGED,
        List.of(),
        Share.NONE,
        Share.NONE,
        List.of(),
        Optional.of(problem));
  }

  /// The same of a model that is to have some epochs.
  TrainingStatus to(int planned) {
    boolean complete = models.done == 1 && epochs.planned >= planned;
    return new TrainingStatus(
        path,
        kind,
        complete || state == State.DIVERGED ? state : State.STOPPED,
        hidden,
        new Share(complete ? 1 : 0, 1),
        new Share(epochs.done, planned),
        testErrors,
        problem);
  }
}
