/// Model files, and what is thrown of a bad file of any kind.
///
/// Read [dev.telar.format.ModelFile], then [dev.telar.format.FormatException].
@NullMarked
package dev.telar.format;

import org.jspecify.annotations.NullMarked;
