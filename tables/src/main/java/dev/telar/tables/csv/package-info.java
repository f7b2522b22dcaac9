/// Tables in files of separated values. Read [dev.telar.tables.csv.CsvSource], then
/// [dev.telar.tables.csv.Dialect] (how such a file is written) and
/// [dev.telar.tables.csv.CsvOptions] (what somebody knows of it).
@NullMarked
package dev.telar.tables.csv;

import org.jspecify.annotations.NullMarked;
