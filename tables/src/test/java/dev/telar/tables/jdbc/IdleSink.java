package dev.telar.tables.jdbc;

import dev.telar.table.ColumnSink;

/// Keeps nothing.
class IdleSink implements ColumnSink {
  @Override
  public void missing() {}

  @Override
  public void text(char[] chars, int start, int length) {}

  @Override
  public void number(double value) {}

  @Override
  public void truth(boolean value) {}

  @Override
  public void time(long epochMicros) {}
}
