/// What the report and the live page share: looks, scripts and tables.
///
/// Start with [Assets]; the files are beside it in the resources.
@NullMarked
package dev.telar.page;

import org.jspecify.annotations.NullMarked;
