package dev.telar.train;

import java.util.OptionalDouble;

/// What was measured in one epoch. Errors are means over rows and columns, each counting what it
/// counts where samples are weighted.
///
/// @param epoch from 1
/// @param trainRunning the error of the batches as they were trained on, dropout on
/// @param train the error on the training rows at the epoch's end, dropout off; empty if not asked
///   for
/// @param validation the error on the validation rows at the epoch's end, dropout off; empty if
///   there are none
/// @param trainSeconds the time of the training steps alone
/// @param seconds the time of the epoch with its evaluations
public record EpochErrors(
    int epoch,
    double trainRunning,
    OptionalDouble train,
    OptionalDouble validation,
    double trainSeconds,
    double seconds) {}
