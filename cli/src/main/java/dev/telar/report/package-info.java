/// What a finished study is written as: figures, tables and a page.
///
/// Start with [StudyReport]. `Figures` draws with `Chart` (plots) and `Drawing` (pictures and the
/// diagram), and `Raster` paints them; `Tables` and `Statements` compare with the paper;
/// `ReportPage` puts all of it into one HTML file.
@NullMarked
package dev.telar.report;

import org.jspecify.annotations.NullMarked;
