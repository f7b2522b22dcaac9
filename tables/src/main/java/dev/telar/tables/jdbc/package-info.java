/// Tables that a database's query gives.
///
/// Read [dev.telar.tables.jdbc.JdbcSource] (what is read, and why nothing is changed), then
/// [dev.telar.tables.jdbc.JdbcOptions]. What a database refuses is a
/// [dev.telar.tables.jdbc.DatabaseException]. No driver is part of Telar.
@NullMarked
package dev.telar.tables.jdbc;

import org.jspecify.annotations.NullMarked;
