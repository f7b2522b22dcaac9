package dev.telar.fuzz;

import static java.util.Objects.requireNonNull;

import dev.telar.table.ColumnSink;
import dev.telar.tables.parquet.ParquetSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The input is a table in a Parquet file. What decompresses is native and not steered by coverage;
/// Hardwood's decoders and what stands around them are.
public final class ParquetTarget {
  private static final long MIB = 1 << 20;

  private ParquetTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    // A chunk of a few bytes may have four million equal values, which are as many numbers, levels
    // and places in a dictionary; a column needs some thirty bytes.
    long memory = 256 * MIB * (1 + input.length / 32);
    Verdict.on(Set.of(file), memory, () -> read(file));
  }

  private static void read(Path file) throws IOException {
    ParquetSource table = ParquetSource.open(List.of(file));
    table.read(Collections.nCopies(table.columns().size(), new Sink()));
  }

  /// Small tables that DuckDB wrote: both versions of pages, all codecs, a column of each type.
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("plain", "snappy-2", "gzip", "zstd-2")) {
      try (InputStream in =
          requireNonNull(
              ParquetTarget.class.getResourceAsStream("/parquet/" + name + ".parquet"))) {
        seeds.add(in.readAllBytes());
      }
    }
    return seeds;
  }

  /// Refuses one number.
  private static final class Sink implements ColumnSink {
    @Override
    public void missing() {}

    @Override
    public void text(char[] chars, int start, int length) {}

    @Override
    public void number(double value) {
      if (value == 77) {
        throw new IllegalArgumentException("is 77");
      }
    }

    @Override
    public void truth(boolean value) {}

    @Override
    public void time(long epochMicros) {}
  }
}
