package dev.telar.tables.parquet;

import dev.hardwood.internal.reader.Page;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import dev.telar.table.ColumnSink;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What cells a column's values become. (*Parquet logical type definitions*, Apache Parquet.)
final class CellTypes {
  private static final int UUID_BYTES = 16;
  private static final int FLOAT16_BYTES = 2;

  private CellTypes() {}

  /// Makes cells for one read of a column, or nothing if such values are not read.
  static Optional<Cells> of(ColumnSchema column) {
    LogicalType annotation = column.logicalType();
    if (annotation == null) {
      return plain(column);
    }
    return switch (annotation) {
      case LogicalType.StringType _, LogicalType.EnumType _, LogicalType.JsonType _ ->
          column.type() == PhysicalType.BYTE_ARRAY
              ? Optional.of(new Texts("is not text in UTF-8"))
              : Optional.empty();
      case LogicalType.IntType type -> integers(column.type(), type.isSigned());
      case LogicalType.DecimalType type -> Decimals.of(column, type);
      case LogicalType.DateType _ -> Times.dates(column.type());
      case LogicalType.TimestampType type -> Times.timestamps(column.type(), type.unit());
      case LogicalType.TimeType type -> Times.timesOfDay(column.type(), type.unit());
      case LogicalType.Float16Type _ -> fixed(column, FLOAT16_BYTES, CellTypes::float16);
      case LogicalType.UuidType _ -> fixed(column, UUID_BYTES, CellTypes::uuid);
      case LogicalType.NullType _ -> Optional.of((_, _, sink) -> sink.missing());
      default -> Optional.empty();
    };
  }

  /// Whether the values are numbers, such as a vector is made of.
  static boolean isNumber(ColumnSchema column) {
    LogicalType annotation = column.logicalType();
    return switch (column.type()) {
      case FLOAT, DOUBLE -> true;
      case INT32, INT64 ->
          annotation == null
              || annotation instanceof LogicalType.IntType
              || annotation instanceof LogicalType.DecimalType;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          annotation instanceof LogicalType.Float16Type
              || annotation instanceof LogicalType.DecimalType;
      case BOOLEAN, INT96 -> false;
    };
  }

  private static Optional<Cells> plain(ColumnSchema column) {
    return switch (column.type()) {
      case BOOLEAN ->
          Optional.of((page, i, sink) -> sink.truth(((Page.BooleanPage) page).values()[i]));
      case INT32, INT64 -> integers(column.type(), true);
      case FLOAT ->
          Optional.of((page, i, sink) -> sink.number(((Page.FloatPage) page).values()[i]));
      case DOUBLE ->
          Optional.of((page, i, sink) -> sink.number(((Page.DoublePage) page).values()[i]));
      case INT96 -> Optional.of(Times::int96);
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          Optional.of(
              new Texts(
                  "is not text in UTF-8, and bytes are not read; use --ignore " + column.name()));
    };
  }

  private static Optional<Cells> integers(PhysicalType type, boolean signed) {
    return switch (type) {
      case INT32 ->
          Optional.of(
              signed
                  ? (page, i, sink) -> sink.number(((Page.IntPage) page).values()[i])
                  : (page, i, sink) ->
                      sink.number(
                          (double) Integer.toUnsignedLong(((Page.IntPage) page).values()[i])));
      case INT64 ->
          Optional.of(
              signed
                  ? (page, i, sink) -> sink.number((double) ((Page.LongPage) page).values()[i])
                  : (page, i, sink) -> sink.number(unsigned(((Page.LongPage) page).values()[i])));
      default -> Optional.empty();
    };
  }

  /// The nearest number: half of a large one rounds alike if its last bit tells of what is lost.
  private static double unsigned(long value) {
    return value >= 0 ? (double) value : ((value >>> 1) | (value & 1)) * 2.0;
  }

  private static Optional<Cells> fixed(ColumnSchema column, int bytes, Cells cells) {
    return hasWidth(column, bytes) ? Optional.of(cells) : Optional.empty();
  }

  /// Whether the values are arrays of so many bytes.
  private static boolean hasWidth(ColumnSchema column, int bytes) {
    @Nullable Integer width = column.typeLength();
    return column.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY && width != null && width == bytes;
  }

  private static void float16(Page page, int index, ColumnSink sink) {
    byte[] bytes = ((Page.ByteArrayPage) page).values()[index];
    sink.number(Float.float16ToFloat((short) ((bytes[0] & 0xff) | (bytes[1] << 8))));
  }

  private static void uuid(Page page, int index, ColumnSink sink) {
    ByteBuffer bytes = ByteBuffer.wrap(((Page.ByteArrayPage) page).values()[index]);
    char[] chars = new UUID(bytes.getLong(), bytes.getLong()).toString().toCharArray();
    sink.text(chars, 0, chars.length);
  }
}
