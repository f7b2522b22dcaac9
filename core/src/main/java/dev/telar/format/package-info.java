/// Model files, and how a file is written.
///
/// Read [dev.telar.format.ModelFile], then [dev.telar.format.SafeTensors] and
/// [dev.telar.format.AtomicFile].
@NullMarked
package dev.telar.format;

import org.jspecify.annotations.NullMarked;
