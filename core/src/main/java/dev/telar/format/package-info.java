/// Model files, and files that appear whole or not at all.
@NullMarked
package dev.telar.format;

import org.jspecify.annotations.NullMarked;
