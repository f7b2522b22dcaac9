/// Where data come from: what `--data` names, and how it is read.
@NullMarked
package dev.telar.source;

import org.jspecify.annotations.NullMarked;
