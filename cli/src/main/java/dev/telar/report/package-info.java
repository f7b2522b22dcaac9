/// What a finished study is written as: tables, figures and a page.
///
/// Start with [StudyReport]. `Tables` and `Statements` compare with the paper, `Conclusions` says
/// what the numbers support, `ReportPage` puts all of it into one HTML file.
@NullMarked
package dev.telar.report;

import org.jspecify.annotations.NullMarked;
