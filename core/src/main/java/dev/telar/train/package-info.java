/// How a model learns.
@NullMarked
package dev.telar.train;

import org.jspecify.annotations.NullMarked;
