package dev.telar.measure;

/// An output over many samples: a pixel, where the samples are images.
///
/// @param activity of the unit
/// @param greatestPreActivation before the activation, over all samples; a ReLU that is dead has
///   none above 0
/// @param dataMean what it should give on average, of the values that count
/// @param error its mean of (y − x)² over the samples, each counting what the value and its row
///   count: over all outputs the mean of it is the model's error
/// @param errorShare its part of the error of all outputs, in [0, 1]
public record OutputUnit(
    UnitActivity activity,
    float greatestPreActivation,
    double dataMean,
    double error,
    double errorShare) {}
