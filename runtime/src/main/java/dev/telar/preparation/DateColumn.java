package dev.telar.preparation;

import java.util.ArrayList;
import java.util.List;

/// A column of dates: the time as a number, and parts of it as points on circles where wanted. The
/// error of the column is the mean of the time's and each part's.
///
/// @param time in microseconds since 1970-01-01T00:00:00Z
/// @param parts distinct
public record DateColumn(NumberColumn time, List<DatePart> parts) implements PreparedColumn {
  /// @throws IllegalArgumentException if a part comes twice
  public DateColumn {
    parts = List.copyOf(parts);
    if (parts.stream().distinct().count() < parts.size()) {
      throw new IllegalArgumentException("the parts of a date must differ, got " + parts);
    }
  }

  @Override
  public String name() {
    return time.name();
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.DATE;
  }

  @Override
  public int width() {
    return time.width() + DatePart.WIDTH * parts.size();
  }

  @Override
  public List<String> inputs() {
    List<String> inputs = new ArrayList<>(time.inputs());
    for (DatePart part : parts) {
      inputs.add("%s %s sine".formatted(name(), part));
      inputs.add("%s %s cosine".formatted(name(), part));
    }
    return inputs;
  }

  @Override
  public void encode(double cell, float[] out, int at) {
    time.encode(cell, out, at);
    int next = at + time.width();
    for (DatePart part : parts) {
      if (Double.isNaN(cell)) {
        out[next] = 0;
        out[next + 1] = 0;
      } else {
        part.encode((long) cell, out, next);
      }
      next += DatePart.WIDTH;
    }
  }

  @Override
  public double decode(float[] values, int at) {
    return Math.rint(time.decode(values, at));
  }

  @Override
  public String text(double cell) {
    return CellText.date(cell);
  }

  @Override
  public boolean knowsMissing() {
    return time.knowsMissing();
  }

  @Override
  public void shares(float[] out, int at) {
    time.shares(out, at);
    float share = 1f / (1 + parts.size());
    out[at] = share;
    for (int i = at + time.width(); i < at + width(); i++) {
      out[i] = share;
    }
  }
}
