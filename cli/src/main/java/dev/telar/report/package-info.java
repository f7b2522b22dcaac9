/// What a finished study is written as, figures, tables and a page; and the pictures of a
/// diagnosis.
///
/// Start with [StudyReport]. `Figures` draws with `Chart` (plots) and `Drawing` (pictures and the
/// diagram), and `Raster` paints them; `Tables` and `Statements` compare with the paper;
/// `ReportPage` puts all of it into one HTML file. [DiagnosisPictures] draws with the same means.
@NullMarked
package dev.telar.report;

import org.jspecify.annotations.NullMarked;
