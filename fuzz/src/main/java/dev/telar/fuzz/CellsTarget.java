package dev.telar.fuzz;

import dev.telar.data.FileIdentity;
import dev.telar.preparation.CellText;
import dev.telar.table.ColumnSink;
import dev.telar.table.TableCells;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The input is a file of a table's cells.
public final class CellsTarget {
  private static final long MIB = 1 << 20;

  private CellsTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = InputFile.of(input);
    Verdict.on(Set.of(file), 4 * MIB + 20_000L * input.length, () -> TableCells.open(file));
  }

  static byte[] seed() throws IOException {
    Path file = Files.createTempFile("telar-cells", "");
    try {
      var _ = TableCells.read(new Source(), 0, file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static final class Source implements TableSource {
    @Override
    public List<String> columns() {
      return List.of("number", "text", "date");
    }

    @Override
    public List<FileIdentity> read(List<? extends ColumnSink> sinks) {
      char[] text = CellText.MISSING.toCharArray();
      for (int row = 0; row < 3; row++) {
        sinks.get(0).number(row);
        sinks.get(1).text(text, row, 2);
        sinks.get(2).time(row * 1_000_000L);
      }
      return List.of();
    }
  }
}
