package dev.telar.tables.parquet;

import dev.hardwood.internal.encoding.ByteStreamSplitDecoder;
import dev.hardwood.internal.encoding.DeltaBinaryPackedDecoder;
import dev.hardwood.internal.encoding.DeltaByteArrayDecoder;
import dev.hardwood.internal.encoding.DeltaLengthByteArrayDecoder;
import dev.hardwood.internal.encoding.PlainDecoder;
import dev.hardwood.internal.encoding.RleBitPackingHybridDecoder;
import dev.hardwood.internal.encoding.ValueDecoder;
import dev.hardwood.internal.metadata.DataPageHeader;
import dev.hardwood.internal.metadata.DataPageHeaderV2;
import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.reader.Dictionary;
import dev.hardwood.internal.reader.Page;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Decodes pages by Hardwood's decoders: levels and values of a data page, the values of a
/// dictionary. The caller has checked sizes and counts; what else is wrong with a page ends in any
/// exception. (*Parquet: data pages* and *encodings*, Apache Parquet.)
///
/// Immutable.
record PageBody(ColumnSchema column, CompressionCodec codec) {
  /// Hardwood says what vectors it found, which a user of Telar has not asked. Kept here, because
  /// the JDK forgets a logger that nobody holds.
  private static final Logger HARDWOOD = Logger.getLogger("dev.hardwood");

  static {
    if (HARDWOOD.getLevel() == null) {
      HARDWOOD.setLevel(Level.WARNING);
    }
  }

  /// Decodes a dictionary.
  Dictionary dictionary(PageHeader header, byte[] body) throws IOException {
    int size = header.uncompressedPageSize();
    int values = header.dictionaryPageHeader().numValues();
    if (values < 0 || values > size) {
      throw new IOException("a dictionary of %d values in %d bytes".formatted(values, size));
    }
    byte[] data = Codec.decompress(codec, body, 0, body.length, size);
    return Dictionary.parse(data, values, column.type(), column.typeLength());
  }

  /// Decodes a data page.
  Page page(PageHeader header, byte[] body, @Nullable Dictionary dictionary) throws IOException {
    return switch (header.type()) {
      case DATA_PAGE ->
          first(header.dataPageHeader(), header.uncompressedPageSize(), body, dictionary);
      case DATA_PAGE_V2 ->
          second(header.dataPageHeaderV2(), header.uncompressedPageSize(), body, dictionary);
      default -> throw new IOException("a page of type " + header.type());
    };
  }

  /// Levels and values are compressed together, and each level's length is before it.
  private Page first(DataPageHeader header, int size, byte[] body, @Nullable Dictionary dictionary)
      throws IOException {
    byte[] data = Codec.decompress(codec, body, 0, body.length, size);
    int from = 0;
    int count = header.numValues();
    int @Nullable [] repetitions = null;
    int @Nullable [] definitions = null;
    if (column.maxRepetitionLevel() > 0) {
      checkLevels(header.repetitionLevelEncoding());
      int length = length(data, from);
      repetitions = levels(data, from + Integer.BYTES, length, count, column.maxRepetitionLevel());
      from += Integer.BYTES + length;
    }
    if (column.maxDefinitionLevel() > 0) {
      checkLevels(header.definitionLevelEncoding());
      int length = length(data, from);
      definitions = levels(data, from + Integer.BYTES, length, count, column.maxDefinitionLevel());
      from += Integer.BYTES + length;
    }
    return values(header.encoding(), data, from, count, definitions, repetitions, dictionary);
  }

  private static void checkLevels(@Nullable Encoding encoding) throws IOException {
    if (encoding != Encoding.RLE) {
      throw new IOException("levels in the encoding " + encoding + ", must be in RLE");
    }
  }

  private static int length(byte[] data, int at) throws IOException {
    int length = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    if (length < 0 || length > data.length - at - Integer.BYTES) {
      throw new IOException("levels of %d bytes in %d".formatted(length, data.length));
    }
    return length;
  }

  /// Levels are before the values and not compressed.
  private Page second(
      DataPageHeaderV2 header, int size, byte[] body, @Nullable Dictionary dictionary)
      throws IOException {
    int repetitionBytes = header.repetitionLevelsByteLength();
    int definitionBytes = header.definitionLevelsByteLength();
    long levelBytes = (long) repetitionBytes + definitionBytes;
    if (repetitionBytes < 0 || definitionBytes < 0 || levelBytes > Math.min(size, body.length)) {
      throw new IOException("levels of %d bytes in %d".formatted(levelBytes, body.length));
    }
    int count = header.numValues();
    int from = (int) levelBytes;
    int @Nullable [] repetitions =
        levels(body, 0, repetitionBytes, count, column.maxRepetitionLevel());
    int @Nullable [] definitions =
        levels(body, repetitionBytes, definitionBytes, count, column.maxDefinitionLevel());
    // Without values there may be nothing that expands to nothing.
    boolean compressed = header.isCompressed() && from < body.length;
    byte[] data =
        Codec.decompress(
            compressed ? codec : CompressionCodec.UNCOMPRESSED,
            body,
            from,
            body.length,
            size - from);
    return values(header.encoding(), data, 0, count, definitions, repetitions, dictionary);
  }

  /// @return null if there are none, which means that all values are there
  private static int @Nullable [] levels(byte[] data, int from, int length, int count, int most) {
    if (most == 0 || length == 0) {
      return null;
    }
    var levels = new int[count];
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(most);
    new RleBitPackingHybridDecoder(data, from, length, bits).readInts(levels, 0, count);
    return levels;
  }

  private Page values(
      Encoding encoding,
      byte[] data,
      int from,
      int count,
      int @Nullable [] definitions,
      int @Nullable [] repetitions,
      @Nullable Dictionary dictionary)
      throws IOException {
    int present = present(definitions, count);
    int most = column.maxDefinitionLevel();
    if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
      if (dictionary == null) {
        throw new IOException("values of a dictionary that is not there");
      }
      var indexes =
          new RleBitPackingHybridDecoder(data, from + 1, data.length - from - 1, data[from] & 0xff);
      return dictionary.decodePage(indexes, count, definitions, repetitions, most);
    }
    if (encoding == Encoding.RLE && column.type() == PhysicalType.BOOLEAN) {
      var truths = new boolean[count];
      int length = length(data, from);
      new RleBitPackingHybridDecoder(data, from + Integer.BYTES, length, 1)
          .readBooleans(truths, definitions, most);
      return new Page.BooleanPage(truths, definitions, repetitions, most, count);
    }
    ValueDecoder decoder = decoder(encoding, data, from, present);
    decoder.initialize(present);
    return switch (column.type()) {
      case BOOLEAN -> {
        var values = new boolean[count];
        decoder.readBooleans(values, definitions, most);
        yield new Page.BooleanPage(values, definitions, repetitions, most, count);
      }
      case INT32 -> {
        var values = new int[count];
        decoder.readInts(values, definitions, most);
        yield new Page.IntPage(values, definitions, repetitions, most, count);
      }
      case INT64 -> {
        var values = new long[count];
        decoder.readLongs(values, definitions, most);
        yield new Page.LongPage(values, definitions, repetitions, most, count);
      }
      case FLOAT -> {
        var values = new float[count];
        decoder.readFloats(values, definitions, most);
        yield new Page.FloatPage(values, definitions, repetitions, most, count);
      }
      case DOUBLE -> {
        var values = new double[count];
        decoder.readDoubles(values, definitions, most);
        yield new Page.DoublePage(values, definitions, repetitions, most, count);
      }
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> {
        var values = new byte[count][];
        decoder.readByteArrays(values, definitions, most);
        yield new Page.ByteArrayPage(values, definitions, repetitions, most, count);
      }
    };
  }

  private int present(int @Nullable [] definitions, int count) {
    if (definitions == null) {
      return count;
    }
    int present = 0;
    for (int level : definitions) {
      present += level == column.maxDefinitionLevel() ? 1 : 0;
    }
    return present;
  }

  private ValueDecoder decoder(Encoding encoding, byte[] data, int from, int present)
      throws IOException {
    return switch (encoding) {
      case PLAIN -> new PlainDecoder(data, from, column.type(), column.typeLength());
      case BYTE_STREAM_SPLIT ->
          new ByteStreamSplitDecoder(data, from, present, column.type(), column.typeLength());
      case DELTA_BINARY_PACKED -> {
        if (present > 0) {
          DeltaBounds.checkBlocks(data, from);
        }
        yield new DeltaBinaryPackedDecoder(data, from);
      }
      case DELTA_LENGTH_BYTE_ARRAY -> {
        if (present > 0) {
          DeltaBounds.checkBlocks(data, from);
        }
        yield new DeltaLengthByteArrayDecoder(data, from);
      }
      case DELTA_BYTE_ARRAY -> {
        DeltaBounds.checkPrefixes(data, from, present, PageLimits.textBytes(data.length));
        yield new DeltaByteArrayDecoder(data, from);
      }
      default -> throw new IOException("values in the encoding " + encoding);
    };
  }
}
