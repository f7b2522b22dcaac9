package dev.telar.onnx;

import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.internal.LibraryVersion;
import dev.telar.model.Tensor;
import dev.telar.onnx.OnnxFile.Constant;
import dev.telar.onnx.OnnxOptions.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Whether an ONNX file is that of a model: its weights are the model's bit for bit, its test
/// vector is what Telar computes, and all its bytes are those that would be written today. Nothing
/// of it is computed, which takes a runtime of ONNX. Immutable.
///
/// @param version of Telar that wrote it, as it says
/// @param opset the version of ONNX's operators in it
/// @param input what it takes
/// @param tensors how many tensors of weights were compared
/// @param sameBytes whether it is what this version writes, byte for byte
/// @param problem what speaks against it, in one line
public record OnnxCheck(
    String version,
    int opset,
    Input input,
    int tensors,
    boolean sameBytes,
    Optional<String> problem) {

  /// Compares a file with a model.
  ///
  /// @throws FormatException if it is no ONNX file, or none that Telar wrote of a whole model
  public static OnnxCheck of(Path file, ModelFile model) throws IOException {
    return of(OnnxFile.read(file), file.toString(), model);
  }

  /// Compares the bytes of a file with a model.
  ///
  /// @param content not modified
  /// @param source what messages call it
  /// @throws FormatException as above
  public static OnnxCheck of(byte[] content, String source, ModelFile model)
      throws FormatException {
    return of(OnnxFile.read(content, source), source, model);
  }

  private static OnnxCheck of(OnnxFile file, String source, ModelFile model)
      throws FormatException {
    OnnxOptions options = options(file, source);
    String version = file.text(OnnxModel.VERSION);
    byte[] wanted = written(model, options, source);
    boolean same = Arrays.equals(file.content(), wanted);
    return new OnnxCheck(
        version,
        options.opset(),
        options.input(),
        model.model().parameters().tensors().size(),
        same,
        same
            ? Optional.empty()
            : problem(file, OnnxFile.read(wanted, "the model"), model, version));
  }

  private static OnnxOptions options(OnnxFile file, String source) throws FormatException {
    String input = file.text(OnnxModel.INPUT);
    Input known;
    try {
      known = Input.of(input);
    } catch (IllegalArgumentException e) {
      var problem = new FormatException(source, 0, String.valueOf(e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
    long opset = file.opset();
    if (opset < OnnxOptions.LEAST_OPSET || opset > OnnxOptions.GREATEST_OPSET) {
      throw new FormatException(
          source,
          0,
          "has the opset %d, Telar writes %d … %d"
              .formatted(opset, OnnxOptions.LEAST_OPSET, OnnxOptions.GREATEST_OPSET));
    }
    return new OnnxOptions((int) opset, known);
  }

  /// What would be written of the model with the same options.
  private static byte[] written(ModelFile model, OnnxOptions options, String source)
      throws FormatException {
    var out = new ByteArrayOutputStream();
    try {
      OnnxModel.write(out, model, options);
    } catch (IllegalArgumentException e) {
      var problem =
          new FormatException(source, 0, "is not of the model: " + String.valueOf(e.getMessage()));
      problem.initCause(e);
      throw problem;
    } catch (IOException e) {
      throw new AssertionError("nothing is written to a file", e);
    }
    return out.toByteArray();
  }

  private static Optional<String> problem(
      OnnxFile file, OnnxFile wanted, ModelFile model, String version) throws FormatException {
    for (Tensor tensor : model.model().parameters().tensors()) {
      Optional<String> other = difference(file, tensor);
      if (other.isPresent()) {
        return other;
      }
    }
    String sha256 = model.model().parameters().sha256();
    if (!file.text(OnnxModel.WEIGHTS).equals(sha256)) {
      return Optional.of(
          "states weights with the SHA-256 %s, the model's have %s"
              .formatted(file.text(OnnxModel.WEIGHTS), sha256));
    }
    if (!file.text(OnnxModel.TEST_VECTOR).equals(wanted.text(OnnxModel.TEST_VECTOR))) {
      return Optional.of(
          "has a test vector that is not what Telar computes with the model: its preparation, its activations or its calibration are others");
    }
    return version.equals(LibraryVersion.get())
        ? Optional.of("was changed: its weights are the model's, other bytes of it are not")
        : Optional.empty();
  }

  private static Optional<String> difference(OnnxFile file, Tensor tensor) {
    Constant found = file.constant(tensor.name());
    if (found == null) {
      return Optional.of("has no %s: it is of another network".formatted(tensor.name()));
    }
    var shape = tensor.shape().stream().map(Integer::longValue).toList();
    if (!found.shape().equals(shape)
        || found.type() != ElementType.FLOAT.number
        || found.to() - found.from() != (long) tensor.values().length * Float.BYTES) {
      return Optional.of(
          "has %s %s, the model's is %s".formatted(tensor.name(), found.shape(), shape));
    }
    ByteBuffer bytes = file.bytes(tensor.name());
    for (float value : tensor.values()) {
      float other = bytes.getFloat();
      if (Float.floatToRawIntBits(other) != Float.floatToRawIntBits(value)) {
        return Optional.of(
            "has other weights than the model: %s begins to differ with %s, the model has %s"
                .formatted(tensor.name(), other, value));
      }
    }
    return Optional.empty();
  }
}
