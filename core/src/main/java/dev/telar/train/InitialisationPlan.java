package dev.telar.train;

import dev.telar.model.Initialisation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// How a model's parameters begin.
///
/// @param encoder how the encoder's layers begin
/// @param decoder how the decoder's layers begin
/// @param outputAtMean whether the output's biases begin so that its activation gives the training
///   rows' mean where no hidden unit is active
/// @param centred whether the first layer's biases begin so that the training rows' mean gives 0
///   before the activation
public record InitialisationPlan(
    Initialisation encoder, Initialisation decoder, boolean outputAtMean, boolean centred) {
  /// PyTorch's default for every layer.
  public static final InitialisationPlan PYTORCH_DEFAULT =
      of(Initialisation.PYTORCH_DEFAULT, Initialisation.PYTORCH_DEFAULT);

  /// @throws IllegalArgumentException if one half alone begins with principal components, or biases
  ///   are asked for that they decide
  public InitialisationPlan {
    Objects.requireNonNull(encoder);
    Objects.requireNonNull(decoder);
    boolean pca = encoder == Initialisation.PCA;
    if (pca != (decoder == Initialisation.PCA)) {
      throw new IllegalArgumentException(
          "init pca is for both layers, got " + encoder + "," + decoder);
    }
    if (pca && (outputAtMean || centred)) {
      throw new IllegalArgumentException(
          "init pca decides the biases; leave output bias and centre inputs away");
    }
  }

  /// With the biases that belong to the two.
  public static InitialisationPlan of(Initialisation encoder, Initialisation decoder) {
    return new InitialisationPlan(encoder, decoder, false, false);
  }

  /// The plan of this [#label()].
  ///
  /// @throws IllegalArgumentException if there is none
  static InitialisationPlan of(String label) {
    List<String> names = List.of(label.split(",", 2));
    return of(Initialisation.of(names.getFirst()), Initialisation.of(names.getLast()));
  }

  /// Whether a text is a [#label()].
  static boolean isLabel(String text) {
    return Arrays.stream(text.split(",", 2))
        .allMatch(name ->
            Arrays.stream(Initialisation.values()).anyMatch(i -> i.toString().equals(name)));
  }

  /// The name of how both halves begin, or the two names with a comma.
  public String label() {
    return encoder == decoder ? encoder.toString() : encoder + "," + decoder;
  }

  /// These with other biases.
  public InitialisationPlan withBiases(boolean outputAtMean, boolean centred) {
    return new InitialisationPlan(encoder, decoder, outputAtMean, centred);
  }

  /// Whether the layers hold the principal components of the training rows.
  public boolean isPrincipalComponents() {
    return encoder == Initialisation.PCA;
  }
}
