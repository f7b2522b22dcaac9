/// Tables in Parquet files. Read [dev.telar.tables.parquet.ParquetSource].
///
/// Hardwood parses footers and page headers and decodes what is in pages. It is given them one at a
/// time, after their sizes have been checked, instead of being let loose on a file: its own reader
/// maps the file, decodes pages ahead on threads, and believes what pages say of their size.
@NullMarked
package dev.telar.tables.parquet;

import org.jspecify.annotations.NullMarked;
