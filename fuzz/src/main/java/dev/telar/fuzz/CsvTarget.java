package dev.telar.fuzz;

import dev.telar.table.ColumnSink;
import dev.telar.table.Numbers;
import dev.telar.tables.csv.CsvOptions;
import dev.telar.tables.csv.CsvSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The input is a table of separated values, plain or gzip, of which nothing is known.
public final class CsvTarget {
  private static final long MIB = 1 << 20;

  private CsvTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    // Buffers; and what gzip may expand to: a sample of it, its cells by four delimiters, the
    // names.
    long memory = 4 * MIB + 64L * 64 * input.length;
    Verdict.on(Set.of(file), memory, () -> read(file));
  }

  private static void read(Path file) throws IOException {
    CsvSource table = CsvSource.open(List.of(file), CsvOptions.detect());
    boolean decimalComma = table.decimalComma();
    table.read(Collections.nCopies(table.columns().size(), new Sink(decimalComma)));
  }

  /// Parses numbers, and refuses one text.
  private static final class Sink implements ColumnSink {
    private final boolean decimalComma;

    Sink(boolean decimalComma) {
      this.decimalComma = decimalComma;
    }

    @Override
    public void missing() {}

    @Override
    public void text(char[] chars, int start, int length) {
      if (Double.isNaN(Numbers.parse(chars, start, length, decimalComma))
          && length == 1
          && chars[start] == 'x') {
        throw new IllegalArgumentException("is not a number: x");
      }
    }

    @Override
    public void number(double value) {}

    @Override
    public void truth(boolean value) {}

    @Override
    public void time(long epochMicros) {}
  }
}
