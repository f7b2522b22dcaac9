/// The paper's study: what it printed, and what a run of it found.
///
/// Start with [StudyResult], a finished run, and its [ModelResult]s; [Pictures] are the images that
/// figures show; [PaperNumbers] holds what the paper printed and what PyTorch measures.
@NullMarked
package dev.telar.study;

import org.jspecify.annotations.NullMarked;
