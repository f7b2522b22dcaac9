/// How a step is computed. Every engine gives the same bits.
///
/// Read [dev.telar.engine.Engine], then [dev.telar.engine.Optimizer] and the specification of all
/// arithmetic, [dev.telar.engine.ReferenceEngine]. The fast engine is
/// [dev.telar.engine.VectorEngine], on [dev.telar.engine.Panels] and [dev.telar.engine.Products].
@NullMarked
package dev.telar.engine;

import org.jspecify.annotations.NullMarked;
