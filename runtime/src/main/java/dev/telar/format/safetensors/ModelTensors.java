package dev.telar.format.safetensors;

import dev.telar.format.FormatException;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An autoencoder as the tensors and metadata of a safetensors file.
///
/// @param model the autoencoder
/// @param metadata as the file has them; that a network with the tensor names of the paper's class
///   uses ReLU twice is added
public record ModelTensors(Autoencoder model, Map<String, String> metadata) {
  /// What the metadata of a checkpoint have: the version of its format.
  public static final String CHECKPOINT = "telar_checkpoint";

  private static final String ARCHITECTURE = "architecture";
  private static final String ACTIVATIONS = "activations";
  private static final String HIDDEN_ACTIVATION = "hidden_activation";
  private static final String OUTPUT_ACTIVATION = "output_activation";
  private static final String RELU = new Activation.Relu().label();
  private static final String WEIGHTS_SHA256 = "weights_sha256";

  /// The metadata of a model's file: those of its architecture, its checksum, and others.
  ///
  /// @param metadata to be kept with it
  /// @throws IllegalArgumentException if a weight is infinite or NaN: it could not be read again
  public static Map<String, String> metadata(Autoencoder model, Map<String, String> metadata) {
    model
        .parameters()
        .notFinite()
        .ifPresent(weight -> {
          throw new IllegalArgumentException(weight + ": such a model cannot be kept");
        });
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.putAll(architecture(model.architecture()));
    all.put(WEIGHTS_SHA256, model.parameters().sha256());
    return all;
  }

  /// The metadata from which the architecture is read again, together with the tensors' shapes.
  public static Map<String, String> architecture(Architecture architecture) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (architecture.isDeep()) {
      labels.put(ARCHITECTURE, architecture.label());
      labels.put(
          ACTIVATIONS,
          architecture.layers().stream()
              .map(layer -> layer.activation().label())
              .collect(Collectors.joining(",")));
    } else {
      labels.put(HIDDEN_ACTIVATION, architecture.codeActivation().label());
      labels.put(OUTPUT_ACTIVATION, architecture.outputActivation().label());
    }
    return labels;
  }

  /// Whether the file states the activations of its hidden layers; otherwise they were taken to be
  /// ReLU.
  public boolean statesHiddenActivation() {
    return metadata.containsKey(ACTIVATIONS) || metadata.containsKey(HIDDEN_ACTIVATION);
  }

  /// The same of its output.
  public boolean statesOutputActivation() {
    return metadata.containsKey(ACTIVATIONS) || metadata.containsKey(OUTPUT_ACTIVATION);
  }

  /// The model in a file that was read.
  ///
  /// @throws FormatException if it has none, the shapes do not fit each other, a weight is infinite
  ///   or NaN, or the weights are not those whose SHA-256 it states
  public static ModelTensors of(SafeTensors content) throws FormatException {
    TensorNames names = TensorNames.find(content);
    Parameters parameters = parameters(content, names);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    if (names.sayRelu()) {
      metadata.putIfAbsent(HIDDEN_ACTIVATION, RELU);
      metadata.putIfAbsent(OUTPUT_ACTIVATION, RELU);
    }
    String stated = metadata.get(WEIGHTS_SHA256);
    if (stated != null && !stated.equals(parameters.sha256())) {
      throw content.problem(
          content.dataOffset(),
          "the file is damaged: it states weights with the SHA-256 "
              + stated
              + ", they have "
              + parameters.sha256());
    }
    for (String name : names.tensors()) {
      Optional<String> notFinite =
          content.names().contains(name) ? content.tensor(name).notFinite() : Optional.empty();
      if (notFinite.isPresent()) {
        throw content.problem(
            content.dataOffset(), notFinite.get() + ": nothing can be computed with such a model");
      }
    }
    try {
      return new ModelTensors(
          new Autoencoder(architecture(parameters, metadata), parameters), metadata);
    } catch (IllegalArgumentException e) {
      throw content.problem(
          content.headerOffset(SafeTensorsHeader.METADATA), String.valueOf(e.getMessage()));
    }
  }

  /// The architecture of parameters with the activations that metadata state; one that is not
  /// stated is ReLU.
  ///
  /// @throws IllegalArgumentException if the metadata state another network
  private static Architecture architecture(Parameters parameters, Map<String, String> metadata) {
    List<String> labels = labels(parameters, metadata);
    Iterator<Activation> activations = labels.stream().map(Activation::of).iterator();
    var architecture =
        new Architecture(
            dense(parameters.encoder(), activations), dense(parameters.decoder(), activations));
    String stated = metadata.get(ARCHITECTURE);
    if (architecture.isDeep() && stated != null && !stated.equals(architecture.label())) {
      throw new IllegalArgumentException(
          "%s is %s, the tensors are of %s".formatted(ARCHITECTURE, stated, architecture.label()));
    }
    return architecture;
  }

  private static List<String> labels(Parameters parameters, Map<String, String> metadata) {
    int layers = parameters.layers().size();
    String all = metadata.get(ACTIVATIONS);
    String hidden = metadata.get(HIDDEN_ACTIVATION);
    String output = metadata.get(OUTPUT_ACTIVATION);
    if (all == null && layers == 2) {
      return List.of(
          Objects.requireNonNullElse(hidden, RELU), Objects.requireNonNullElse(output, RELU));
    }
    if (hidden != null || output != null) {
      throw new IllegalArgumentException(
          "%s and %s are of one hidden layer alone; %s names those of all layers of %s"
              .formatted(HIDDEN_ACTIVATION, OUTPUT_ACTIVATION, ACTIVATIONS, parameters.label()));
    }
    if (all == null) {
      return Collections.nCopies(layers, RELU);
    }
    List<String> labels = List.of(all.split(",", -1));
    if (labels.size() != layers) {
      throw new IllegalArgumentException(
          "%s names %d activations, the network %s has %d layers"
              .formatted(ACTIVATIONS, labels.size(), parameters.label(), layers));
    }
    return labels;
  }

  private static List<Dense> dense(List<Layer> layers, Iterator<Activation> activations) {
    return layers.stream()
        .map(layer -> new Dense(layer.inputs(), layer.outputs(), activations.next()))
        .toList();
  }

  /// The numbers that a file has for each parameter of a model, under Telar's names with a prefix.
  ///
  /// @throws FormatException if a tensor is not there, or the shapes do not fit each other
  public static Parameters parameters(SafeTensors content, String prefix, Architecture architecture)
      throws FormatException {
    int encoder = architecture.encoder().size();
    int decoder = architecture.decoder().size();
    return parameters(content, TensorNames.own(prefix, encoder, decoder));
  }

  private static Parameters parameters(SafeTensors content, TensorNames names)
      throws FormatException {
    List<String> layers = names.layers();
    List<Layer> read = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      read.add(layer(content, layers.get(i), layers.get(layers.size() - 1 - i)));
    }
    checkWidths(content, layers, read);
    int code = names.decoder().isEmpty() ? narrowest(read) + 1 : names.encoder().size();
    return Parameters.of(read, code);
  }

  /// @param mirror the layer whose weights, transposed, are this one's where it has none
  private static Layer layer(SafeTensors content, String name, String mirror)
      throws FormatException {
    boolean own = content.names().contains(TensorNames.weight(name));
    Tensor weight = content.tensor(TensorNames.weight(own ? name : mirror));
    List<Integer> shape = weight.shape();
    if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
      throw content.problem(
          content.headerOffset(weight.name()),
          "%s must be a matrix (outputs, inputs), it is %s".formatted(weight.name(), shape));
    }
    int outputs = shape.get(own ? 0 : 1);
    if (!content.names().contains(TensorNames.bias(name))) {
      throw content.problem(
          content.headerOffset(weight.name()),
          "there is no tensor %s, expected [%d] to fit %s %s"
              .formatted(TensorNames.bias(name), outputs, weight.name(), shape));
    }
    Tensor bias = content.tensor(TensorNames.bias(name));
    if (!bias.shape().equals(List.of(outputs))) {
      throw content.problem(
          content.headerOffset(bias.name()),
          "%s is %s, expected [%d] to fit %s %s"
              .formatted(bias.name(), bias.shape(), outputs, weight.name(), shape));
    }
    return own
        ? new Layer(weight.values(), bias.values())
        : new Layer(
            new Layer(weight.values(), new float[shape.get(0)]).transposedWeight(), bias.values());
  }

  /// Each layer's inputs are the outputs of the one before, and the first one's are the last one's.
  private static void checkWidths(SafeTensors content, List<String> names, List<Layer> layers)
      throws FormatException {
    for (int i = 0; i < layers.size(); i++) {
      int before = Math.floorMod(i - 1, layers.size());
      if (layers.get(i).inputs() != layers.get(before).outputs()) {
        String shapes =
            IntStream.range(0, layers.size())
                .mapToObj(l ->
                    "%s [%d, %d]"
                        .formatted(
                            TensorNames.weight(names.get(l)),
                            layers.get(l).outputs(),
                            layers.get(l).inputs()))
                .collect(Collectors.joining(", "));
        throw content.problem(
            content.headerOffset(TensorNames.bias(names.get(i))),
            "the layers do not lead from the %d inputs back to %d outputs, one into the next: %s"
                .formatted(layers.get(0).inputs(), layers.get(0).inputs(), shapes));
      }
    }
  }

  /// The first layer with the fewest outputs, the last one left out.
  private static int narrowest(List<Layer> layers) {
    int narrowest = 0;
    for (int i = 1; i < layers.size() - 1; i++) {
      if (layers.get(i).outputs() < layers.get(narrowest).outputs()) {
        narrowest = i;
      }
    }
    return narrowest;
  }
}
