/// A small HTTP server for pages on one's own machine: who may ask, what is answered, and news that
/// reach open pages by themselves.
///
/// Start with [LocalServer].
@NullMarked
package dev.telar.web;

import org.jspecify.annotations.NullMarked;
