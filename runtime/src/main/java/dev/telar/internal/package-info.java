/// What several packages need and no user of the library: files that appear whole or not at all
/// ([dev.telar.internal.AtomicFile]), checksums ([dev.telar.internal.Sha256]), and texts for
/// messages. Not exported.
@NullMarked
package dev.telar.internal;

import org.jspecify.annotations.NullMarked;
