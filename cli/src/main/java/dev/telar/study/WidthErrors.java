package dev.telar.study;

import dev.telar.model.HiddenWidths;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.text.Spread;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a study's table says of a network.
///
/// @param testError over the seeds
/// @param paper the paper's test error; empty if it has none, or that of other data
/// @param linear what principal components reach; empty if that was not computed
public record WidthErrors(
    HiddenWidths hidden, Spread testError, OptionalDouble paper, Optional<LinearModel> linear) {}
