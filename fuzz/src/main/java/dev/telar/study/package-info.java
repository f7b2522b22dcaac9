/// Fuzz targets for what the package keeps to itself.
@NullMarked
package dev.telar.study;

import org.jspecify.annotations.NullMarked;
