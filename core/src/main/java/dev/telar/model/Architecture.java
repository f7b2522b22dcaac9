package dev.telar.model;

import java.util.Objects;

/// The shape of an autoencoder with one hidden layer: `inputs → hidden → inputs`.
///
/// @param inputs D, the width of a sample
/// @param hidden N, the width of the hidden layer
/// @param hiddenActivation after the encoder's linear layer
/// @param outputActivation after the decoder's linear layer
public record Architecture(
    int inputs, int hidden, Activation hiddenActivation, Activation outputActivation) {

  /// @throws IllegalArgumentException if a width is below 1, or a layer would not fit into an array
  public Architecture {
    Objects.requireNonNull(hiddenActivation);
    Objects.requireNonNull(outputActivation);
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs must be at least 1, got " + inputs);
    }
    if (hidden < 1) {
      throw new IllegalArgumentException("hidden must be at least 1, got " + hidden);
    }
    if ((long) inputs * hidden > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a layer of "
              + inputs
              + " × "
              + hidden
              + " weights is too large; at most 2147483639 fit");
    }
  }

  /// The paper's network: ReLU after both layers.
  public static Architecture relu(int inputs, int hidden) {
    return new Architecture(inputs, hidden, new Activation.Relu(), new Activation.Relu());
  }

  /// Checks top-k, which a training and a file are to make sense of.
  ///
  /// @throws IllegalArgumentException if it keeps more units than there are, or is the output's
  public void checkTopK() {
    if (hiddenActivation instanceof Activation.TopK(int k) && k > hidden) {
      throw new IllegalArgumentException(
          "%s keeps more units than the %d of the hidden layer"
              .formatted(hiddenActivation.label(), hidden));
    }
    if (outputActivation instanceof Activation.TopK) {
      throw new IllegalArgumentException("top-k is for the hidden layer, not for the output");
    }
  }

  /// The number of trainable parameters: 2·D·N + N + D.
  public long parameterCount() {
    return 2L * inputs * hidden + hidden + inputs;
  }
}
