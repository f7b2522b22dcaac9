package dev.telar.tables.out;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.telar.internal.LibraryVersion;
import dev.telar.tables.out.TableWriter.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Parquet: flat, optional columns in plain encoding, a page of gzip for each column of each group
/// of rows. (*Parquet file format*, Apache Parquet; the numbers of fields and types are those of
/// its `parquet.thrift`.)
final class ParquetCells implements CellWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
  private static final int GROUP_ROWS = 1 << 16;
  private static final long GROUP_BYTES = 32 << 20;

  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;
  private static final int DATA_PAGE = 0;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int GZIP = 2;

  /// A column's page in the file.
  ///
  /// @param offset of its header
  /// @param bytes decompressed, with the header
  /// @param compressed as they are in the file, with the header
  private record Page(long offset, long bytes, long compressed) {}

  /// A group of rows in the file.
  private record Group(int rows, List<Page> pages) {}

  private final OutputStream out;
  private final List<Column> columns;
  private final List<ColumnPage> pending;
  private final List<Group> groups = new ArrayList<>();
  private long offset;
  private long pendingBytes;

  ParquetCells(OutputStream out, List<Column> columns) throws IOException {
    this.out = out;
    this.columns = columns;
    pending = Stream.generate(ColumnPage::new).limit(columns.size()).toList();
    write(MAGIC);
  }

  @Override
  public void number(int column, double value) {
    if (columns.get(column).type() == TableWriter.Type.FLOAT) {
      pending.get(column).add((float) value);
    } else {
      pending.get(column).add(value);
    }
  }

  @Override
  public void whole(int column, long value) {
    pending.get(column).add(value);
  }

  @Override
  public void truth(int column, boolean value) {
    pending.get(column).add(value);
  }

  @Override
  public void text(int column, String value) {
    ColumnPage page = pending.get(column);
    int before = page.size();
    page.add(value);
    pendingBytes += page.size() - before;
  }

  @Override
  public void missing(int column) {
    pending.get(column).addMissing();
  }

  @Override
  public void endRow() throws IOException {
    pendingBytes += (long) Double.BYTES * columns.size();
    if (pending.getFirst().rows() == GROUP_ROWS || pendingBytes >= GROUP_BYTES) {
      writeGroup();
    }
  }

  private void writeGroup() throws IOException {
    int rows = pending.getFirst().rows();
    List<Page> pages = new ArrayList<>();
    for (ColumnPage page : pending) {
      byte[] bytes = page.take();
      byte[] compressed = gzip(bytes);
      byte[] header =
          new CompactThrift()
              .begin()
              .number(1, DATA_PAGE)
              .number(2, bytes.length)
              .number(3, compressed.length)
              .begin(5)
              .number(1, rows)
              .number(2, PLAIN)
              .number(3, RLE)
              .number(4, RLE)
              .end()
              .end()
              .bytes();
      pages.add(
          new Page(
              offset,
              (long) header.length + bytes.length,
              (long) header.length + compressed.length));
      write(header);
      write(compressed);
    }
    groups.add(new Group(rows, pages));
    pendingBytes = 0;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }

  @Override
  public void finish() throws IOException {
    if (pending.getFirst().rows() > 0) {
      writeGroup();
    }
    byte[] footer = footer();
    write(footer);
    write(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(footer.length)
            .array());
    write(MAGIC);
    out.flush();
  }

  private byte[] footer() {
    CompactThrift footer =
        new CompactThrift().begin().number(1, 1).structures(2, columns.size() + 1);
    footer.begin().text(4, "schema").number(5, columns.size()).end();
    columns.forEach(column -> element(footer, column));
    footer.number(3, groups.stream().mapToLong(Group::rows).sum());
    footer.structures(4, groups.size());
    groups.forEach(group -> group(footer, group));
    footer.text(6, "telar version %s (build 0)".formatted(LibraryVersion.get()));
    return footer.end().bytes();
  }

  private static void element(CompactThrift footer, Column column) {
    footer.begin().number(1, physicalType(column)).number(3, OPTIONAL).text(4, column.name());
    if (column.type() == TableWriter.Type.TEXT) {
      footer.number(6, UTF8).begin(10).begin(1).end().end();
    }
    footer.end();
  }

  private void group(CompactThrift footer, Group group) {
    footer.begin().structures(1, columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Page page = group.pages().get(i);
      footer
          .begin()
          .number(2, page.offset())
          .begin(3)
          .number(1, physicalType(columns.get(i)))
          .numbers(2, PLAIN, RLE)
          .texts(3, columns.get(i).name())
          .number(4, GZIP)
          .number(5, (long) group.rows())
          .number(6, page.bytes())
          .number(7, page.compressed())
          .number(9, page.offset())
          .end()
          .end();
    }
    footer
        .number(2, group.pages().stream().mapToLong(Page::bytes).sum())
        .number(3, (long) group.rows())
        .end();
  }

  private static int physicalType(Column column) {
    return switch (column.type()) {
      case TRUTH -> 0;
      case WHOLE -> 2;
      case FLOAT -> 4;
      case NUMBER -> 5;
      case TEXT -> 6;
    };
  }
}
