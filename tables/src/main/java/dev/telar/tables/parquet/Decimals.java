package dev.telar.tables.parquet;

import dev.hardwood.internal.reader.Page;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.schema.ColumnSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// Numbers with a fixed number of decimal places, as the nearest double.
final class Decimals {
  /// DuckDB and Spark have 38, Arrow 76.
  private static final int MOST_DIGITS = 1000;

  private static final int MOST_BYTES = 512;
  private static final long LARGEST_EXACT = 1L << 53;

  /// The powers of ten that a double holds exactly.
  private static final int EXACT_POWERS = 22;

  private Decimals() {}

  static Optional<Cells> of(ColumnSchema column, LogicalType.DecimalType type) {
    int scale = type.scale();
    if (type.precision() > MOST_DIGITS || scale > type.precision()) {
      return Optional.empty();
    }
    double power = Math.pow(10, Math.min(scale, EXACT_POWERS));
    return switch (column.type()) {
      case INT32 ->
          Optional.of((page, i, sink) ->
              sink.number(number(((Page.IntPage) page).values()[i], scale, power)));
      case INT64 ->
          Optional.of((page, i, sink) ->
              sink.number(number(((Page.LongPage) page).values()[i], scale, power)));
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          Optional.of((page, i, sink) ->
              sink.number(number(((Page.ByteArrayPage) page).values()[i], scale)));
      default -> Optional.empty();
    };
  }

  /// A quotient of numbers that are exact is rounded once.
  private static double number(long unscaled, int scale, double power) {
    return scale <= EXACT_POWERS
            && Math.abs(unscaled) <= LARGEST_EXACT
            && unscaled != Long.MIN_VALUE
        ? unscaled / power
        : BigDecimal.valueOf(unscaled, scale).doubleValue();
  }

  private static double number(byte[] unscaled, int scale) {
    if (unscaled.length == 0 || unscaled.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "is a decimal of %d bytes, must have 1 … %d".formatted(unscaled.length, MOST_BYTES));
    }
    return new BigDecimal(new BigInteger(unscaled), scale).doubleValue();
  }
}
