package dev.telar.tables.csv;

import dev.telar.table.ColumnSink;

/// Is given nothing but text.
interface TextSink extends ColumnSink {
  @Override
  default void missing() {}

  @Override
  default void number(double value) {
    throw new AssertionError("text has no type");
  }

  @Override
  default void truth(boolean value) {
    throw new AssertionError("text has no type");
  }

  @Override
  default void time(long epochMicros) {
    throw new AssertionError("text has no type");
  }
}
