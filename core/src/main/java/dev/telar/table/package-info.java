/// Tables of named columns, from wherever they come: [dev.telar.table.TableSource] gives the cells,
/// a [dev.telar.table.ColumnSink] for each column takes them, and [dev.telar.table.Numbers] says
/// what text is a number. A bad table is a [dev.telar.format.FormatException].
@NullMarked
package dev.telar.table;

import org.jspecify.annotations.NullMarked;
