package dev.telar;

import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/// The golden numbers, which `tools/golden.py` writes.
public final class Golden {
  private Golden() {}

  /// A file of tensors.
  public static SafeTensors tensors(String file) {
    try {
      return SafeTensors.read(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One tensor's values.
  public static float[] values(SafeTensors golden, String name) {
    return Objects.requireNonNull(golden.tensors().get(name), name).values();
  }

  /// The tensors whose names begin with a prefix, of a network with one hidden layer.
  public static Parameters parameters(SafeTensors golden, String prefix) {
    return Parameters.of(
        new Layer(
            values(golden, prefix + ".encoder.weight"), values(golden, prefix + ".encoder.bias")),
        new Layer(
            values(golden, prefix + ".decoder.weight"), values(golden, prefix + ".decoder.bias")));
  }

  /// A file of lines `key=value`.
  public static Properties properties(String file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(path(file))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static Path path(String file) {
    var resource = Objects.requireNonNull(Golden.class.getResource("/golden/" + file), file);
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
