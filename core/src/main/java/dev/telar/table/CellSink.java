package dev.telar.table;

/// Takes the cells of a column once it is known what they are.
interface CellSink {
  /// One that takes nothing.
  CellSink NONE =
      new CellSink() {
        @Override
        public void missing() {}

        @Override
        public void number(double value) {}

        @Override
        public void time(long epochMicros) {}

        @Override
        public void text(char[] chars, int start, int length) {}
      };

  void missing();

  void number(double value);

  void time(long epochMicros);

  void text(char[] chars, int start, int length);
}
