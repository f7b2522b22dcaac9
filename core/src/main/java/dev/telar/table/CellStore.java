package dev.telar.table;

import dev.telar.internal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The cells of a table, row after row: in memory, or where they do not fit in there, in a file
/// that is mapped into it. Immutable and safe for use by many threads.
final class CellStore {
  private static final int CHUNK_CELLS = 1 << 17;
  private static final ValueLayout.OfLong CELL =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int columns;
  private final int rows;
  private final int chunkShift;
  private final long[][] chunks;
  private final @Nullable MemorySegment mapped;

  private CellStore(
      int columns, int rows, int chunkShift, long[][] chunks, @Nullable MemorySegment mapped) {
    this.columns = columns;
    this.rows = rows;
    this.chunkShift = chunkShift;
    this.chunks = chunks;
    this.mapped = mapped;
  }

  /// The cells of a file that a [Writer] wrote.
  static CellStore map(Path file, int columns, int rows) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = (long) rows * columns * Long.BYTES;
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
      return new CellStore(columns, rows, 0, new long[0][], mapped);
    }
  }

  int rows() {
    return rows;
  }

  /// See [Cell].
  long at(int row, int column) {
    if (mapped != null) {
      return mapped.getAtIndex(CELL, (long) row * columns + column);
    }
    int inChunk = row & ((1 << chunkShift) - 1);
    return chunks[row >>> chunkShift][inChunk * columns + column];
  }

  /// Takes the cells of a table, row after row.
  static final class Writer implements AutoCloseable {
    private final int columns;
    private final int chunkShift;
    private final long memory;
    private final Path file;
    private final List<long[]> full = new ArrayList<>();
    private long[] chunk;
    private final CRC32C checksum = new CRC32C();
    private @Nullable FileChannel channel;
    private @Nullable ByteBuffer buffer;
    private int at;
    private long rows;

    /// @param memory so many bytes of cells stay in memory; if there are more, all go to the file
    /// @param file that is made if it is needed
    Writer(int columns, long memory, Path file) {
      this.columns = columns;
      this.memory = memory;
      this.file = file;
      int rowsOfChunk = Integer.highestOneBit(Math.max(1, CHUNK_CELLS / columns));
      this.chunkShift = Integer.numberOfTrailingZeros(rowsOfChunk);
      this.chunk = new long[rowsOfChunk * columns];
    }

    /// Takes the next cell: of the column 0, 1 … and then of the next row's.
    void put(int column, long cell) {
      chunk[at + column] = cell;
      if (column == columns - 1) {
        endRow();
      }
    }

    private void endRow() {
      at += columns;
      rows++;
      if (rows > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("is in the 2,147,483,640th row; more are not taken");
      }
      if (at == chunk.length) {
        try {
          endChunk();
        } catch (IOException e) {
          throw new UncheckedIOException(AtomicFile.naming(file, e));
        }
      }
    }

    private void endChunk() throws IOException {
      at = 0;
      if (channel != null) {
        write(channel, chunk, chunk.length);
        return;
      }
      full.add(chunk);
      if ((full.size() + 1L) * chunk.length * Long.BYTES <= memory) {
        chunk = new long[chunk.length];
        return;
      }
      chunk = spill();
    }

    /// Moves what is in memory to the file; then its memory is free.
    private long[] spill() throws IOException {
      channel = open();
      for (long[] filled : full) {
        write(channel, filled, filled.length);
      }
      long[] again = full.getLast();
      full.clear();
      return again;
    }

    private FileChannel open() throws IOException {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    }

    private void write(FileChannel to, long[] cells, int count) throws IOException {
      if (buffer == null) {
        buffer =
            ByteBuffer.allocateDirect(chunk.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      }
      buffer.clear();
      buffer.asLongBuffer().put(cells, 0, count);
      buffer.limit(count * Long.BYTES);
      checksum.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
    }

    /// CRC-32C of what is in the file.
    long checksum() {
      return checksum.getValue();
    }

    /// Whether the cells are in the file.
    boolean isInFile() {
      return channel != null;
    }

    /// What was taken.
    CellStore finish() throws IOException {
      if (channel == null && rows * columns * Long.BYTES > memory) {
        channel = open();
        for (long[] filled : full) {
          write(channel, filled, filled.length);
        }
        full.clear();
      }
      if (channel == null) {
        full.add(chunk);
        return new CellStore(columns, (int) rows, chunkShift, full.toArray(long[][]::new), null);
      }
      write(channel, chunk, at);
      channel.close();
      return map(file, columns, (int) rows);
    }

    /// Lets go of the file.
    @Override
    public void close() throws IOException {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
