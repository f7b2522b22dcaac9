/// What goes in: rows of numbers, how they are divided, and where they come from.
///
/// Read [dev.telar.data.Samples], [dev.telar.data.ByteSamples] (images kept as bytes),
/// [dev.telar.data.Split], [dev.telar.data.Batch], then the readers [dev.telar.data.IdxFile] and
/// [dev.telar.data.ImageDataset], and [dev.telar.data.FashionMnist].
@NullMarked
package dev.telar.data;

import org.jspecify.annotations.NullMarked;
