package dev.telar.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.ZipInputStream;

/// Files that NumPy wrote (`tools/npy_samples.py`), what they hold, and small ones made in memory.
final class NpySamples {
  private NpySamples() {}

  /// What an array holds.
  ///
  /// @param type NumPy's name
  /// @param bits the numbers in C order as float32
  record Expected(String type, List<Integer> shape, List<Integer> bits) {
    static Expected of(String line) {
      String[] words = line.split(" ");
      return new Expected(
          words[0],
          Arrays.stream(words[1].split(",")).map(Integer::valueOf).toList(),
          Arrays.stream(words).skip(2).map(word -> Integer.parseUnsignedInt(word, 16)).toList());
    }

    static Expected of(NpyFile file) {
      ByteBuffer bits = ByteBuffer.allocate(file.floats().length * Float.BYTES);
      bits.asFloatBuffer().put(file.floats());
      var list = new Integer[file.floats().length];
      Arrays.setAll(list, i -> bits.getInt(i * Integer.BYTES));
      return new Expected(file.type().toString(), file.shape(), List.of(list));
    }
  }

  static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(NpySamples.class.getResource("npy/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files in an archive, without `.npy`, in its order.
  static Map<String, byte[]> entries(String archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(path(archive));
        var zip = new ZipInputStream(in)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName().replaceFirst("\\.npy$", ""), zip.readAllBytes());
      }
    }
    return entries;
  }

  /// One of them.
  static byte[] entry(String archive, String name) throws IOException {
    return Objects.requireNonNull(entries(archive).get(name), name);
  }

  /// What the arrays in `good.npz` hold, by name.
  static Map<String, Expected> expected() throws IOException {
    var lines = new Properties();
    try (var reader = Files.newBufferedReader(path("good.properties"))) {
      lines.load(reader);
    }
    Map<String, Expected> expected = new LinkedHashMap<>();
    for (String name : lines.stringPropertyNames()) {
      expected.put(name, Expected.of(lines.getProperty(name)));
    }
    return expected;
  }

  /// What one of them holds.
  static Expected expected(String name) throws IOException {
    return Objects.requireNonNull(expected().get(name), name);
  }

  /// A file of version 1.0 with this header, and as many bytes as asked for, which count up from 0.
  static byte[] file(String header, int length) {
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1))
            .putShort((short) header.length())
            .put(header.getBytes(ISO_8859_1));
    for (int i = 0; i < length; i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  /// The header of an array of bytes.
  static String header(String shape) {
    return "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
  }
}
