package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.Batch;
import dev.telar.data.Samples;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.model.Parameters;
import dev.telar.model.Parameters.Layer;
import dev.telar.model.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

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

  /// The batches of samples in order, over and over; the last one of a pass is short.
  public static Batch batch(Samples samples, int batchRows, int step) {
    int from = step % Math.ceilDiv(samples.rows(), batchRows) * batchRows;
    int size = Math.min(batchRows, samples.rows() - from);
    return new Batch(samples, IntStream.range(0, samples.rows()).toArray(), from, size);
  }

  /// Checks every tensor, as below.
  public static void assertClose(Parameters actual, Parameters expected, double tolerance) {
    for (int i = 0; i < actual.tensors().size(); i++) {
      Tensor tensor = actual.tensors().get(i);
      assertClose(tensor.name(), tensor.values(), expected.tensors().get(i).values(), tolerance);
    }
  }

  /// Checks numbers that another program adds in another order.
  ///
  /// @param tolerance the greatest difference, as a share of the largest expected number
  public static void assertClose(String name, float[] actual, float[] expected, double tolerance) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
    }
    assertThat(difference / largest).as(name).isLessThanOrEqualTo(tolerance);
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
