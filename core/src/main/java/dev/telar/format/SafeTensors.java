package dev.telar.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.data.FormatException;
import dev.telar.model.Parameters.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A safetensors file: named float32 tensors and text metadata.
///
/// The file is an 8-byte little-endian length, a JSON header of that length, and the tensors' raw
/// little-endian bytes, without gaps. (<https://huggingface.co/docs/safetensors>)
///
/// Immutable as long as the arrays of its tensors are left alone.
public final class SafeTensors {
  private static final int LENGTH_BYTES = SafeTensorsHeader.OFFSET;

  /// What a file with these first bytes is instead: PyTorch's own format is a ZIP archive of a
  /// pickle.
  private static final int ZIP_MAGIC = 0x04034b50;

  /// The largest header that is read, as in the format's own library.
  private static final int MAX_HEADER_BYTES = 100_000_000;

  private final SafeTensorsHeader header;
  private final Map<String, Tensor> tensors;

  private SafeTensors(SafeTensorsHeader header, Map<String, Tensor> tensors) {
    this.header = header;
    this.tensors = tensors;
  }

  /// Reads a file whole. Every length is checked against the file's size before anything is
  /// allocated.
  ///
  /// @throws FormatException if it is not a safetensors file, is cut, or holds other types than
  ///   float32
  public static SafeTensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < LENGTH_BYTES) {
        throw new FormatException(
            file,
            size,
            "a safetensors file has at least " + LENGTH_BYTES + " bytes, this one has " + size);
      }
      ByteBuffer start = littleEndian(readFully(file, channel, 0, LENGTH_BYTES));
      if (start.getInt(0) == ZIP_MAGIC) {
        throw new FormatException(
            file,
            0,
            "this is a ZIP archive, as torch.save writes it, not a safetensors file; write one with"
                + " safetensors.torch.save_file(model.state_dict(), path)");
      }
      long headerBytes = start.getLong(0);
      if (headerBytes < 2 || headerBytes > Math.min(size - LENGTH_BYTES, MAX_HEADER_BYTES)) {
        throw new FormatException(
            file,
            0,
            "not a safetensors file, or cut: it promises a header of "
                + Long.toUnsignedString(headerBytes)
                + " bytes and has "
                + (size - LENGTH_BYTES)
                + " after the length");
      }
      byte[] json = readFully(file, channel, LENGTH_BYTES, (int) headerBytes);
      SafeTensorsHeader header = SafeTensorsHeader.parse(file, json, size);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (var entry : header.entries().values()) {
        tensors.put(entry.name(), readTensor(file, channel, entry, header.dataOffset()));
      }
      return new SafeTensors(header, tensors);
    }
  }

  private static Tensor readTensor(
      Path file, FileChannel channel, SafeTensorsHeader.Entry entry, long dataOffset)
      throws IOException {
    int bytes = (int) (entry.end() - entry.begin());
    float[] values = new float[bytes / Float.BYTES];
    littleEndian(readFully(file, channel, dataOffset + entry.begin(), bytes))
        .asFloatBuffer()
        .get(values);
    return new Tensor(entry.name(), entry.shape(), values);
  }

  private static byte[] readFully(Path file, FileChannel channel, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      long at = position + buffer.position();
      if (channel.read(buffer, at) < 0) {
        throw new FormatException(file, at, "the file became shorter");
      }
    }
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The header's `__metadata__`, in its order.
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /// The tensors by name, in the order of the header.
  public Map<String, Tensor> tensors() {
    return tensors;
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
  public static void write(Path file, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    byte[] header = header(metadata, tensors);
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (Tensor tensor : tensors) {
            writeValues(tensor.values(), out);
          }
        });
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
    }
    // Spaces, so that the data begin at a multiple of eight bytes.
    header.writeBytes(" ".repeat(-header.size() & 7).getBytes(UTF_8));
    return header.toByteArray();
  }

  private static void writeValues(float[] values, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = chunk.capacity() / Float.BYTES;
    for (int from = 0; from < values.length; from += perChunk) {
      int count = Math.min(perChunk, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }
}
