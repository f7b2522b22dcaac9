package dev.telar.tables.parquet;

import dev.hardwood.internal.thrift.ThriftCompactReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads Thrift's compact protocol, and believes no length that the bytes do not bear out: nothing
/// is allocated for it, and no loop is longer than there are bytes. (*Thrift compact protocol
/// encoding*, Apache Thrift.)
final class BoundedThrift extends ThriftCompactReader {
  private static final int DEEPEST = 32;
  private static final byte FALSE = 2;
  private static final byte LIST = 9;
  private static final byte SET = 10;
  private static final byte MAP = 11;

  private final int size;
  private int depth;

  BoundedThrift(ByteBuffer bytes) {
    super(bytes);
    this.size = bytes.remaining();
  }

  private int remaining() {
    return size - getBytesRead();
  }

  @Override
  public byte[] readBinary() throws IOException {
    var bytes = new byte[length(readVarint())];
    readBytes(bytes);
    return bytes;
  }

  /// A list's elements have a byte at least. Hardwood skips truth values in lists as if they had
  /// none; no header of a Parquet file has such a list.
  @Override
  public CollectionHeader readListHeader() throws IOException {
    CollectionHeader header = super.readListHeader();
    if (header.elementType() <= FALSE) {
      throw new IOException("a list has elements of type " + header.elementType());
    }
    length(header.size());
    return header;
  }

  @Override
  public void skipField(byte type) throws IOException {
    if (type == MAP || (depth == DEEPEST && type >= LIST)) {
      throw new IOException("a field of type " + type + " at depth " + depth);
    }
    depth++;
    if (type == LIST || type == SET) {
      CollectionHeader header = readListHeader();
      for (int i = 0; i < header.size(); i++) {
        skipField(header.elementType());
      }
    } else {
      super.skipField(type);
    }
    depth--;
  }

  private int length(long promised) throws EOFException {
    if (promised < 0 || promised > remaining()) {
      throw new EOFException("%d bytes promised, %d left".formatted(promised, remaining()));
    }
    return (int) promised;
  }
}
