package dev.telar.format;

import dev.telar.data.FormatException;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An autoencoder as a safetensors file, readable by every tool of the field.
///
/// Tensors: `encoder.weight (N, D)`, `encoder.bias (N)`, `decoder.weight (D, N)`, `decoder.bias
/// (D)`. The metadata say the activations and the SHA-256 of the weights, and whatever else the
/// writer adds.
///
/// @param model the autoencoder
/// @param metadata what the file says about it
public record ModelFile(Autoencoder model, Map<String, String> metadata) {
  private static final String HIDDEN_ACTIVATION = "hidden_activation";
  private static final String OUTPUT_ACTIVATION = "output_activation";
  private static final String WEIGHTS_SHA256 = "weights_sha256";

  /// How many of a file's tensors a message names.
  private static final int MOST_NAMED = 8;

  /// The names that the four tensors go by: Telar's, and those of the paper's `linear_relu_stack`.
  private static final List<List<String>> NAMES =
      List.of(
          List.of("encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias"),
          List.of(
              "linear_relu_stack.0.weight",
              "linear_relu_stack.0.bias",
              "linear_relu_stack.3.weight",
              "linear_relu_stack.3.bias"));

  /// Writes a model, whole or not at all.
  ///
  /// @param metadata to be kept with it, besides what this class adds
  /// @throws IllegalArgumentException if a weight is infinite or NaN: it could not be read again
  public static void write(Path file, Autoencoder model, Map<String, String> metadata)
      throws IOException {
    model
        .parameters()
        .notFinite()
        .ifPresent(weight -> {
          throw new IllegalArgumentException(weight + ": such a model cannot be kept");
        });
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.putAll(activations(model.architecture()));
    all.put(WEIGHTS_SHA256, model.parameters().sha256());
    SafeTensors.write(file, all, model.parameters().tensors());
  }

  /// The metadata from which the architecture is read again, together with the tensors' shapes.
  public static Map<String, String> activations(Architecture architecture) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(HIDDEN_ACTIVATION, architecture.hiddenActivation().label());
    labels.put(OUTPUT_ACTIVATION, architecture.outputActivation().label());
    return labels;
  }

  /// Whether the file says its activations; otherwise they were taken to be ReLU.
  public boolean statesActivations() {
    return metadata.containsKey(HIDDEN_ACTIVATION) && metadata.containsKey(OUTPUT_ACTIVATION);
  }

  /// Reads a model. A file without metadata, as PyTorch writes it, is taken to use ReLU twice as
  /// the paper does.
  ///
  /// @throws FormatException if it is no such file, the shapes do not fit each other, a weight is
  ///   infinite or NaN, or the weights are not those whose SHA-256 it states
  public static ModelFile read(Path file) throws IOException {
    return of(file, SafeTensors.read(file));
  }

  /// The model in a file that was read.
  ///
  /// @param file what messages call it
  /// @throws FormatException as [#read]
  public static ModelFile of(Path file, SafeTensors content) throws FormatException {
    Parameters parameters = parameters(file, content, NAMES);
    Map<String, String> metadata = content.metadata();
    String stated = metadata.get(WEIGHTS_SHA256);
    if (stated != null && !stated.equals(parameters.sha256())) {
      throw new FormatException(
          file,
          content.dataOffset(),
          "the file is damaged: it states weights with the SHA-256 "
              + stated
              + ", they have "
              + parameters.sha256());
    }
    Optional<String> notFinite = parameters.notFinite();
    if (notFinite.isPresent()) {
      throw new FormatException(
          file,
          content.dataOffset(),
          notFinite.get() + ": nothing can be computed with such a model");
    }
    try {
      var architecture =
          new Architecture(
              parameters.inputs(),
              parameters.hidden(),
              Activation.of(metadata.getOrDefault(HIDDEN_ACTIVATION, "relu")),
              Activation.of(metadata.getOrDefault(OUTPUT_ACTIVATION, "relu")));
      return new ModelFile(new Autoencoder(architecture, parameters), metadata);
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          file, content.headerOffset(SafeTensorsHeader.METADATA), String.valueOf(e.getMessage()));
    }
  }

  /// The numbers that a file has for each parameter under the model's names with a prefix.
  ///
  /// @param file what messages call it
  /// @throws FormatException if a tensor is not there, or the shapes do not fit each other
  public static Parameters parameters(Path file, SafeTensors content, String prefix)
      throws FormatException {
    List<String> names = NAMES.getFirst().stream().map(prefix::concat).toList();
    return parameters(file, content, List.of(names));
  }

  private static Parameters parameters(Path file, SafeTensors content, List<List<String>> known)
      throws FormatException {
    Map<String, Tensor> tensors = content.tensors();
    for (List<String> names : known) {
      if (tensors.keySet().containsAll(names)) {
        List<Tensor> four = names.stream().map(tensors::get).toList();
        checkShapes(file, content, four);
        return new Parameters(
            four.get(0).values(), four.get(1).values(), four.get(2).values(), four.get(3).values());
      }
    }
    throw new FormatException(
        file,
        SafeTensorsHeader.OFFSET,
        "no autoencoder with one hidden layer: expected the tensors "
            + String.join(", ", known.getFirst())
            + ", found "
            + named(tensors.keySet()));
  }

  private static String named(Set<String> tensors) {
    String first = tensors.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return tensors.size() <= MOST_NAMED
        ? first
        : first + " and " + (tensors.size() - MOST_NAMED) + " more";
  }

  private static void checkShapes(Path file, SafeTensors content, List<Tensor> tensors)
      throws FormatException {
    String first = tensors.getFirst().name();
    List<Integer> encoder = tensors.getFirst().shape();
    if (encoder.size() != 2 || encoder.get(0) < 1 || encoder.get(1) < 1) {
      throw new FormatException(
          file,
          content.headerOffset(first),
          first + " must be a matrix (hidden, inputs), it is " + encoder);
    }
    int hidden = encoder.get(0);
    int inputs = encoder.get(1);
    List<List<Integer>> expected =
        List.of(encoder, List.of(hidden), List.of(inputs, hidden), List.of(inputs));
    for (int i = 0; i < expected.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (!tensor.shape().equals(expected.get(i))) {
        throw new FormatException(
            file,
            content.headerOffset(tensor.name()),
            "%s is %s, expected %s to fit %s %s"
                .formatted(tensor.name(), tensor.shape(), expected.get(i), first, encoder));
      }
    }
  }
}
