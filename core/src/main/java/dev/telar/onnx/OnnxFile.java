package dev.telar.onnx;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an ONNX file has that Telar looks at: its version, its metadata and its constants. The
/// nodes are left to those who compute them.
///
/// The file is in memory as it is, 2 GiB at most. Immutable as long as its content is left alone.
final class OnnxFile {
  private static final int MOST_DIMENSIONS = 8;

  /// A constant.
  ///
  /// @param type ONNX's number
  /// @param from where its bytes begin in the file
  record Constant(String name, List<Long> shape, long type, int from, int to) {}

  private final String source;
  private final byte[] content;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private long opset = -1;

  private OnnxFile(String source, byte[] content) {
    this.source = source;
    this.content = content;
  }

  /// Reads a file.
  ///
  /// @throws FormatException if it is no ONNX file, or not whole
  static OnnxFile read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          file, 0, "has %,d bytes, an ONNX file has less than 2 GiB".formatted(size));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in.readAllBytes(), file.toString());
    }
  }

  /// Reads the bytes of a file.
  ///
  /// @param content kept, not copied
  /// @param source what messages call it
  /// @throws FormatException as above
  static OnnxFile read(byte[] content, String source) throws FormatException {
    var file = new OnnxFile(source, content);
    var model = new ProtoReader(source, content);
    boolean graph = false;
    while (model.next()) {
      switch (model.field()) {
        case 7 -> {
          file.readGraph(model.message());
          graph = true;
        }
        case 8 -> file.readOpset(model.message());
        case 14 -> file.readMetadata(model.message());
        default -> {}
      }
    }
    if (!graph || file.opset < 0) {
      throw new FormatException(
          source, content.length, "has no graph of ONNX's operators: this is no ONNX file");
    }
    return file;
  }

  private void readOpset(ProtoReader message) throws FormatException {
    String domain = "";
    long version = -1;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> domain = message.text();
        case 2 -> version = message.integer();
        default -> {}
      }
    }
    if (domain.isEmpty()) {
      opset = version;
    }
  }

  private void readMetadata(ProtoReader message) throws FormatException {
    String key = "";
    String value = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> key = message.text();
        case 2 -> value = message.text();
        default -> {}
      }
    }
    metadata.put(key, value);
  }

  private void readGraph(ProtoReader graph) throws FormatException {
    while (graph.next()) {
      if (graph.field() == 5) {
        Constant constant = constant(graph.message());
        constants.put(constant.name(), constant);
      }
    }
  }

  private static Constant constant(ProtoReader tensor) throws FormatException {
    String name = "";
    List<Long> shape = new ArrayList<>();
    long type = 0;
    int from = 0;
    int to = 0;
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> {
          for (long extent : tensor.integers(MOST_DIMENSIONS)) {
            if (shape.size() == MOST_DIMENSIONS) {
              throw tensor.problem(tensor.from(), "a constant has more than 8 dimensions");
            }
            shape.add(extent);
          }
        }
        case 2 -> type = tensor.integer();
        case 8 -> name = tensor.text();
        case 9 -> {
          tensor.message();
          from = tensor.from();
          to = tensor.to();
        }
        default -> {}
      }
    }
    return new Constant(name, List.copyOf(shape), type, from, to);
  }

  /// The version of ONNX's operators.
  long opset() {
    return opset;
  }

  /// The texts by their keys.
  Map<String, String> metadata() {
    return metadata;
  }

  /// A text.
  ///
  /// @throws FormatException if there is none of this key
  String text(String key) throws FormatException {
    String text = metadata.get(key);
    if (text == null) {
      throw new FormatException(
          source, 0, "has no %s in its metadata: Telar did not write it".formatted(key));
    }
    return text;
  }

  /// A constant, if there is one of this name.
  @Nullable Constant constant(String name) {
    return constants.get(name);
  }

  /// The floats of a constant that is there.
  ByteBuffer bytes(String name) {
    Constant constant = Objects.requireNonNull(constants.get(name));
    return ByteBuffer.wrap(content, constant.from(), constant.to() - constant.from())
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /// All bytes, not a copy.
  byte[] content() {
    return content;
  }
}
