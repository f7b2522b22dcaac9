/// How strange a row is to a model, and why. Read [dev.telar.score.Scorer] first.
@NullMarked
package dev.telar.score;

import org.jspecify.annotations.NullMarked;
