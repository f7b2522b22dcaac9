/// How a step is computed. Every engine gives the same bits.
///
/// Read [dev.telar.engine.Engine], then [dev.telar.engine.Training]. The specification of all
/// arithmetic is [dev.telar.engine.reference.ReferenceEngine].
@NullMarked
package dev.telar.engine;

import org.jspecify.annotations.NullMarked;
