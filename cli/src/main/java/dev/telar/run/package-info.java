/// One training run, from its inputs to the folder that keeps it.
///
/// Read [dev.telar.run.TrainingRun], [dev.telar.run.RunProvenance], [dev.telar.run.RunResult] (what
/// `result.json` holds), [dev.telar.run.CompletedRun] and [dev.telar.run.RunFolder].
@NullMarked
package dev.telar.run;

import org.jspecify.annotations.NullMarked;
