package dev.telar.tables.parquet;

import dev.hardwood.internal.encoding.DeltaBinaryPackedDecoder;
import java.io.IOException;

/// What delta encodings promise, before they are decoded. (*Parquet encoding definitions*, Apache
/// Parquet: `DELTA_BINARY_PACKED` and what builds on it.)
final class DeltaBounds {
  private static final int LARGEST_BLOCK = 1 << 16;
  private static final int LONGEST_VARINT = 5;

  private DeltaBounds() {}

  /// Checks the header of packed numbers: values in a block, and the parts that a block has.
  static void checkBlocks(byte[] data, int from) throws IOException {
    long[] header = new long[2];
    int at = from;
    for (int i = 0; i < header.length; i++) {
      int end = at + LONGEST_VARINT;
      for (int shift = 0; ; shift += 7) {
        if (at >= data.length || at == end) {
          throw new IOException("a header of deltas is cut off");
        }
        header[i] |= (data[at] & 0x7fL) << shift;
        if (data[at++] >= 0) {
          break;
        }
      }
    }
    if (header[0] > LARGEST_BLOCK || header[1] < 1 || header[1] > header[0]) {
      throw new IOException(
          "blocks of %d deltas in %d parts, may be of 1 … %d in no more parts"
              .formatted(header[0], header[1], LARGEST_BLOCK));
    }
  }

  /// Checks texts that begin with a part of the text before: a few bytes can promise many long
  /// ones.
  ///
  /// @param values the number of texts
  /// @param most the most bytes that they may have together
  static void checkPrefixes(byte[] data, int from, int values, long most) throws IOException {
    if (values == 0) {
      return;
    }
    checkBlocks(data, from);
    var prefixes = new DeltaBinaryPackedDecoder(data, from);
    long bytes = add(prefixes, values, most);
    checkBlocks(data, prefixes.getPos());
    bytes += add(new DeltaBinaryPackedDecoder(data, prefixes.getPos()), values, most);
    if (bytes > most) {
      throw new IOException("texts of %d bytes, may be of %d".formatted(bytes, most));
    }
  }

  private static long add(DeltaBinaryPackedDecoder lengths, int values, long most)
      throws IOException {
    long sum = 0;
    for (int i = 0; i < values; i++) {
      int length = lengths.readInt();
      if (length < 0 || length > most) {
        throw new IOException("a text of %d bytes, may be of %d".formatted(length, most));
      }
      sum += length;
    }
    return sum;
  }
}
