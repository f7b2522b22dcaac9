package dev.telar.tables.jdbc;

import dev.telar.table.ColumnSink;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the types of databases become.
final class CellReaders {
  private static final long SECOND_MICROS = 1_000_000L;
  private static final int MICRO_NANOS = 1000;
  private static final long LONGEST_TEXT = 1 << 24;

  /// Texts whose type JDBC has no number for.
  private static final Set<String> TEXTS = Set.of("uuid", "citext", "enum", "uniqueidentifier");

  /// PostgreSQL's names of arrays of numbers.
  private static final Set<String> ARRAYS =
      Set.of("_int2", "_int4", "_int8", "_float4", "_float8", "_numeric");

  private CellReaders() {}

  /// Reads a column of a type.
  ///
  /// @param column from 1
  /// @return empty if the type is none that becomes a number, a truth value, a time, a text or a
  ///   vector
  static Optional<CellReader> of(ResultSetMetaData types, int column, Product product)
      throws SQLException {
    String given = types.getColumnTypeName(column);
    String name = given == null ? "" : given.toLowerCase(Locale.ROOT);
    int type = types.getColumnType(column);
    if (product.hasTypedCells()) {
      boolean declared = type == Types.BOOLEAN || name.startsWith("bool");
      return Optional.of(declared ? new TruthCell() : new TypedCell());
    }
    return of(type, name, types.getPrecision(column));
  }

  private static Optional<CellReader> of(int type, String name, int precision) {
    return Optional.ofNullable(
        switch (type) {
          case Types.TINYINT,
              Types.SMALLINT,
              Types.INTEGER,
              Types.BIGINT,
              Types.REAL,
              Types.FLOAT,
              Types.DOUBLE,
              Types.DECIMAL,
              Types.NUMERIC ->
              // How PostgreSQL writes an amount depends on its language.
              name.equals("money") ? null : CellReaders::number;
          case Types.BOOLEAN -> CellReaders::truth;
          // Several bits are no truth value.
          case Types.BIT -> name.startsWith("bool") || precision <= 1 ? CellReaders::truth : null;
          case Types.DATE -> CellReaders::date;
          case Types.TIMESTAMP -> isZoned(name) ? CellReaders::zonedTime : CellReaders::time;
          case Types.TIMESTAMP_WITH_TIMEZONE -> CellReaders::zonedTime;
          case Types.CHAR,
              Types.VARCHAR,
              Types.LONGVARCHAR,
              Types.NCHAR,
              Types.NVARCHAR,
              Types.LONGNVARCHAR,
              Types.CLOB,
              Types.NCLOB ->
              new TextCell();
          case Types.ARRAY -> ARRAYS.contains(name) ? new ArrayReader(0) : null;
          case Types.NULL -> new TypedCell();
          default -> {
            if (name.equals("datetimeoffset")) {
              yield CellReaders::zonedTime;
            }
            yield TEXTS.contains(name) || name.startsWith("enum(") ? new TextCell() : null;
          }
        });
  }

  private static boolean isZoned(String name) {
    return name.equals("timestamptz") || name.contains("with time zone");
  }

  private static void number(ResultSet row, int column, ColumnSink sink) throws SQLException {
    double value = row.getDouble(column);
    if (row.wasNull()) {
      sink.missing();
    } else {
      sink.number(value);
    }
  }

  private static void truth(ResultSet row, int column, ColumnSink sink) throws SQLException {
    boolean value = row.getBoolean(column);
    if (row.wasNull()) {
      sink.missing();
    } else {
      sink.truth(value);
    }
  }

  private static void date(ResultSet row, int column, ColumnSink sink) throws SQLException {
    LocalDate value = row.getObject(column, LocalDate.class);
    if (value == null) {
      sink.missing();
    } else {
      sink.time(micros(value.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
  }

  /// Without a zone it is in UTC, whatever the zone of this machine.
  private static void time(ResultSet row, int column, ColumnSink sink) throws SQLException {
    LocalDateTime value = row.getObject(column, LocalDateTime.class);
    if (value == null) {
      sink.missing();
    } else {
      sink.time(micros(value.toInstant(ZoneOffset.UTC)));
    }
  }

  private static void zonedTime(ResultSet row, int column, ColumnSink sink) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    if (value == null) {
      sink.missing();
    } else {
      sink.time(micros(value.toInstant()));
    }
  }

  private static long micros(Instant time) {
    long seconds = time.getEpochSecond();
    // The largest and smallest are what drivers make of infinity.
    if (Math.abs(seconds) >= Long.MAX_VALUE / SECOND_MICROS) {
      throw new IllegalArgumentException(
          "is a time that is infinite or too far away: microseconds do not hold it");
    }
    return seconds * SECOND_MICROS + time.getNano() / MICRO_NANOS;
  }

  /// Texts, through one array. For one thread at a time.
  private static final class TextCell implements CellReader {
    private char[] chars = new char[64];

    @Override
    public void read(ResultSet row, int column, ColumnSink sink) throws SQLException {
      String text = row.getString(column);
      if (text == null) {
        sink.missing();
      } else {
        give(text, sink);
      }
    }

    void give(String text, ColumnSink sink) {
      int length = text.length();
      if (length > LONGEST_TEXT) {
        throw new IllegalArgumentException("has more than " + LONGEST_TEXT + " characters");
      }
      if (length > chars.length) {
        chars = new char[Math.max(length, 2 * chars.length)];
      }
      text.getChars(0, length, chars, 0);
      sink.text(chars, 0, length);
    }
  }

  /// Cells of a column that is declared as truth values and holds 0 and 1, as SQLite's do: it has
  /// no type for these. Others are what they are. For one thread at a time.
  private static final class TruthCell implements CellReader {
    private final TypedCell typed = new TypedCell();

    @Override
    public void read(ResultSet row, int column, ColumnSink sink) throws SQLException {
      if (row.getObject(column) instanceof Number number
          && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
        sink.truth(number.doubleValue() == 1);
      } else {
        typed.read(row, column, sink);
      }
    }
  }

  /// Cells that have types of their own, as SQLite's have. For one thread at a time.
  private static final class TypedCell implements CellReader {
    private final TextCell text = new TextCell();

    @Override
    public void read(ResultSet row, int column, ColumnSink sink) throws SQLException {
      switch (row.getObject(column)) {
        case null -> sink.missing();
        case Number number -> sink.number(number.doubleValue());
        case String string -> text.give(string, sink);
        case Boolean truth -> sink.truth(truth);
        case byte[] _ -> throw unreadable("BLOB");
        case Object other -> throw unreadable(other.getClass().getSimpleName());
      }
    }

    private static IllegalArgumentException unreadable(String type) {
      return new IllegalArgumentException(
          "is a "
              + type
              + ", which is no number, truth value, time or text; cast it in the query, or leave the"
              + " column out by --ignore");
    }
  }
}
