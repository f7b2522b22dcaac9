package dev.telar.run;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.nio.file.Path;
import java.util.Optional;

/// The activations that somebody gives for the weights in a file. What is not given is the file's,
/// or ReLU where the file does not say.
///
/// @param hidden of the hidden layer
/// @param output of the output
public record Activations(Optional<Activation> hidden, Optional<Activation> output) {
  /// The file's weights with these activations.
  public Autoencoder of(ModelFile file) {
    Architecture stated = file.model().architecture();
    var given =
        new Architecture(
            stated.inputs(),
            stated.hidden(),
            hidden.orElse(stated.hiddenActivation()),
            output.orElse(stated.outputActivation()));
    return new Autoencoder(given, file.model().parameters());
  }

  /// A line about what a file leaves to guess, or what is done otherwise than it says; empty if
  /// nothing is.
  ///
  /// @param path what the line calls the file
  public Optional<String> note(Path path, ModelFile file) {
    Architecture used = of(file).architecture();
    Architecture stated = file.model().architecture();
    if (!file.statesActivations()) {
      return hidden.isPresent() && output.isPresent()
          ? Optional.empty()
          : Optional.of(
              "%s does not say its activations; they are taken to be %s, --activation and --output say others"
                  .formatted(path, names(used)));
    }
    return used.equals(stated)
        ? Optional.empty()
        : Optional.of(
            "%s says the activations %s, what was given comes first: %s"
                .formatted(path, names(stated), names(used)));
  }

  private static String names(Architecture architecture) {
    return architecture.hiddenActivation().label()
        + " and "
        + architecture.outputActivation().label();
  }
}
