package dev.telar.model;

/// An autoencoder: an architecture and its parameters. Immutable.
///
/// To compute with it, open an engine: `Engine.open(model, …)`.
///
/// @param architecture the shape
/// @param parameters the numbers; their arrays must be left unchanged
public record Autoencoder(Architecture architecture, Parameters parameters) {

  /// @throws IllegalArgumentException if the parameters are of another shape than the architecture
  public Autoencoder {
    if (!parameters.fit(architecture)) {
      throw new IllegalArgumentException(
          "the parameters are of the network %s, the architecture is %s"
              .formatted(parameters.label(), architecture.label()));
    }
  }

  /// An untrained network with PyTorch's default initialisation.
  public static Autoencoder initialise(Architecture architecture, long seed) {
    return new Autoencoder(architecture, Initialisation.pytorchDefault(architecture, seed));
  }
}
