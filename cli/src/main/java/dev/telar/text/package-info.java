/// Words, numbers and colours as reports, figures and pages print them.
///
/// Start with [Messages], the texts of a package in a [Language]; [Numbers] prints numbers,
/// [ColourOrder] says which colour a width has, [Markup] makes text safe in HTML and SVG.
@NullMarked
package dev.telar.text;

import org.jspecify.annotations.NullMarked;
