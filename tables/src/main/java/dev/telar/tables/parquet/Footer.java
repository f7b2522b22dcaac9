package dev.telar.tables.parquet;

import dev.hardwood.internal.EncryptedParquetException;
import dev.hardwood.internal.thrift.FileMetaDataReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.SchemaElement;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What a file says of itself at its end, checked against its size. (*File format*, Apache Parquet:
/// `PAR1`, pages, the footer, its length, `PAR1`.)
///
/// @param rowGroups the parts that the rows are in
/// @param begin where it begins, and the pages end
record Footer(FileSchema schema, List<RowGroup> rowGroups, long begin) {
  private static final int MAGIC_BYTES = 4;
  private static final int TAIL_BYTES = Integer.BYTES + MAGIC_BYTES;
  private static final int LARGEST = 64 << 20;
  private static final int DEEPEST_SCHEMA = 32;

  /// Reads it.
  ///
  /// @param bytes the file's size
  /// @throws FormatException if it is not as it should be
  static Footer read(FileBytes file, long bytes) throws IOException {
    Path path = file.path();
    if (bytes < MAGIC_BYTES + TAIL_BYTES) {
      throw new FormatException(
          path, 0, "is not Parquet: it has %d bytes, must have more than 12".formatted(bytes));
    }
    checkMagic(path, file.read(0, MAGIC_BYTES), 0);
    byte[] tail = file.read(bytes - TAIL_BYTES, TAIL_BYTES);
    checkMagic(path, tail, bytes - MAGIC_BYTES);
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    long most = Math.min(bytes - MAGIC_BYTES - TAIL_BYTES, LARGEST);
    if (length < 1 || length > most) {
      throw new FormatException(
          path,
          bytes - TAIL_BYTES,
          "has a footer of %d bytes, must have 1 … %d".formatted(length, most));
    }
    long begin = bytes - TAIL_BYTES - length;
    return parse(path, file.read(begin, length), begin);
  }

  private static void checkMagic(Path path, byte[] bytes, long offset) throws FormatException {
    String magic =
        new String(bytes, bytes.length - MAGIC_BYTES, MAGIC_BYTES, StandardCharsets.ISO_8859_1);
    if (magic.equals("PARE")) {
      throw encrypted(path, offset);
    }
    if (!magic.equals("PAR1")) {
      throw new FormatException(
          path,
          offset,
          offset == 0
              ? "is not Parquet: it begins with %s, must begin with PAR1".formatted(magic)
              : "is cut off: Parquet ends with PAR1, this with " + magic);
    }
  }

  private static FormatException encrypted(Path path, long offset) {
    return new FormatException(path, offset, "is encrypted, which is not read");
  }

  private static Footer parse(Path path, byte[] bytes, long begin) throws FormatException {
    FileMetaData metaData;
    FileSchema schema;
    try {
      metaData = FileMetaDataReader.read(new BoundedThrift(ByteBuffer.wrap(bytes)));
      checkSchema(metaData.schema());
      schema = FileSchema.fromSchemaElements(metaData.schema());
    } catch (EncryptedParquetException e) {
      FormatException exception = encrypted(path, begin);
      exception.initCause(e);
      throw exception;
    } catch (IOException | RuntimeException e) {
      var exception =
          new FormatException(path, begin, "has a damaged footer (" + Reason.of(e) + ")");
      exception.initCause(e);
      throw exception;
    }
    var footer = new Footer(schema, List.copyOf(metaData.rowGroups()), begin);
    footer.check(path, metaData.numRows());
    return footer;
  }

  /// Hardwood builds the tree by recursion.
  private static void checkSchema(List<SchemaElement> elements) throws IOException {
    Deque<Integer> open = new ArrayDeque<>();
    for (SchemaElement element : elements) {
      int children = element.numChildren() == null ? 0 : element.numChildren();
      if (element.name() == null || children < 0 || open.size() == DEEPEST_SCHEMA) {
        throw new IOException("a column without a name, or within too many others");
      }
      if (!open.isEmpty()) {
        open.push(open.pop() - 1);
      }
      if (element.isGroup()) {
        open.push(children);
      }
      while (!open.isEmpty() && open.peek() == 0) {
        open.pop();
      }
    }
    if (!open.isEmpty()) {
      throw new IOException("columns are missing");
    }
  }

  private void check(Path path, long promisedRows) throws FormatException {
    long rows = 0;
    for (RowGroup group : rowGroups) {
      if (group.numRows() < 0 || group.columns().size() != schema.getColumnCount()) {
        throw new FormatException(
            path,
            begin,
            "has a row group of %d rows and %d columns, must have %d columns"
                .formatted(group.numRows(), group.columns().size(), schema.getColumnCount()));
      }
      rows += group.numRows();
      if (rows < 0 || rows > PageLimits.rows(begin)) {
        throw new FormatException(
            path,
            begin,
            "promises more than %d rows in %d bytes".formatted(PageLimits.rows(begin), begin));
      }
    }
    if (rows != promisedRows) {
      throw new FormatException(
          path, begin, "promises %d rows and has %d".formatted(promisedRows, rows));
    }
  }

  /// How many rows there are.
  long rows() {
    return rowGroups.stream().mapToLong(RowGroup::numRows).sum();
  }

  /// Checks where a column's pages are promised to be.
  ///
  /// @throws FormatException if they cannot be there, or are not read
  void checkChunks(Path path, Column column) throws FormatException {
    ColumnSchema leaf = column.leaf();
    for (RowGroup group : rowGroups) {
      ColumnChunk chunk = group.columns().get(leaf.columnIndex());
      ColumnMetaData metaData = chunk.metaData();
      if (metaData == null || metaData.codec() == null) {
        throw refused(path, column, "is not described, perhaps because it is encrypted");
      }
      if (metaData.type() != leaf.type()) {
        throw refused(
            path, column, "has the type %s and is %s".formatted(leaf.type(), metaData.type()));
      }
      if (!Codec.READ.contains(metaData.codec())) {
        throw refused(
            path,
            column,
            "is compressed by %s; none, SNAPPY, GZIP and ZSTD are read"
                .formatted(metaData.codec()));
      }
      long from = chunk.chunkStartOffset();
      long length = metaData.totalCompressedSize();
      if (from < MAGIC_BYTES || length < 0 || length > begin - from) {
        throw refused(
            path,
            column,
            "has %d bytes from byte %d on, must be between bytes 4 and %d"
                .formatted(length, from, begin));
      }
      long values = metaData.numValues();
      if (column.isVector()
          ? values < group.numRows() || values > PageLimits.values(begin)
          : values != group.numRows()) {
        throw refused(
            path,
            column,
            "has %d values in a row group of %d rows".formatted(values, group.numRows()));
      }
    }
  }

  private FormatException refused(Path path, Column column, String problem) {
    return new FormatException(path, begin, "column " + column.name() + " " + problem);
  }
}
