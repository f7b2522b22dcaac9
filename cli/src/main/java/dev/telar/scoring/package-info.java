/// Scores of many rows: read one after the other, scored by several threads, written in their
/// order. Read [dev.telar.scoring.TableScoring] first.
@NullMarked
package dev.telar.scoring;

import org.jspecify.annotations.NullMarked;
