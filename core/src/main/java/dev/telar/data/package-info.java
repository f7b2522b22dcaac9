/// What goes in: rows of numbers, how they are divided, and where they come from.
///
/// Read [dev.telar.data.Samples], [dev.telar.data.ByteSamples] (images kept as bytes),
/// [dev.telar.data.WeightedSamples] (values that count more or less), [dev.telar.data.Split],
/// [dev.telar.data.Batch], then [dev.telar.data.Dataset] (a folder of images),
/// [dev.telar.data.IdxFile] (one file of it), [dev.telar.data.NpyFile] and [dev.telar.data.NpzFile]
/// (arrays of NumPy), [dev.telar.data.FileIdentity] and [dev.telar.data.FashionMnist]. A bad file
/// is a [dev.telar.format.FormatException].
@NullMarked
package dev.telar.data;

import org.jspecify.annotations.NullMarked;
