/// How a model learns.
///
/// Read [dev.telar.train.TrainingPlan] and its parts, then [dev.telar.train.Trainer] and
/// [dev.telar.train.TrainingResult]; [dev.telar.train.Checkpoint] is where training stands, and
/// [dev.telar.train.ModelPlan] what it starts from.
@NullMarked
package dev.telar.train;

import org.jspecify.annotations.NullMarked;
