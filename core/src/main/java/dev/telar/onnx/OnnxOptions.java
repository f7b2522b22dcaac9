package dev.telar.onnx;

import dev.telar.internal.UnknownNameException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a model is written as ONNX. Immutable.
///
/// @param opset the version of ONNX's operators, [#LEAST_OPSET] … [#GREATEST_OPSET]
/// @param input what the model is given
public record OnnxOptions(int opset, Input input) {
  /// The least version of the operators that can be asked for.
  public static final int LEAST_OPSET = 13;

  /// The greatest one.
  public static final int GREATEST_OPSET = 20;

  /// The one of [#defaults()]: everything that reads ONNX since 2022 reads it.
  public static final int DEFAULT_OPSET = 17;

  /// What a model is given.
  public enum Input {
    /// The cells of a table's columns, an input for each; an image's pixels as floats.
    CELLS,
    /// A table's rows as the network sees them, already prepared: floats `[N, D]`.
    MATRIX,
    /// An image's pixels as bytes 0 … 255, which are divided by 255: `[N, D]`.
    BYTES;

    /// The input of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Input of(String name) {
      return Arrays.stream(values())
          .filter(input -> input.toString().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new UnknownNameException(
                  "unknown input %s; known are cells, matrix and bytes".formatted(name),
                  name,
                  List.of(values())));
    }

    /// The name on the command line and in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @throws IllegalArgumentException if the opset is out of its range
  public OnnxOptions {
    if (opset < LEAST_OPSET || opset > GREATEST_OPSET) {
      throw new IllegalArgumentException(
          "the opset must be %d … %d, got %d".formatted(LEAST_OPSET, GREATEST_OPSET, opset));
    }
  }

  /// Cells or pixels, with the operators of [#DEFAULT_OPSET].
  public static OnnxOptions defaults() {
    return new OnnxOptions(DEFAULT_OPSET, Input.CELLS);
  }

  /// The version of the format with which a version of the operators came.
  ///
  /// @see <a href="https://github.com/onnx/onnx/blob/main/docs/Versioning.md">ONNX Versioning</a>
  static int irVersion(int opset) {
    if (opset < 15) {
      return 7;
    }
    return opset < 19 ? 8 : 9;
  }
}
