package dev.telar.format.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.internal.Sha256;
import dev.telar.model.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The SHA-256 of what a safetensors file says: all its metadata but the checksum itself, and all
/// its tensors. How the header spells and orders them makes no difference.
///
/// Hashed are the number of metadata, each key and its text in the order of the keys, the number of
/// tensors, and in the order of their names each one's name, shape and little-endian values. A text
/// is its length in bytes and its UTF-8, a shape its rank and extents; every count is eight bytes.
/// So no two contents are the same bytes.
final class ContentChecksum {
  /// The key of the metadata that holds it.
  static final String KEY = "content_sha256";

  private final Sha256 sha256 = new Sha256();

  private ContentChecksum() {}

  /// @param metadata without the checksum
  static String of(Map<String, String> metadata, List<Tensor> tensors) {
    var checksum = new ContentChecksum();
    checksum.addMetadata(metadata);
    checksum.addTensors(tensors.stream().sorted(Comparator.comparing(Tensor::name)).toList());
    return checksum.sha256.hex();
  }

  private void addMetadata(Map<String, String> metadata) {
    sha256.add(metadata.size());
    new TreeMap<>(metadata)
        .forEach((key, text) -> {
          addText(key);
          addText(text);
        });
  }

  private void addTensors(List<Tensor> tensors) {
    sha256.add(tensors.size());
    for (Tensor tensor : tensors) {
      addText(tensor.name());
      sha256.add(tensor.shape().size());
      tensor.shape().forEach(extent -> sha256.add((long) extent));
      sha256.add(tensor.values());
    }
  }

  private void addText(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    sha256.add(bytes.length).add(bytes);
  }
}
