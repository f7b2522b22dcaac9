/// Figures for print: the paper's, drawn from a study, and the pictures of a diagnosis.
///
/// Start with [Figures]. It draws with `Chart` (plots) and `Drawing` (pictures and the diagram);
/// [Raster] paints a drawing. [DiagnosisPictures] draws with the same means.
@NullMarked
package dev.telar.figure;

import org.jspecify.annotations.NullMarked;
