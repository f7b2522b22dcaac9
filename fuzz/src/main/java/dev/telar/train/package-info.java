/// Fuzz targets for what the package keeps to itself.
@NullMarked
package dev.telar.train;

import org.jspecify.annotations.NullMarked;
