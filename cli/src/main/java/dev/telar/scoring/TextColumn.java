package dev.telar.scoring;

import dev.telar.preparation.CellText;
import dev.telar.table.ColumnSink;
import java.util.function.Consumer;

/// Takes a column's cells as a person reads them.
record TextColumn(Consumer<String> taker) implements ColumnSink {
  @Override
  public void missing() {
    taker.accept(CellText.MISSING);
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
