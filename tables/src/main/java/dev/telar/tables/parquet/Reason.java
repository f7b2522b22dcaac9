package dev.telar.tables.parquet;

/// What a reader of damaged bytes says of them.
final class Reason {
  private Reason() {}

  static String of(Throwable e) {
    if (e instanceof NullPointerException) {
      return "something that it needs is missing";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
