package dev.telar.source;

import dev.telar.data.Samples;
import java.util.Objects;

/// Rows of two samples of one width, one behind the other.
public record JoinedSamples(Samples first, Samples second) implements Samples {
  @Override
  public int rows() {
    return Math.addExact(first.rows(), second.rows());
  }

  @Override
  public int width() {
    return first.width();
  }

  @Override
  public void read(int row, float[] out) {
    Objects.checkIndex(row, rows());
    if (row < first.rows()) {
      first.read(row, out);
    } else {
      second.read(row - first.rows(), out);
    }
  }
}
