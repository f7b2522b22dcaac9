/// Benchmarks of what the engine keeps to itself, see `bench/README.md`.
@NullMarked
package dev.telar.engine.vector;

import org.jspecify.annotations.NullMarked;
