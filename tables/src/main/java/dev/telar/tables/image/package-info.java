/// A folder of pictures becomes rows of bytes.
///
/// Read [dev.telar.tables.image.PictureFolder] (what is read, and what is made of it), then
/// [dev.telar.tables.image.PictureOptions] and [dev.telar.tables.image.Pictures]. A folder that
/// cannot be read as a whole is a [java.nio.file.FileSystemException]; a file that is no picture or
/// is damaged is a [dev.telar.tables.image.SkippedFile].
@NullMarked
package dev.telar.tables.image;

import org.jspecify.annotations.NullMarked;
