/// Fuzz targets: what Jazzer calls with input after input, see `fuzz/run`.
///
/// Read [dev.telar.fuzz.Verdict], then the targets, and [dev.telar.fuzz.Seeds] for what the fuzzer
/// begins with.
@NullMarked
package dev.telar.fuzz;

import org.jspecify.annotations.NullMarked;
