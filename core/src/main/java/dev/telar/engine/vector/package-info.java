/// The fast engine on the Vector API. Not exported.
///
/// Read [dev.telar.engine.vector.VectorEngine], then [dev.telar.engine.vector.Panels] and
/// [dev.telar.engine.vector.Products].
@NullMarked
package dev.telar.engine.vector;

import org.jspecify.annotations.NullMarked;
