package dev.telar.format.safetensors;

import dev.telar.format.FormatException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the layers of an autoencoder are called in a file: Telar's names, those of the paper's
/// class, or those of one or two `nn.Sequential`, all of them also behind a common prefix, as
/// `DataParallel`, `torch.compile` and classes around the network leave it.
///
/// A layer is a name such as `encoder` or `net.2`, whose tensors are `net.2.weight` and
/// `net.2.bias`. A layer's weights may be missing where its mirror's are there: tied weights are
/// saved once.
///
/// @param encoder from the samples to the code; all layers if there is no decoder
/// @param decoder from the code to the samples; empty where only the widths say where the code is
record TensorNames(List<String> encoder, List<String> decoder) {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  /// The last part of a layer's name, if it is a number: `net.2` is layer 2 of `net`.
  private static final Pattern NUMBERED = Pattern.compile("(?:.*\\.)?(\\d{1,9})");

  private static final String PAPER = "linear_relu_stack.";
  private static final String EXPECTED =
      "encoder.weight, encoder.bias, decoder.weight, decoder.bias, with numbers (encoder.0.weight)"
          + " where there are more layers, or the layers of an nn.Sequential (0.weight, 0.bias,"
          + " 2.weight, 2.bias), all also behind one prefix";

  /// How many of a file's tensors a message names.
  private static final int MOST_NAMED = 8;

  TensorNames {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  /// Telar's names behind a prefix, as [dev.telar.model.Parameters#tensors()] has them.
  static TensorNames own(String prefix, int encoderLayers, int decoderLayers) {
    boolean numbered = encoderLayers + decoderLayers > 2;
    return new TensorNames(
        own(prefix + "encoder", encoderLayers, numbered),
        own(prefix + "decoder", decoderLayers, numbered));
  }

  private static List<String> own(String part, int layers, boolean numbered) {
    return Stream.iterate(0, i -> i < layers, i -> i + 1)
        .map(i -> numbered ? part + "." + i : part)
        .toList();
  }

  /// The layers that a file has.
  ///
  /// @throws FormatException if it has none that are known, several networks, or beside the layers
  ///   tensors of the same network
  static TensorNames find(SafeTensors content) throws FormatException {
    boolean checkpoint = content.metadata().containsKey(ModelTensors.CHECKPOINT);
    List<TensorNames> found = new ArrayList<>();
    Map<String, List<String>> parts = parts(content.names());
    for (var part : parts.entrySet()) {
      String name = part.getKey();
      if (isPart(name, "encoder")) {
        String prefix = name.substring(0, name.length() - "encoder".length());
        List<String> decoder = parts.get(prefix + "decoder");
        if (decoder != null) {
          found.add(new TensorNames(part.getValue(), decoder));
        }
      } else if (!isPart(name, "decoder") && part.getValue().size() > 1) {
        found.add(new TensorNames(part.getValue(), List.of()));
      }
    }
    if (checkpoint) {
      // It has the model, and behind prefixes what goes with it.
      found.removeIf(names -> !names.hasNoPrefix());
    }
    if (found.size() != 1) {
      throw content.problem(
          SafeTensorsHeader.OFFSET,
          "%s: expected the tensors %s; found %s"
              .formatted(
                  found.isEmpty() ? "no autoencoder" : "more than one network",
                  EXPECTED,
                  named(content, content.names())));
    }
    if (!checkpoint) {
      found.get(0).checkAlone(content);
    }
    return found.get(0);
  }

  /// The layers of each part of a network, in order, by the part's name: `encoder` has the layer of
  /// that name or the numbered ones, and `net` the numbered ones.
  private static Map<String, List<String>> parts(Collection<String> tensors) {
    Map<String, TreeMap<Integer, String>> parts = new LinkedHashMap<>();
    for (String tensor : tensors) {
      String layer = parent(tensor);
      if (tensor.equals(weight(layer)) || tensor.equals(bias(layer))) {
        Matcher numbered = NUMBERED.matcher(layer);
        if (numbered.matches()) {
          int place = Integer.parseInt(numbered.group(1));
          parts.computeIfAbsent(parent(layer), part -> new TreeMap<>()).put(place, layer);
        } else if (isPart(layer, "encoder") || isPart(layer, "decoder")) {
          parts.computeIfAbsent(layer, part -> new TreeMap<>()).put(-1, layer);
        }
      }
    }
    Map<String, List<String>> layers = new LinkedHashMap<>();
    parts.forEach((part, byPlace) -> layers.put(part, List.copyOf(byPlace.values())));
    return layers;
  }

  /// The module that a module or tensor is in: `net` for `net.2`, nothing for `net`.
  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /// Whether a name is that of the encoder or decoder, perhaps behind a prefix.
  private static boolean isPart(String name, String part) {
    return name.equals(part) || name.endsWith("." + part);
  }

  private boolean hasNoPrefix() {
    return encoder.get(0).startsWith("encoder");
  }

  /// Whether they are those of the paper's class, which is named after its activations.
  boolean sayRelu() {
    return layers().size() == 2
        && isPart(encoder.get(0), PAPER + "0")
        && isPart(encoder.get(encoder.size() - 1), PAPER + "3");
  }

  /// All layers in the order in which a sample passes them.
  List<String> layers() {
    return Stream.concat(encoder.stream(), decoder.stream()).toList();
  }

  /// The tensors of all layers, weights before biases; of tied weights one may not be there.
  List<String> tensors() {
    return layers().stream().flatMap(layer -> Stream.of(weight(layer), bias(layer))).toList();
  }

  /// The tensor of a layer's weights.
  static String weight(String layer) {
    return layer + WEIGHT;
  }

  /// The tensor of a layer's biases.
  static String bias(String layer) {
    return layer + BIAS;
  }

  /// Refuses what else is in the same network: it would be part of what the network computes.
  private void checkAlone(SafeTensors content) throws FormatException {
    Set<String> own = new LinkedHashSet<>(tensors());
    String network = network();
    List<String> others =
        content.names().stream()
            .filter(tensor -> tensor.startsWith(network) && !own.contains(tensor))
            .toList();
    if (!others.isEmpty()) {
      throw content.problem(
          content.headerOffset(others.get(0)),
          "no autoencoder of dense layers alone: beside %s there are %s"
              .formatted(
                  named(content, own.stream().filter(content.names()::contains).toList()),
                  named(content, others)));
    }
  }

  /// What the names of all of the network's tensors begin with.
  private String network() {
    String first = encoder.get(0);
    String part = NUMBERED.matcher(first).matches() ? parent(first) : first;
    String network = parent(part);
    return network.isEmpty() ? network : network + ".";
  }

  /// Some of a file's tensors with their shapes.
  private static String named(SafeTensors content, Collection<String> tensors) {
    String first =
        tensors.stream()
            .limit(MOST_NAMED)
            .map(tensor -> tensor + " " + content.shape(tensor))
            .collect(Collectors.joining(", "));
    return tensors.size() <= MOST_NAMED
        ? first
        : first + " and " + (tensors.size() - MOST_NAMED) + " more";
  }
}
