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

/// An autoencoder as a safetensors file, readable by every tool of the field.
///
/// Tensors: `encoder.weight (N, D)`, `encoder.bias (N)`, `decoder.weight (D, N)`, `decoder.bias
/// (D)`. The metadata say the activations and the SHA-256 of the weights, and whatever else the
/// writer adds.
///
/// @param model the autoencoder
/// @param metadata what the file says about it; also that a network with the tensor names of the
///   paper's class uses ReLU twice
public record ModelFile(Autoencoder model, Map<String, String> metadata) {
  /// What the metadata of a checkpoint have: the version of its format.
  public static final String CHECKPOINT = "telar_checkpoint";

  private static final String HIDDEN_ACTIVATION = "hidden_activation";
  private static final String OUTPUT_ACTIVATION = "output_activation";
  private static final String RELU = new Activation.Relu().label();
  private static final String WEIGHTS_SHA256 = "weights_sha256";

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

  /// Whether the file says the activation of its hidden layer; otherwise it was taken to be ReLU.
  public boolean statesHiddenActivation() {
    return metadata.containsKey(HIDDEN_ACTIVATION);
  }

  /// The same of its output.
  public boolean statesOutputActivation() {
    return metadata.containsKey(OUTPUT_ACTIVATION);
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
    TensorNames names =
        TensorNames.find(file, content.names(), content.metadata().containsKey(CHECKPOINT));
    Parameters parameters = parameters(file, content, names);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    if (names.sayRelu()) {
      metadata.putIfAbsent(HIDDEN_ACTIVATION, RELU);
      metadata.putIfAbsent(OUTPUT_ACTIVATION, RELU);
    }
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
              Activation.of(metadata.getOrDefault(HIDDEN_ACTIVATION, RELU)),
              Activation.of(metadata.getOrDefault(OUTPUT_ACTIVATION, RELU)));
      architecture.checkTopK();
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
    return parameters(file, content, TensorNames.own(prefix));
  }

  private static Parameters parameters(Path file, SafeTensors content, TensorNames names)
      throws FormatException {
    Tensor encoderBias = content.tensor(file, names.encoderBias());
    Tensor decoderBias = content.tensor(file, names.decoderBias());
    boolean hasEncoder = content.names().contains(names.encoderWeight());
    boolean hasDecoder = content.names().contains(names.decoderWeight());
    // Of tied weights one matrix is saved.
    String first = hasEncoder ? names.encoderWeight() : names.decoderWeight();
    List<Integer> shape = content.tensor(file, first).shape();
    if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
      throw new FormatException(
          file,
          content.headerOffset(first),
          first
              + " must be a matrix "
              + (hasEncoder ? "(hidden, inputs)" : "(inputs, hidden)")
              + ", it is "
              + shape);
    }
    int hidden = shape.get(hasEncoder ? 0 : 1);
    int inputs = shape.get(hasEncoder ? 1 : 0);
    var shapes = new Shapes(file, content, first + " " + shape);
    shapes.check(encoderBias, List.of(hidden));
    if (hasEncoder && hasDecoder) {
      shapes.check(content.tensor(file, names.decoderWeight()), List.of(inputs, hidden));
    }
    shapes.check(decoderBias, List.of(inputs));
    float[] weight = content.tensor(file, first).values();
    return new Parameters(
        hasEncoder ? weight : transposed(weight, inputs, hidden),
        encoderBias.values(),
        hasDecoder
            ? content.tensor(file, names.decoderWeight()).values()
            : transposed(weight, hidden, inputs),
        decoderBias.values());
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }

  /// Checks tensors against one of them.
  private record Shapes(Path file, SafeTensors content, String first) {
    void check(Tensor tensor, List<Integer> expected) throws FormatException {
      if (!tensor.shape().equals(expected)) {
        throw new FormatException(
            file,
            content.headerOffset(tensor.name()),
            "%s is %s, expected %s to fit %s"
                .formatted(tensor.name(), tensor.shape(), expected, first));
      }
    }
  }
}
