/// A trained model to play with: what it makes of pictures, of codes, and of what lies between
/// them.
///
/// Start with [Explorer], which computes, and [Survey] and [CodeMap], which it measures once. A
/// [ModelCatalog] finds the models of a run or a study; [ExploreApi] answers a page's questions,
/// and [ExploreSite] puts that page on a server.
@NullMarked
package dev.telar.explore;

import org.jspecify.annotations.NullMarked;
