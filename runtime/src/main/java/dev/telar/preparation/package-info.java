/// What becomes of a table's columns before a network sees them: numbers are scaled, categories
/// spread, missing cells filled, always as the training rows say.
@NullMarked
package dev.telar.preparation;

import org.jspecify.annotations.NullMarked;
