package dev.telar.table;

/// Tells of a row when its last cell has come. For one thread at a time.
final class LastColumn implements ColumnSink {
  private final ColumnSink sink;
  private final TableSource.Rows rows;
  private long number;

  LastColumn(ColumnSink sink, TableSource.Rows rows) {
    this.sink = sink;
    this.rows = rows;
  }

  private void end() {
    number++;
    rows.ended(number);
  }

  @Override
  public void missing() {
    sink.missing();
    end();
  }

  @Override
  public void text(char[] chars, int start, int length) {
    sink.text(chars, start, length);
    end();
  }

  @Override
  public void number(double value) {
    sink.number(value);
    end();
  }

  @Override
  public void truth(boolean value) {
    sink.truth(value);
    end();
  }

  @Override
  public void time(long epochMicros) {
    sink.time(epochMicros);
    end();
  }
}
