package dev.telar.source;

import dev.telar.preparation.CellText;
import dev.telar.table.ColumnSink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives a column's cells on as a person reads them.
///
/// @param taker of each text; null if the cell is missing
public record TextColumn(Consumer<@Nullable String> taker) implements ColumnSink {
  @Override
  public void missing() {
    taker.accept(null);
  }

  @Override
  public void text(char[] chars, int start, int length) {
    taker.accept(new String(chars, start, length));
  }

  @Override
  public void number(double value) {
    taker.accept(CellText.number(value));
  }

  @Override
  public void truth(boolean value) {
    taker.accept(String.valueOf(value));
  }

  @Override
  public void time(long epochMicros) {
    taker.accept(CellText.date((double) epochMicros));
  }
}
