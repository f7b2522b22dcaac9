package dev.telar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.tables.out.TableWriter;
import dev.telar.tables.out.TableWriter.Column;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterFaultsTest {
  @TempDir private Path disk;

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv.gz", "a.parquet", "a.npy", "a.jsonl"})
  void aFullDiskIsNamedAndLeavesNothing(String name) throws IOException {
    boolean struck = true;
    for (int operation = 1; struck; operation++) {
      Path folder = Files.createDirectory(disk.resolve("at" + operation));
      var files = FaultyFileSystem.over(folder);
      files.inject(Fault.DISK_FULL_AFTER_HALF, operation);
      Path file = files.root().resolve(name);
      try {
        write(file);
        assertThat(Remains.names(folder)).containsExactly(name);
      } catch (IOException e) {
        assertThat(e)
            .as("at %d of %s", operation, files.operations())
            .isInstanceOf(FileSystemException.class)
            .hasMessageStartingWith(file + ": ");
        assertThat(Remains.names(folder)).isEmpty();
      }
      struck = files.struck();
    }
  }

  private static void write(Path file) throws IOException {
    try (TableWriter out =
        TableWriter.create(file, List.of(new Column("a", TableWriter.Type.NUMBER)))) {
      for (int row = 0; row < 20_000; row++) {
        out.number(row / 3.0);
        out.endRow();
      }
      out.commit();
    }
  }
}
