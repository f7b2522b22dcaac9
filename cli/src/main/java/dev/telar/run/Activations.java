package dev.telar.run;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The activations that somebody gives for the weights in a file. What is not given is the file's,
/// or ReLU where the file does not say.
///
/// @param hidden of the hidden layers but the code
/// @param code of the code; where it is neither given nor stated by the file it is that of the
///   other hidden layers
/// @param output of the output
public record Activations(
    Optional<Activation> hidden, Optional<Activation> code, Optional<Activation> output) {
  /// The file's weights with these activations.
  ///
  /// @throws IllegalArgumentException if top-k keeps more units than the code has, or is not the
  ///   code's
  public Autoencoder of(ModelFile file) {
    Architecture stated = file.model().architecture();
    // What a file states of its code comes before what a code has by default.
    boolean codeStated = stated.isDeep() && file.statesHiddenActivation();
    Optional<Activation> ofCode = code.or(() -> codeStated ? Optional.empty() : hidden);
    List<Dense> layers = new ArrayList<>();
    for (Dense layer : stated.layers()) {
      int place = layers.size();
      Activation given =
          place == stated.encoder().size() - 1
              ? ofCode.orElse(layer.activation())
              : place == stated.hiddenLayers()
                  ? output.orElse(layer.activation())
                  : hidden.orElse(layer.activation());
      layers.add(new Dense(layer.inputs(), layer.outputs(), given));
    }
    return new Autoencoder(
        Architecture.of(layers, stated.encoder().size()), file.model().parameters());
  }

  /// A line about what a file leaves to guess, or what is done otherwise than it says; empty if
  /// nothing is.
  ///
  /// @param path what the line calls the file
  public Optional<String> note(Path path, ModelFile file) {
    Architecture used = of(file).architecture();
    Architecture stated = file.model().architecture();
    boolean hiddenSaid = file.statesHiddenActivation();
    boolean outputSaid = file.statesOutputActivation();
    if (!hiddenSaid && !outputSaid && hidden.isEmpty() && code.isEmpty() && output.isEmpty()) {
      return Optional.of(
          "%s does not say its activations; they are taken to be %s, --activation and --output say others"
              .formatted(path, names(used)));
    }
    if (hiddenSaid && outputSaid) {
      return used.equals(stated)
          ? Optional.empty()
          : Optional.of(
              "%s says the activations %s, what was given comes first: %s"
                  .formatted(path, names(stated), names(used)));
    }
    List<String> layers =
        Stream.of(
                note("hidden", "--activation", hiddenSaid, stated.codeActivation(), hidden),
                note("output", "--output", outputSaid, stated.outputActivation(), output))
            .flatMap(Optional::stream)
            .toList();
    return layers.isEmpty()
        ? Optional.empty()
        : Optional.of(path + " " + String.join("; it ", layers));
  }

  private static Optional<String> note(
      String layer, String option, boolean said, Activation stated, Optional<Activation> given) {
    if (!said && given.isEmpty()) {
      return Optional.of(
          "does not say its %s activation; it is taken to be %s, %s says another"
              .formatted(layer, stated.label(), option));
    }
    return said && given.isPresent() && !given.get().equals(stated)
        ? Optional.of(
            "says the %s activation %s, what was given comes first: %s"
                .formatted(layer, stated.label(), given.get().label()))
        : Optional.empty();
  }

  private static String names(Architecture architecture) {
    List<String> labels =
        architecture.layers().stream().map(layer -> layer.activation().label()).toList();
    return labels.size() > 2 && labels.stream().distinct().count() == 1
        ? labels.getFirst() + " everywhere"
        : String.join(", ", labels.subList(0, labels.size() - 1)) + " and " + labels.getLast();
  }
}
