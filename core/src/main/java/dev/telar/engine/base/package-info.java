/// What both engines stand on: threads, limits of batches, sums in a fixed order. Not exported.
@NullMarked
package dev.telar.engine.base;

import org.jspecify.annotations.NullMarked;
