package dev.telar.measure;

/// How large a layer's parameters are, and the gradient of the error with respect to them: the
/// square roots of their sums of squares.
///
/// @param weight Frobenius norm of the weights
/// @param bias norm of the biases
/// @param weightGradient norm of the gradient with respect to the weights
/// @param biasGradient norm of the gradient with respect to the biases
public record LayerNorms(double weight, double bias, double weightGradient, double biasGradient) {}
