/// Benchmarks of the engines, see `bench/README.md`.
@NullMarked
package dev.telar.bench;

import org.jspecify.annotations.NullMarked;
