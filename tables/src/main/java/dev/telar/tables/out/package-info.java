/// Rows out: tables and arrays that other programs read.
///
/// Read [dev.telar.tables.out.TableWriter] (which formats there are), then
/// [dev.telar.tables.out.ArrayWriter]. A file appears whole or not at all.
@NullMarked
package dev.telar.tables.out;

import org.jspecify.annotations.NullMarked;
