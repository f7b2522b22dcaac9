package dev.telar.tables.parquet;

import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.reader.Dictionary;
import dev.hardwood.internal.reader.Page;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.telar.format.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.SnappyError;

/// The pages of a column in one row group, one after the other; one is in memory at a time. For one
/// thread.
final class ChunkPages {
  private static final int FIRST_HEADER_BYTES = 128;

  private final FileBytes file;
  private final String name;
  private final PageBody body;
  private final long end;
  private long next;
  private long pageOffset;
  private long valuesLeft;
  private @Nullable Dictionary dictionary;

  /// @param chunk one that lies within the file
  ChunkPages(FileBytes file, Column column, ColumnChunk chunk) {
    ColumnMetaData metaData = chunk.metaData();
    this.file = file;
    this.name = column.name();
    this.body = new PageBody(column.leaf(), metaData.codec());
    this.next = chunk.chunkStartOffset();
    this.pageOffset = next;
    this.end = next + metaData.totalCompressedSize();
    this.valuesLeft = metaData.numValues();
  }

  /// Where the page begins that was read last.
  long pageOffset() {
    return pageOffset;
  }

  /// Whether there are values behind the page that was read last.
  boolean hasMore() {
    return valuesLeft > 0;
  }

  /// Reads the next page with values.
  ///
  /// @throws FormatException if it is not as it should be, or there is none
  Page read() throws IOException {
    while (true) {
      pageOffset = next;
      if (next >= end) {
        throw damaged("ends here and lacks " + valuesLeft + " values");
      }
      PageHeader header = readHeader();
      checkSizes(header);
      byte[] bytes = file.read(next, header.compressedPageSize());
      next += bytes.length;
      checkSum(header, bytes);
      switch (header.type()) {
        case DICTIONARY_PAGE -> dictionary = decode(() -> body.dictionary(header, bytes));
        case INDEX_PAGE -> {}
        case DATA_PAGE, DATA_PAGE_V2 -> {
          int count = count(header);
          if (count > 0) {
            valuesLeft -= count;
            return decode(() -> body.page(header, bytes, dictionary));
          }
        }
      }
    }
  }

  private PageHeader readHeader() throws IOException {
    int most = (int) Math.min(end - next, PageLimits.HEADER_BYTES);
    for (int length = Math.min(FIRST_HEADER_BYTES, most); ; length = Math.min(2 * length, most)) {
      var thrift = new BoundedThrift(ByteBuffer.wrap(file.read(next, length)));
      try {
        PageHeader header = PageHeaderReader.read(thrift);
        next += thrift.getBytesRead();
        return header;
      } catch (EOFException e) {
        if (length == most) {
          throw damaged("has a page's header that is cut off", e);
        }
      } catch (IOException | RuntimeException e) {
        throw damaged("has no page's header here (" + Reason.of(e) + ")", e);
      }
    }
  }

  private void checkSizes(PageHeader header) throws FormatException {
    long compressed = header.compressedPageSize();
    if (compressed > end - next) {
      throw damaged(
          "has a page of %d bytes here; there are %d left".formatted(compressed, end - next));
    }
    long size = header.uncompressedPageSize();
    if (size > PageLimits.pageBytes(compressed)) {
      throw damaged(
          "has a page here that expands from %d bytes to %d, may expand to %d; write it with smaller pages"
              .formatted(compressed, size, PageLimits.pageBytes(compressed)));
    }
    boolean complete =
        switch (header.type()) {
          case DATA_PAGE -> header.dataPageHeader() != null;
          case DATA_PAGE_V2 -> header.dataPageHeaderV2() != null;
          case DICTIONARY_PAGE -> header.dictionaryPageHeader() != null;
          case INDEX_PAGE -> true;
        };
    if (!complete) {
      throw damaged("has a page without a header of its type here");
    }
    long count = count(header);
    if (count > valuesLeft) {
      throw damaged("has %d values here; there must be %d".formatted(count, valuesLeft));
    }
    if (count > PageLimits.pageValues(size)) {
      throw damaged(
          "has a page of %d bytes with %d values here, may have %d; write it with smaller pages"
              .formatted(size, count, PageLimits.pageValues(size)));
    }
  }

  private static int count(PageHeader header) {
    return switch (header.type()) {
      case DATA_PAGE -> header.dataPageHeader().numValues();
      case DATA_PAGE_V2 -> header.dataPageHeaderV2().numValues();
      case DICTIONARY_PAGE, INDEX_PAGE -> 0;
    };
  }

  private void checkSum(PageHeader header, byte[] bytes) throws FormatException {
    if (header.crc() != null) {
      var sum = new CRC32();
      sum.update(bytes);
      if (header.crc() != (int) sum.getValue()) {
        throw damaged("has a page here whose checksum is wrong");
      }
    }
  }

  /// Hardwood and the codecs end in any exception for a page that is damaged.
  private <T> T decode(Decoding<T> decoding) throws IOException {
    try {
      return decoding.decode();
    } catch (LinkageError | SnappyError e) {
      throw new IOException(
          "%s: a library in the temporary folder could not be loaded (%s); -Djava.io.tmpdir=FOLDER names another"
              .formatted(file.path(), Reason.of(e)),
          e);
    } catch (OutOfMemoryError e) {
      throw damaged(
          "has a page here for which there is not enough memory; write it with smaller pages", e);
    } catch (IOException | RuntimeException | Error e) {
      throw damaged("has a damaged page here (" + Reason.of(e) + ")", e);
    }
  }

  /// What is wrong with the page that was read last.
  FormatException damaged(String problem) {
    return new FormatException(file.path(), pageOffset, "column " + name + " " + problem);
  }

  private FormatException damaged(String problem, Throwable cause) {
    FormatException exception = damaged(problem);
    exception.initCause(cause);
    return exception;
  }

  /// Decodes a page.
  private interface Decoding<T> {
    T decode() throws IOException;
  }
}
