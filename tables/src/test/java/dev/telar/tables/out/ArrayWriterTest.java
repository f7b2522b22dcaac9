package dev.telar.tables.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.NpyFile;
import dev.telar.data.NumberType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayWriterTest {
  @TempDir private Path folder;

  @Test
  void rowsMayHaveAShape() throws Exception {
    Path file = folder.resolve("a.npy");
    try (var out = ArrayWriter.create(file, ArrayWriter.Type.FLOAT32, 2, 3)) {
      for (int i = 0; i < 12; i++) {
        out.number(i / 3.0);
      }
      out.commit();
    }

    NpyFile read = NpyFile.read(file);
    assertThat(read.shape()).containsExactly(2, 2, 3);
    assertThat(read.floats()[11]).isEqualTo(11 / 3f);
  }

  @Test
  void bytesAreRoundedIntoTheirRange() throws Exception {
    Path file = folder.resolve("a.npy");
    try (var out = ArrayWriter.create(file, ArrayWriter.Type.UINT8)) {
      for (double value : new double[] {-3, 0.4, 0.6, 254.5, 300, Double.NaN}) {
        out.number(value);
      }
      out.commit();
    }

    NpyFile read = NpyFile.read(file);
    assertThat(read.type()).isEqualTo(NumberType.UINT8);
    assertThat(read.shape()).containsExactly(6);
    assertThat(read.bytes()).containsExactly(0, 0, 1, 255, 255, 0);
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws Exception {
    try (var out = ArrayWriter.create(folder.resolve("a.npy"), ArrayWriter.Type.FLOAT64, 3)) {
      out.number(1);
      assertThatThrownBy(out::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("rows of 3 numbers are not 1 numbers");
    }

    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(
            () -> ArrayWriter.create(folder.resolve("a.npy"), ArrayWriter.Type.FLOAT32, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the sizes of a row must be at least 1, got [0]");
  }
}
