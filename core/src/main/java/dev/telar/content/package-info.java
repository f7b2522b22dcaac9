/// What files hold once decompressed ([dev.telar.content.Content]), read within bounds. For Telar's
/// own readers, in other modules, too.
@NullMarked
package dev.telar.content;

import org.jspecify.annotations.NullMarked;
