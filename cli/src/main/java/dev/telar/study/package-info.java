/// The paper's study: how it is run, what the paper printed, and what was found.
///
/// Start with [Study], which trains the models of a [Recipe]; then [StudyResult], a finished run,
/// and its [ModelResult]s, of which [Repeats] are those of one width; [TestRows] are the rows that
/// reports show, [TableResults] what is measured of a table's columns; [ColourOrder] says which
/// colour a width has; [PaperNumbers] holds what the paper printed and what PyTorch measures.
@NullMarked
package dev.telar.study;

import org.jspecify.annotations.NullMarked;
