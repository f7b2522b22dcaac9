/// Counter-based random numbers: every number is a pure function of a seed, a purpose and a
/// position, so it does not matter who computes it, when, or on how many threads.
///
/// Read [dev.telar.random.RandomSource] first, then [dev.telar.random.Philox].
@NullMarked
package dev.telar.random;

import org.jspecify.annotations.NullMarked;
