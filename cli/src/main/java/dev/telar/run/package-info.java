/// One training run, from its inputs to the folder that keeps it.
///
/// Read [dev.telar.run.TrainingRun], [dev.telar.run.FinishedRun], [dev.telar.run.RunResult] (what
/// `result.json` holds) and [dev.telar.run.RunFolder].
@NullMarked
package dev.telar.run;

import org.jspecify.annotations.NullMarked;
