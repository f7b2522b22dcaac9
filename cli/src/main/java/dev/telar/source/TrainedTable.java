package dev.telar.source;

import dev.telar.preparation.Preparation;

/// The table that a model was trained on.
///
/// @param sha256 see [dev.telar.data.Dataset#sha256]
/// @param preparation of its columns
public record TrainedTable(String sha256, Preparation preparation) {}
