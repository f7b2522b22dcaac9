package dev.telar.run;

import dev.telar.engine.Engine;
import java.time.Duration;

/// How a run is computed; none of it changes a bit.
///
/// @param engine which implementation computes
/// @param threads how many threads compute
/// @param checkpointInterval the time between two checkpoints within an epoch
public record Execution(Engine.Kind engine, int threads, Duration checkpointInterval) {}
