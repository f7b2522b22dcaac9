/// How a model learns.
///
/// Read [dev.telar.train.Trainer], then [dev.telar.train.TrainingPlan],
/// [dev.telar.train.EpochErrors] and [dev.telar.train.TrainingListener].
@NullMarked
package dev.telar.train;

import org.jspecify.annotations.NullMarked;
