package dev.telar.tables.parquet;

import dev.hardwood.internal.reader.Page;
import dev.hardwood.metadata.LogicalType.TimeUnit;
import dev.hardwood.metadata.PhysicalType;
import dev.telar.table.ColumnSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Days, moments and times of day. A moment without a time zone is taken for one of UTC.
final class Times {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  /// The Julian day of 1970-01-01.
  private static final long JULIAN_EPOCH = 2_440_588;

  private Times() {}

  static Optional<Cells> dates(PhysicalType type) {
    return type == PhysicalType.INT32
        ? Optional.of(
            (page, i, sink) -> sink.time(times(((Page.IntPage) page).values()[i], MICROS_A_DAY)))
        : Optional.empty();
  }

  static Optional<Cells> timestamps(PhysicalType type, TimeUnit unit) {
    if (type != PhysicalType.INT64) {
      return Optional.empty();
    }
    return Optional.of(
        switch (unit) {
          case MILLIS ->
              (page, i, sink) -> sink.time(times(((Page.LongPage) page).values()[i], 1000));
          case MICROS -> (page, i, sink) -> sink.time(((Page.LongPage) page).values()[i]);
          case NANOS ->
              (page, i, sink) ->
                  sink.time(Math.floorDiv(((Page.LongPage) page).values()[i], 1000L));
        });
  }

  /// The number of seconds since midnight.
  static Optional<Cells> timesOfDay(PhysicalType type, TimeUnit unit) {
    double units =
        switch (unit) {
          case MILLIS -> 1e3;
          case MICROS -> 1e6;
          case NANOS -> 1e9;
        };
    return switch (type) {
      case INT32 ->
          Optional.of((page, i, sink) -> sink.number(((Page.IntPage) page).values()[i] / units));
      case INT64 ->
          Optional.of((page, i, sink) -> sink.number(((Page.LongPage) page).values()[i] / units));
      default -> Optional.empty();
    };
  }

  /// Nanoseconds of a Julian day, as Impala, Hive and Spark wrote moments.
  static void int96(Page page, int index, ColumnSink sink) {
    ByteBuffer bytes =
        ByteBuffer.wrap(((Page.ByteArrayPage) page).values()[index]).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long day = bytes.getInt() - JULIAN_EPOCH;
    sink.time(micros(day, MICROS_A_DAY, Math.floorDiv(nanos, 1000L)));
  }

  private static long times(long value, long micros) {
    return micros(value, micros, 0);
  }

  private static long micros(long value, long micros, long more) {
    try {
      return Math.addExact(Math.multiplyExact(value, micros), more);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "is too far from 1970 for a time in microseconds, or infinite", e);
    }
  }
}
