package dev.telar.run;

import dev.telar.measure.DeadUnits;
import dev.telar.train.TrainingResult;

/// A run and what came of it.
///
/// @param run what it was given
/// @param result the trained model and its history
/// @param testError the mean square error on the test images, dropout off
/// @param deadUnits units that no test image activates
/// @param seconds wall-clock time from the first step to the last measurement
public record FinishedRun(
    TrainingRun run,
    TrainingResult result,
    double testError,
    DeadUnits deadUnits,
    double seconds) {}
