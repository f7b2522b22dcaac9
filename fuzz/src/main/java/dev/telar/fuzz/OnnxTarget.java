package dev.telar.fuzz;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.onnx.OnnxCheck;
import dev.telar.onnx.OnnxModel;
import dev.telar.onnx.OnnxOptions;
import dev.telar.onnx.OnnxOptions.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The input is an ONNX file that is compared with a model.
public final class OnnxTarget {
  private static final ModelFile MODEL =
      new ModelFile(
          Autoencoder.initialise(
              Architecture.of(4, 3, new Activation.Relu(), new Activation.Identity()), 1),
          Map.of());

  private OnnxTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    // A constant of two bytes is an object of many, and so is a model to compare with.
    Verdict.on(Set.of(file), (8 << 20) + 200L * input.length, () -> OnnxCheck.of(file, MODEL));
  }

  /// The model's own file, with floats and with bytes.
  static List<byte[]> seeds() throws IOException {
    return List.of(file(OnnxOptions.defaults()), file(new OnnxOptions(20, Input.BYTES)));
  }

  private static byte[] file(OnnxOptions options) throws IOException {
    var out = new ByteArrayOutputStream();
    OnnxModel.write(out, MODEL, options);
    return out.toByteArray();
  }
}
