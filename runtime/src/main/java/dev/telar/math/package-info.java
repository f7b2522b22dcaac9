/// Elementary functions in float32 with the same bits on every machine.
@NullMarked
package dev.telar.math;

import org.jspecify.annotations.NullMarked;
