/// The specification: plain loops that lay down every bit. Not exported.
@NullMarked
package dev.telar.engine.reference;

import org.jspecify.annotations.NullMarked;
