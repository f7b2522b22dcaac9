package dev.telar.tables.parquet;

import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes files of one column `x` in one row group, by hand: also such as no program writes. What
/// it promises may be set to anything.
final class TinyParquet {
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  // In the order of their numbers in Thrift; 1 is the number of nothing.
  private static final List<Encoding> ENCODINGS =
      List.of(
          Encoding.PLAIN,
          Encoding.UNKNOWN,
          Encoding.PLAIN_DICTIONARY,
          Encoding.RLE,
          Encoding.BIT_PACKED,
          Encoding.DELTA_BINARY_PACKED,
          Encoding.DELTA_LENGTH_BYTE_ARRAY,
          Encoding.DELTA_BYTE_ARRAY,
          Encoding.RLE_DICTIONARY,
          Encoding.BYTE_STREAM_SPLIT);
  private static final List<PhysicalType> TYPES =
      List.of(
          PhysicalType.BOOLEAN,
          PhysicalType.INT32,
          PhysicalType.INT64,
          PhysicalType.INT96,
          PhysicalType.FLOAT,
          PhysicalType.DOUBLE,
          PhysicalType.BYTE_ARRAY,
          PhysicalType.FIXED_LEN_BYTE_ARRAY);
  private static final List<CompressionCodec> CODECS = List.of(CompressionCodec.values());
  private static final List<RepetitionType> REPETITIONS = List.of(RepetitionType.values());

  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
  private final ThriftBytes element = new ThriftBytes();
  private final PhysicalType type;

  CompressionCodec codec = CompressionCodec.UNCOMPRESSED;
  int values;
  long rows;
  long groupRows;
  long chunkBytes = -1;
  boolean encrypted;

  TinyParquet(PhysicalType type, RepetitionType repetition) {
    this(type, repetition, 0);
  }

  /// @param width of values of a fixed length
  TinyParquet(PhysicalType type, RepetitionType repetition, int width) {
    this.type = type;
    element.integer(1, TYPES.indexOf(type));
    if (width != 0) {
      element.integer(2, width);
    }
    element.integer(3, REPETITIONS.indexOf(repetition));
    element.text(4, "x");
  }

  /// Annotates the column.
  TinyParquet converted(int convertedType) {
    element.integer(6, convertedType);
    return this;
  }

  /// Annotates the column with a logical type that has no fields.
  TinyParquet logical(int field) {
    element.struct(10, new ThriftBytes().struct(field, new ThriftBytes()));
    return this;
  }

  /// Adds a page of values that are there.
  TinyParquet page(Encoding encoding, int count, byte[] body) {
    rows += count;
    groupRows += count;
    return page(encoding, count, body.length, body);
  }

  /// Adds a page, and counts its values but not its rows.
  ///
  /// @param size what it says to expand to
  TinyParquet page(Encoding encoding, int count, int size, byte[] body) {
    values += count;
    ThriftBytes header =
        new ThriftBytes()
            .integer(1, count)
            .integer(2, ENCODINGS.indexOf(encoding))
            .integer(3, RLE)
            .integer(4, RLE);
    return page(
        new ThriftBytes().integer(1, 0).integer(2, size).integer(3, body.length).struct(5, header),
        body);
  }

  /// Adds a dictionary.
  TinyParquet dictionary(int count, byte[] body) {
    return page(
        new ThriftBytes()
            .integer(1, 2)
            .integer(2, body.length)
            .integer(3, body.length)
            .struct(7, new ThriftBytes().integer(1, count).integer(2, PLAIN)),
        body);
  }

  /// Adds any page.
  TinyParquet page(ThriftBytes header, byte[] body) {
    pages.writeBytes(header.bytes());
    pages.writeBytes(body);
    return this;
  }

  byte[] bytes() {
    long length = chunkBytes < 0 ? pages.size() : chunkBytes;
    ThriftBytes metaData =
        new ThriftBytes()
            .integer(1, TYPES.indexOf(type))
            .list(2, ThriftBytes.INT, 0)
            .texts(3, "x")
            .integer(4, CODECS.indexOf(codec))
            .integer(5, (long) values)
            .integer(6, length)
            .integer(7, length)
            .integer(9, 4L);
    ThriftBytes group =
        new ThriftBytes()
            .structs(1, new ThriftBytes().integer(2, 4L).struct(3, metaData))
            .integer(2, length)
            .integer(3, groupRows);
    ThriftBytes footer =
        new ThriftBytes()
            .integer(1, 1)
            .structs(2, new ThriftBytes().text(4, "root").integer(5, 1), element)
            .integer(3, rows)
            .structs(4, group);
    if (encrypted) {
      footer.struct(8, new ThriftBytes().struct(1, new ThriftBytes()));
    }
    return bytes(pages.toByteArray(), footer);
  }

  /// A file of any pages and footer.
  static byte[] bytes(byte[] pages, ThriftBytes footer) {
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    byte[] end = footer.bytes();
    return ByteBuffer.allocate(pages.length + end.length + 12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(magic)
        .put(pages)
        .put(end)
        .putInt(end.length)
        .put(magic)
        .array();
  }
}
