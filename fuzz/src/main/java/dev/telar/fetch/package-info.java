/// Fuzz targets for what the application keeps to itself.
@NullMarked
package dev.telar.fetch;

import org.jspecify.annotations.NullMarked;
