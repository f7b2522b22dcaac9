/// Words and numbers as reports, figures and pages print them.
///
/// Start with [Messages], the texts of a package in a [Language], and [DataWords], what images and
/// tables are called; [Numbers] prints numbers, [ErrorText] errors, [Spread] is one quantity over
/// several seeds, [Markup] makes text safe in HTML and SVG.
@NullMarked
package dev.telar.text;

import org.jspecify.annotations.NullMarked;
