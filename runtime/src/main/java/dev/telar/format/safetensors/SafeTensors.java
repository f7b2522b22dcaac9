package dev.telar.format.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.format.FormatException;
import dev.telar.internal.AtomicFile;
import dev.telar.model.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A safetensors file: named float32 tensors and text metadata. Tensors of float16 and bfloat16 are
/// widened, which is exact; those of other types are left aside.
///
/// The file is an 8-byte little-endian length, a JSON header of that length, and the tensors' raw
/// little-endian bytes, without gaps. (<https://huggingface.co/docs/safetensors>) What is written
/// states a SHA-256 of its metadata and tensors as `content_sha256`, which is checked when it is
/// read.
///
/// Immutable as long as the arrays of its tensors are left alone.
public final class SafeTensors {
  private static final int LENGTH_BYTES = SafeTensorsHeader.OFFSET;

  /// What a file with these first bytes is instead: PyTorch's own format is a ZIP archive of a
  /// pickle.
  private static final int ZIP_MAGIC = 0x04034b50;

  private static final int CHUNK_BYTES = 1 << 16;

  private final String source;
  private final SafeTensorsHeader header;
  private final Map<String, Tensor> tensors;

  private SafeTensors(String source, SafeTensorsHeader header, Map<String, Tensor> tensors) {
    this.source = source;
    this.header = header;
    this.tensors = tensors;
  }

  /// Reads a file whole. Every length is checked against the file's size before anything is
  /// allocated.
  ///
  /// @throws FormatException if it is not a safetensors file, is cut or damaged, or has a tensor of
  ///   a type that the format does not know
  public static SafeTensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      String source = file.toString();
      return read(source, channel.size(), ChunkReader.of(source, channel));
    }
  }

  /// Reads the content of such a file.
  ///
  /// @param content not modified
  /// @param source what messages call it
  /// @throws FormatException as above
  public static SafeTensors read(byte[] content, String source) throws FormatException {
    try {
      return read(source, content.length, ChunkReader.of(content));
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("bytes in memory are read", e);
    }
  }

  private static SafeTensors read(String source, long size, ChunkReader reader) throws IOException {
    if (size < LENGTH_BYTES) {
      throw new FormatException(
          source,
          size,
          "a safetensors file has at least " + LENGTH_BYTES + " bytes, this one has " + size);
    }
    ByteBuffer start = reader.chunk(0, LENGTH_BYTES);
    if (start.getInt(0) == ZIP_MAGIC) {
      throw new FormatException(
          source,
          0,
          "this is a ZIP archive, as torch.save writes it, not a safetensors file; write one with"
              + " safetensors.torch.save_file(model.state_dict(), path)");
    }
    long headerBytes = start.getLong(0);
    if (headerBytes < 2
        || headerBytes > Math.min(size - LENGTH_BYTES, SafeTensorsHeader.MAX_BYTES)) {
      throw new FormatException(
          source,
          0,
          "not a safetensors file, or cut: it promises a header of "
              + Long.toUnsignedString(headerBytes)
              + " bytes and has "
              + (size - LENGTH_BYTES)
              + " after the length");
    }
    byte[] json = new byte[(int) headerBytes];
    reader.read(LENGTH_BYTES, json);
    SafeTensorsHeader header = SafeTensorsHeader.parse(source, json, size);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (var entry : header.entries().values()) {
      if (entry.obstacle().isEmpty()) {
        float[] values = new float[(int) entry.elements()];
        reader.read(header.dataOffset() + entry.begin(), entry.type(), values);
        tensors.put(entry.name(), new Tensor(entry.name(), entry.shape(), values));
      }
    }
    var content = new SafeTensors(source, header, tensors);
    content.check();
    return content;
  }

  private void check() throws FormatException {
    String stated = header.checksum();
    if (stated != null) {
      String found = ContentChecksum.of(header.metadata(), List.copyOf(tensors.values()));
      if (!stated.equals(found)) {
        throw problem(
            header.dataOffset(),
            "the file is damaged: it states content with the SHA-256 %s, it has %s"
                .formatted(stated, found));
      }
    }
  }

  /// That the content is not what it should be.
  ///
  /// @param offset where in the file
  FormatException problem(long offset, String problem) {
    return new FormatException(source, offset, problem);
  }

  /// The header's `__metadata__`, in its order, without `content_sha256`.
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /// Whether the file stated a checksum of its content, as every file that Telar wrote does.
  public boolean isChecked() {
    return header.checksum() != null;
  }

  /// The tensors that float32 holds by name, in the order of the header.
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /// The names of all tensors, in the order of the header.
  Set<String> names() {
    return header.entries().keySet();
  }

  /// The shape of a tensor that is there.
  List<Integer> shape(String name) {
    return Objects.requireNonNull(header.entries().get(name)).shape();
  }

  /// A tensor that is needed.
  ///
  /// @throws FormatException if it is not there, or its numbers are not read
  Tensor tensor(String name) throws FormatException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      var entry = header.entries().get(name);
      throw problem(
          headerOffset(name),
          entry == null ? "there is no tensor " + name : entry.obstacle().orElseThrow());
    }
    return tensor;
  }

  /// Where in the file the header names a tensor, or `__metadata__`: the offset of a problem with
  /// it. Where the header begins if it does not name it.
  public long headerOffset(String name) {
    return header.offset(name);
  }

  /// Where in the file the data begin: the offset of a problem with their bytes.
  public long dataOffset() {
    return header.dataOffset();
  }

  /// Writes a file, whole or not at all.
  ///
  /// @param tensors in the order in which they are to lie in the file
  /// @throws IllegalArgumentException if the metadata have a `content_sha256`, which is the file's
  ///   own, or what is to be written could not be read again
  public static void write(Path file, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    byte[] header = checkedHeader(metadata, tensors);
    AtomicFile.write(file, out -> write(out, header, tensors));
  }

  /// Writes the content of such a file to a stream, which stays open.
  ///
  /// @throws IllegalArgumentException as above; then nothing is written
  public static void write(OutputStream out, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    write(out, checkedHeader(metadata, tensors), tensors);
  }

  private static void write(OutputStream out, byte[] header, List<Tensor> tensors)
      throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    littleEndian(chunk).putLong(header.length);
    out.write(chunk, 0, LENGTH_BYTES);
    out.write(header);
    for (Tensor tensor : tensors) {
      writeValues(tensor.values(), chunk, out);
    }
  }

  /// A header with the content's checksum, at which the reader has looked.
  private static byte[] checkedHeader(Map<String, String> metadata, List<Tensor> tensors) {
    Map<String, String> stated = new LinkedHashMap<>(metadata);
    if (stated.put(ContentChecksum.KEY, ContentChecksum.of(metadata, tensors)) != null) {
      throw new IllegalArgumentException("the metadata have their own " + ContentChecksum.KEY);
    }
    byte[] header = header(stated, tensors);
    if (header.length > SafeTensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "the metadata and names take %d bytes, a file that can be read has %d at most"
              .formatted(header.length, SafeTensorsHeader.MAX_BYTES));
    }
    long size = LENGTH_BYTES + (long) header.length;
    for (Tensor tensor : tensors) {
      size += (long) tensor.values().length * Float.BYTES;
    }
    try {
      SafeTensorsHeader.parse("what is to be written", header, size);
    } catch (FormatException e) {
      throw new IllegalArgumentException("could not be read again: " + e.problem(), e);
    }
    return header;
  }

  private static byte[] header(Map<String, String> metadata, List<Tensor> tensors) {
    var header = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), header)) {
      json.writeStartObject();
      json.writeObjectPropertyStart(SafeTensorsHeader.METADATA);
      metadata.forEach(json::writeStringProperty);
      json.writeEndObject();
      long offset = 0;
      for (Tensor tensor : tensors) {
        json.writeObjectPropertyStart(tensor.name());
        json.writeStringProperty("dtype", "F32");
        json.writeArrayPropertyStart("shape");
        tensor.shape().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeArrayPropertyStart("data_offsets");
        json.writeNumber(offset);
        offset += (long) tensor.values().length * Float.BYTES;
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the metadata and names must be text that UTF-8 holds: " + e.getOriginalMessage(), e);
    }
    // Spaces, so that the data begin at a multiple of eight bytes.
    header.writeBytes(" ".repeat(-header.size() & 7).getBytes(UTF_8));
    return header.toByteArray();
  }

  private static void writeValues(float[] values, byte[] chunk, OutputStream out)
      throws IOException {
    FloatBuffer floats = littleEndian(chunk).asFloatBuffer();
    int count;
    for (int from = 0; from < values.length; from += count) {
      count = Math.min(floats.capacity(), values.length - from);
      floats.put(0, values, from, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
