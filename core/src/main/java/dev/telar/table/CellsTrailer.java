package dev.telar.table;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// What stands behind the cells of a file, so that they can be used again: JSON, its length in
/// eight bytes, and eight bytes that say that it is whole.
///
/// @param rows of the table
/// @param checksum CRC-32C of the cells' bytes
/// @param files that it was read from
/// @param columns in order
record CellsTrailer(int rows, long checksum, List<FileIdentity> files, List<Column> columns) {
  private static final byte[] END = "TELARTB1".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 1 << 30;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST)
                  .maxNameLength(LONGEST)
                  .maxDocumentLength(LONGEST)
                  .build())
          .build();

  /// A column; see [StoredColumn].
  record Column(String name, boolean dates, List<String> texts) {
    /// Tells a cell as it was told when it was read.
    void tell(long cell, ColumnSurvey survey) {
      if (cell == Cell.MISSING) {
        survey.missing();
      } else if (Cell.isText(cell)) {
        int place = Cell.place(cell);
        char[] chars = place < texts.size() ? texts.get(place).toCharArray() : new char[] {'?'};
        survey.text(chars, 0, chars.length);
      } else if (dates) {
        survey.time((long) Double.longBitsToDouble(cell));
      } else {
        survey.number(Double.longBitsToDouble(cell));
      }
    }
  }

  /// Appends it to a file.
  void append(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartArray();
      json.writeNumber(rows);
      json.writeNumber(checksum);
      json.writeStartArray();
      for (FileIdentity one : files) {
        json.writeString(one.name());
        json.writeNumber(one.bytes());
        json.writeString(one.sha256());
      }
      json.writeEndArray();
      for (Column column : columns) {
        json.writeString(column.name());
        json.writeBoolean(column.dates());
        json.writeStartArray();
        for (String text : column.texts()) {
          json.writeString(text);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    ByteBuffer whole =
        ByteBuffer.allocate(bytes.size() + Long.BYTES + END.length).order(ByteOrder.LITTLE_ENDIAN);
    whole.put(bytes.toByteArray()).putLong(bytes.size()).put(END).flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      while (whole.hasRemaining()) {
        channel.write(whole);
      }
      channel.force(true);
    }
  }

  /// Reads it from a file.
  ///
  /// @throws FormatException if there is none, or the cells are not as many as it says
  static CellsTrailer read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      int endBytes = Long.BYTES + END.length;
      if (size < endBytes) {
        throw new FormatException(file, 0, "is no file of cells");
      }
      ByteBuffer end = read(channel, size - endBytes, endBytes);
      long length = end.getLong();
      byte[] mark = new byte[END.length];
      end.get(mark);
      if (!Arrays.equals(mark, END) || length < 0 || length > Math.min(LONGEST, size - endBytes)) {
        throw new FormatException(file, size, "is no whole file of cells");
      }
      byte[] json = new byte[(int) length];
      read(channel, size - endBytes - length, json.length).get(json);
      CellsTrailer trailer = parse(file, json);
      long cells = (long) trailer.rows * trailer.columns.size() * Long.BYTES;
      if (cells != size - endBytes - length) {
        throw new FormatException(file, size, "has not as many cells as it says");
      }
      return trailer;
    }
  }

  /// Checks that the cells are those that were written.
  ///
  /// @throws FormatException if they are not
  void check(Path file) throws IOException {
    var found = new CRC32C();
    long left = (long) rows * columns.size() * Long.BYTES;
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (left > 0) {
        chunk.clear().limit((int) Math.min(left, CHUNK_BYTES));
        int got = channel.read(chunk);
        if (got < 0) {
          break;
        }
        found.update(chunk.flip());
        left -= got;
      }
    }
    if (left > 0 || found.getValue() != checksum) {
      throw new FormatException(file, 0, "has other cells than were written");
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  private static CellsTrailer parse(Path file, byte[] bytes) throws FormatException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      json.nextToken();
      int rows = json.getIntValue();
      json.nextToken();
      long checksum = json.getLongValue();
      List<FileIdentity> files = new ArrayList<>();
      json.nextToken();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        String name = json.getString();
        json.nextToken();
        long size = json.getLongValue();
        json.nextToken();
        files.add(new FileIdentity(name, size, json.getString()));
      }
      List<Column> columns = new ArrayList<>();
      @Nullable JsonToken next = json.nextToken();
      while (next == JsonToken.VALUE_STRING) {
        String name = json.getString();
        json.nextToken();
        boolean dates = json.getBooleanValue();
        json.nextToken();
        List<String> texts = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
          texts.add(json.getString());
        }
        columns.add(new Column(name, dates, texts));
        next = json.nextToken();
      }
      return new CellsTrailer(rows, checksum, files, columns);
    } catch (JacksonException | IllegalArgumentException e) {
      var exception = new FormatException(file, 0, "is damaged: " + e.getMessage());
      exception.initCause(e);
      throw exception;
    }
  }
}
