/// The live page: a training that is watched while it runs, in this process or in another, and
/// trained models that are explored.
///
/// Start with [LiveSite].
@NullMarked
package dev.telar.live;

import org.jspecify.annotations.NullMarked;
