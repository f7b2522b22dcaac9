package dev.telar.model;

import dev.telar.model.Parameters.Layer;
import java.util.Iterator;
import java.util.List;

/// An autoencoder: an architecture and its parameters. Immutable, and safe for use by many threads.
///
/// One sample at a time is computed here, by plain loops:
///
/// ```java
/// float[] code = model.encode(sample);
/// float[] output = model.reconstruct(sample);
/// ```
///
/// For many samples open an engine, which gives the same bits faster:
///
/// ```java
/// try (Engine engine = Engine.open(model)) {
///   engine.reconstruct(batch, outputs);
/// }
/// ```
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
  ///
  /// @param seed the same seed and architecture give the same bits
  public static Autoencoder initialise(Architecture architecture, long seed) {
    return new Autoencoder(architecture, Initialisation.pytorchDefault(architecture, seed));
  }

  /// The code of a sample, dropout off.
  ///
  /// @param sample (D); not modified
  /// @return (code width)
  /// @throws IllegalArgumentException if the sample is of another width than the model
  public float[] encode(float[] sample) {
    return forward("a sample", sample, architecture.encoder(), parameters.encoder());
  }

  /// What the decoder makes of a code. It is taken as it is, whatever the code's activation.
  ///
  /// @param code (code width); not modified
  /// @return (D)
  /// @throws IllegalArgumentException if the code is of another width than the model's
  public float[] decode(float[] code) {
    return forward("a code", code, architecture.decoder(), parameters.decoder());
  }

  /// The reconstruction of a sample, dropout off.
  ///
  /// @param sample (D); not modified
  /// @return (D)
  /// @throws IllegalArgumentException if the sample is of another width than the model
  public float[] reconstruct(float[] sample) {
    return decode(encode(sample));
  }

  private static float[] forward(
      String name, float[] input, List<Dense> shapes, List<Layer> layers) {
    if (input.length != shapes.get(0).inputs()) {
      throw new IllegalArgumentException(
          "%s has %d values, the model takes %d"
              .formatted(name, input.length, shapes.get(0).inputs()));
    }
    float[] out = input;
    Iterator<Dense> shape = shapes.iterator();
    for (Layer layer : layers) {
      out = layer.sums(out);
      shape.next().activation().apply(out);
    }
    return out;
  }
}
