/// What is reported about a model: its errors and its dead units.
@NullMarked
package dev.telar.measure;

import org.jspecify.annotations.NullMarked;
