package dev.telar.format;

import dev.telar.data.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the four tensors of an autoencoder are called in a file: Telar's names, those of the
/// paper's class, or those of two `nn.Sequential`, all of them also behind a common prefix, as
/// `DataParallel`, `torch.compile` and classes around the network leave it.
///
/// One matrix may be missing: tied weights are saved once.
record TensorNames(
    String encoderWeight, String encoderBias, String decoderWeight, String decoderBias) {
  private static final TensorNames OWN = layers("encoder", "decoder");
  private static final TensorNames PAPER = layers("linear_relu_stack.0", "linear_relu_stack.3");
  private static final List<TensorNames> KNOWN =
      List.of(OWN, PAPER, layers("encoder.0", "decoder.0"));

  /// How many of a file's tensors a message names.
  private static final int MOST_NAMED = 8;

  private static TensorNames layers(String encoder, String decoder) {
    return new TensorNames(
        encoder + ".weight", encoder + ".bias", decoder + ".weight", decoder + ".bias");
  }

  /// Telar's names behind a prefix.
  static TensorNames own(String prefix) {
    return OWN.behind(prefix);
  }

  private TensorNames behind(String prefix) {
    return new TensorNames(
        prefix + encoderWeight, prefix + encoderBias, prefix + decoderWeight, prefix + decoderBias);
  }

  /// The names that a file has.
  ///
  /// @param tensors all of the file's names
  /// @param checkpoint whether it is one of Telar's, which has the model, and behind prefixes what
  ///   goes with it
  /// @throws FormatException if it has none of those that are known, or several models
  static TensorNames find(Path file, Collection<String> tensors, boolean checkpoint)
      throws FormatException {
    List<TensorNames> found = new ArrayList<>();
    for (TensorNames names : KNOWN) {
      for (String tensor : tensors) {
        if (tensor.endsWith(names.decoderBias)) {
          String prefix = tensor.substring(0, tensor.length() - names.decoderBias.length());
          TensorNames behind = names.behind(prefix);
          if ((prefix.isEmpty() || prefix.endsWith(".")) && behind.isIn(tensors)) {
            found.add(behind);
          }
        }
      }
    }
    List<TensorNames> meant =
        checkpoint ? found.stream().filter(OWN::equals).toList() : List.copyOf(found);
    if (meant.size() != 1) {
      throw new FormatException(
          file,
          SafeTensorsHeader.OFFSET,
          (meant.isEmpty() ? "no autoencoder" : "more than one autoencoder")
              + " with one hidden layer: expected the tensors "
              + OWN.all().collect(Collectors.joining(", "))
              + ", or the same behind one prefix, found "
              + named(tensors));
    }
    meant.getFirst().checkAlone(file, tensors);
    return meant.getFirst();
  }

  /// Whether they are those of the paper's class, which is named after its activations.
  boolean sayRelu() {
    return encoderBias.endsWith(PAPER.encoderBias);
  }

  private boolean isIn(Collection<String> tensors) {
    return tensors.contains(encoderBias)
        && tensors.contains(decoderBias)
        && (tensors.contains(encoderWeight) || tensors.contains(decoderWeight));
  }

  /// Refuses a deeper network, of which these would be two layers among others.
  private void checkAlone(Path file, Collection<String> tensors) throws FormatException {
    List<String> modules = Stream.of(encoderBias, decoderBias).map(this::module).toList();
    List<String> others =
        tensors.stream()
            .filter(tensor -> modules.stream().anyMatch(tensor::startsWith))
            .filter(tensor -> all().noneMatch(tensor::equals))
            .toList();
    if (!others.isEmpty()) {
      throw new FormatException(
          file,
          SafeTensorsHeader.OFFSET,
          "no autoencoder with one hidden layer: beside %s there are %s"
              .formatted(all().collect(Collectors.joining(", ")), named(others)));
    }
  }

  /// What a layer's name begins with up to its number, or up to its parameter.
  private String module(String bias) {
    String layer = bias.substring(0, bias.lastIndexOf('.') + 1);
    return layer.replaceFirst("\\d+\\.$", "");
  }

  private Stream<String> all() {
    return Stream.of(encoderWeight, encoderBias, decoderWeight, decoderBias);
  }

  private static String named(Collection<String> tensors) {
    String first = tensors.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return tensors.size() <= MOST_NAMED
        ? first
        : first + " and " + (tensors.size() - MOST_NAMED) + " more";
  }
}
