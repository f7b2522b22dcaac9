package dev.telar.format;

import dev.telar.format.safetensors.ModelTensors;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Autoencoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/// An autoencoder as a safetensors file, readable by every tool of the field.
///
/// Tensors: `encoder.weight (N, D)`, `encoder.bias (N)`, `decoder.weight (D, N)`, `decoder.bias
/// (D)`; with more than one hidden layer `encoder.0.weight`, `encoder.0.bias`, `encoder.1.weight`
/// and so on. The metadata state the activations and the SHA-256 of the weights, and whatever else
/// the writer adds.
///
/// A model is written and read again by
///
/// ```java
/// ModelFile.write(Path.of("model.safetensors"), model, Map.of("trained_by", "me"));
/// Autoencoder same = ModelFile.read(Path.of("model.safetensors")).model();
/// ```
///
/// and without a file by
///
/// ```java
/// var bytes = new ByteArrayOutputStream();
/// ModelFile.write(bytes, model, Map.of());
/// Autoencoder same = ModelFile.read(bytes.toByteArray(), "the model of task 7").model();
/// ```
///
/// Immutable. The methods are safe for use by many threads, also for the same file: it is replaced
/// as a whole.
///
/// @param model the autoencoder
/// @param metadata what the file says about it; also that a network with the tensor names of the
///   paper's class uses ReLU twice
public record ModelFile(Autoencoder model, Map<String, String> metadata) {
  /// Writes a model, whole or not at all.
  ///
  /// @param file is replaced if it is there
  /// @param metadata to be kept with it, besides what this class adds
  /// @throws IllegalArgumentException if a weight is infinite or NaN: it could not be read again
  /// @throws IOException if it cannot be written; then what was there before is untouched
  public static void write(Path file, Autoencoder model, Map<String, String> metadata)
      throws IOException {
    SafeTensors.write(file, ModelTensors.metadata(model, metadata), model.parameters().tensors());
  }

  /// Writes the bytes that a file of the model has to a stream, which stays open.
  ///
  /// @throws IllegalArgumentException as above; then nothing is written
  public static void write(OutputStream out, Autoencoder model, Map<String, String> metadata)
      throws IOException {
    SafeTensors.write(out, ModelTensors.metadata(model, metadata), model.parameters().tensors());
  }

  /// Whether the file states the activations of its hidden layers; otherwise they were taken to be
  /// ReLU.
  public boolean statesHiddenActivation() {
    return new ModelTensors(model, metadata).statesHiddenActivation();
  }

  /// The same of its output.
  public boolean statesOutputActivation() {
    return new ModelTensors(model, metadata).statesOutputActivation();
  }

  /// Reads a model: one of Telar's, or a `state_dict` that PyTorch's `nn.Linear` layers have in two
  /// `nn.Sequential` named `encoder` and `decoder`, in one of any name, or in the paper's class.
  /// float16 and bfloat16 are widened. A file that states no activations, as PyTorch's, is taken to
  /// use ReLU everywhere as the paper does.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no such file
  /// @throws FormatException if it is no such file, the shapes do not fit each other, a weight is
  ///   infinite or NaN, or the weights are not those whose SHA-256 it states
  public static ModelFile read(Path file) throws IOException {
    return of(SafeTensors.read(file));
  }

  /// Reads a model from the bytes of a file.
  ///
  /// @param content not modified
  /// @param source what messages call it
  /// @throws FormatException as above
  public static ModelFile read(byte[] content, String source) throws FormatException {
    return of(SafeTensors.read(content, source));
  }

  /// Reads a model from a stream to its end; the stream stays open. Its bytes, 2 GiB at most, are
  /// in memory beside the model until it is read.
  ///
  /// @param source what messages call it
  /// @throws FormatException as above
  public static ModelFile read(InputStream in, String source) throws IOException {
    return read(in.readAllBytes(), source);
  }

  private static ModelFile of(SafeTensors content) throws FormatException {
    ModelTensors read = ModelTensors.of(content);
    return new ModelFile(read.model(), read.metadata());
  }
}
