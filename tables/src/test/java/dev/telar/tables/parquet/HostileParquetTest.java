package dev.telar.tables.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.telar.format.FormatException;
import dev.telar.table.ColumnSink;
import dev.telar.tables.Allocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that somebody made to do harm, or that got damaged.
@Timeout(60)
class HostileParquetTest {
  private static final long MIB = 1 << 20;

  @TempDir static Path samples;

  private static final List<byte[]> GOOD = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void writeSamples() throws Exception {
    try (DuckDb duckDb = new DuckDb()) {
      for (String options :
          List.of(
              "CODEC 'uncompressed'",
              "CODEC 'snappy', PARQUET_VERSION V2",
              "CODEC 'gzip'",
              "CODEC 'zstd', PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1")) {
        Path file =
            duckDb.write(
                samples.resolve("sample.parquet"),
                """
                SELECT CASE WHEN i % 7 <> 0 THEN i::DOUBLE END AS a, 'w' || (i % 13) AS b, [i, i + 1] AS c,
                  DATE '2000-01-01' + i::INTEGER AS d, i % 2 = 0 AS e, (i / 10)::DECIMAL(20, 2) AS f
                FROM range(0, 200) AS numbers(i)
                """,
                options + ", ROW_GROUP_SIZE 150");
        GOOD.add(Files.readAllBytes(file));
      }
    }
  }

  @AfterAll
  static void forget() {
    GOOD.clear();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("table.parquet"), content);
  }

  private static void read(Path file) throws IOException {
    Recorder.columns(ParquetSource.open(List.of(file)));
  }

  private FormatException problem(byte[] content) throws IOException {
    Path file = write(content);
    return catchThrowableOfType(FormatException.class, () -> read(file));
  }

  private FormatException problem(TinyParquet file) throws IOException {
    return problem(file.bytes());
  }

  private static TinyParquet ints(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
        .page(Encoding.PLAIN, values.length, bytes.array());
  }

  private static TinyParquet texts() {
    return new TinyParquet(PhysicalType.BYTE_ARRAY, RepetitionType.REQUIRED);
  }

  @Test
  void aFileCutAnywhereIsRefused() throws Exception {
    for (byte[] good : List.of(GOOD.getFirst(), GOOD.getLast())) {
      for (int i = 0; i < 200; i++) {
        byte[] cut = Arrays.copyOf(good, (int) ((long) good.length * i / 200));

        assertThat(problem(cut)).isNotNull();
      }
    }
  }

  @Test
  @Timeout(20)
  void aDamagedByteIsReadOrRefusedInOneLine() throws Exception {
    for (byte[] good : GOOD) {
      for (int i = 0; i < 60; i++) {
        int at = (int) ((long) good.length * i / 60);
        byte[] spoilt = good.clone();
        spoilt[at] ^= (byte) (1 << (at % 8));
        readOrRefuse(spoilt);
        spoilt[at] = (byte) ~good[at];
        readOrRefuse(spoilt);
      }
    }
  }

  private void readOrRefuse(byte[] content) throws IOException {
    FormatException problem = problem(content);
    if (problem != null) {
      assertThat(problem)
          .hasMessageStartingWith(folder.resolve("table.parquet") + ": ")
          .hasMessageEndingWith(" (at byte %d)", problem.offset());
      assertThat(problem.offset()).isBetween(0L, (long) content.length);
    }
  }

  @Test
  void whatIsNoParquetIsRefused() throws Exception {
    assertThat(problem(new byte[0]).problem())
        .isEqualTo("is not Parquet: it has 0 bytes, must have more than 12");
    assertThat(problem("a,b\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.US_ASCII)).problem())
        .isEqualTo("is not Parquet: it begins with a,b?, must begin with PAR1");
    assertThat(problem(Arrays.copyOf(ints(1).bytes(), 40)).problem())
        .startsWith("is cut off: Parquet ends with PAR1, this with ");
    assertThat(catchThrowableOfType(FormatException.class, () -> read(folder)).problem())
        .isEqualTo("is not a regular file, which can be read more than once");
  }

  @Test
  void whatIsEncryptedIsRefused() throws Exception {
    byte[] good = ints(1).bytes();
    byte[] encrypted = good.clone();
    encrypted[3] = 'E';
    assertThat(problem(encrypted).problem()).isEqualTo("is encrypted, which is not read");

    byte[] atEnd = good.clone();
    atEnd[good.length - 1] = 'E';
    assertThat(problem(atEnd).problem()).isEqualTo("is encrypted, which is not read");

    TinyParquet columns = ints(1);
    columns.encrypted = true;
    assertThat(problem(columns).problem()).isEqualTo("is encrypted, which is not read");
  }

  @Test
  void aFooterThatDoesNotFitIsRefused() throws Exception {
    for (int length : new int[] {-1, 0, 1_000_000, Integer.MAX_VALUE}) {
      byte[] bytes = ints(1).bytes();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 8, length);

      assertThat(problem(bytes).problem())
          .startsWith("has a footer of " + length + " bytes, must have 1 … ");
    }
  }

  @Test
  void lengthsInAFooterTakeNoMemory() throws Exception {
    List<ThriftBytes> footers =
        List.of(
            new ThriftBytes().header(6, ThriftBytes.BINARY).varint(Integer.MAX_VALUE),
            new ThriftBytes().header(6, ThriftBytes.BINARY).varint(-1),
            new ThriftBytes().list(2, ThriftBytes.STRUCT, Integer.MAX_VALUE),
            new ThriftBytes().list(2, ThriftBytes.STRUCT, -1),
            new ThriftBytes().list(7, ThriftBytes.STRUCT, Integer.MAX_VALUE),
            new ThriftBytes().list(5, ThriftBytes.STRUCT, Integer.MAX_VALUE),
            new ThriftBytes().list(99, ThriftBytes.TRUE, Integer.MAX_VALUE),
            new ThriftBytes().list(99, ThriftBytes.LIST, Integer.MAX_VALUE),
            new ThriftBytes().header(99, 11).varint(Integer.MAX_VALUE));
    for (ThriftBytes footer : footers) {
      byte[] bytes = TinyParquet.bytes(new byte[100], footer);
      long allocated =
          Allocation.during(() -> {
            try {
              assertThat(problem(bytes).problem()).startsWith("has a damaged footer (");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

      assertThat(allocated).isLessThan(2 * MIB);
    }
  }

  @Test
  void aDeepFooterIsRefused() throws Exception {
    var deep = new ThriftBytes();
    for (int i = 0; i < 100_000; i++) {
      deep.header(99, ThriftBytes.STRUCT);
    }
    assertThat(problem(TinyParquet.bytes(new byte[0], deep)).problem())
        .startsWith("has a damaged footer (a field of type 12 at depth 32");

    var schema = new ThriftBytes[10_000];
    Arrays.fill(schema, new ThriftBytes().text(4, "g").integer(5, 1));
    assertThat(
            problem(TinyParquet.bytes(new byte[0], new ThriftBytes().structs(2, schema))).problem())
        .isEqualTo("has a damaged footer (a column without a name, or within too many others)");
  }

  @Test
  void numbersOfRowsThatLieAreRefused() throws Exception {
    TinyParquet file = ints(1, 2, 3);
    file.rows = 4;
    assertThat(problem(file).problem()).isEqualTo("promises 4 rows and has 3");

    TinyParquet group = ints(1, 2, 3);
    group.groupRows = 4;
    group.rows = 4;
    assertThat(problem(group).problem())
        .isEqualTo("column x has 3 values in a row group of 4 rows");

    TinyParquet values = ints(1, 2, 3);
    values.groupRows = 5;
    values.rows = 5;
    values.values = 5;
    assertThat(problem(values).problem()).matches("column x ends here and lacks 2 values");

    TinyParquet fewer = ints(1, 2, 3);
    fewer.groupRows = 2;
    fewer.rows = 2;
    fewer.values = 2;
    assertThat(problem(fewer).problem()).isEqualTo("column x has 3 values here; there must be 2");

    TinyParquet many = ints(1, 2, 3);
    many.groupRows = 1L << 40;
    many.rows = 1L << 40;
    assertThat(problem(many).problem()).matches("promises more than \\d+ rows in \\d+ bytes");

    TinyParquet negative = ints(1, 2, 3);
    negative.groupRows = -1;
    assertThat(problem(negative).problem()).startsWith("has a row group of -1 rows");
  }

  @Test
  void aColumnOutsideOfTheFileIsRefused() throws Exception {
    TinyParquet file = ints(1);
    file.chunkBytes = 1_000_000;

    assertThat(problem(file).problem())
        .startsWith("column x has 1000000 bytes from byte 4 on, must be between bytes 4 and ");
  }

  @Test
  void pagesThatDoNotFitAreRefused() throws Exception {
    ThriftBytes header =
        new ThriftBytes()
            .integer(1, 0)
            .integer(2, 4)
            .integer(3, Integer.MAX_VALUE)
            .struct(5, new ThriftBytes().integer(1, 1).integer(2, 0).integer(3, 3).integer(4, 3));
    TinyParquet page =
        new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED).page(header, new byte[4]);
    page.values = 1;
    page.rows = 1;
    page.groupRows = 1;

    assertThat(problem(page).problem())
        .isEqualTo("column x has a page of 2147483647 bytes here; there are 4 left");
  }

  /// Pages whose promises would fill the memory.
  @Test
  void bombsAreRefusedBeforeTheyFillMemory() throws Exception {
    TinyParquet size =
        new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
            .page(Encoding.PLAIN, 1, Integer.MAX_VALUE, new byte[4]);
    TinyParquet zeros =
        new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
            .page(Encoding.PLAIN, 1 << 20, 80 << 20, Zstd.compress(new byte[80 << 20]));
    zeros.codec = CompressionCodec.ZSTD;
    TinyParquet runs =
        new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
            .dictionary(1, new byte[4])
            .page(Encoding.RLE_DICTIONARY, 1 << 30, 1, new byte[1]);
    // 10 000 times a text of 60 000 characters, and blocks of 2 147 483 647 parts.
    byte[] prefixes = new byte[60_300];
    byte[] header = {(byte) 128, (byte) 128, 4, 1, (byte) 144, 78, 0, 0, 0};
    System.arraycopy(header, 0, prefixes, 0, header.length);
    TinyParquet beginnings = texts().page(Encoding.DELTA_BYTE_ARRAY, 10_000, prefixes.clone());
    byte[] parts = {(byte) 128, 1, -1, -1, -1, -1, 7, 1, 0};
    TinyParquet blocks =
        new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
            .page(Encoding.DELTA_BINARY_PACKED, 1, parts);
    TinyParquet dictionary =
        new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
            .dictionary(Integer.MAX_VALUE, new byte[4])
            .page(Encoding.RLE_DICTIONARY, 1, new byte[1]);
    for (TinyParquet bomb : List.of(size, zeros, runs, beginnings, blocks, dictionary)) {
      bomb.groupRows = bomb.values;
      bomb.rows = bomb.values;
      byte[] bytes = bomb.bytes();
      long allocated =
          Allocation.during(() -> {
            try {
              assertThat(problem(bytes)).isNotNull();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

      assertThat(allocated).isLessThan(8 * MIB);
    }
    assertThat(problem(size).problem()).contains("expands from 4 bytes to 2147483647");
    assertThat(problem(blocks).problem()).contains("blocks of 128 deltas in 2147483647 parts");
  }

  /// A text of 30 000 characters that 10 000 others repeat.
  @Test
  void textsThatRepeatEachOtherHaveABound() throws Exception {
    var out = new ByteArrayOutputStream();
    // Prefixes: 0, then a delta of 30 000 once, then of 0, in blocks of 65 536 in one part.
    out.writeBytes(
        new ThriftBytes()
            .varint(1 << 16)
            .varint(1)
            .varint(10_000)
            .varint(0)
            .varint(0)
            .varint(15)
            .truncated());
    byte[] deltas = new byte[(1 << 16) * 15 / 8];
    deltas[0] = (byte) 30_000;
    deltas[1] = (byte) (30_000 >> 8);
    out.writeBytes(deltas);
    // Suffixes: 30 000, then 0.
    out.writeBytes(
        new ThriftBytes()
            .varint(1 << 16)
            .varint(1)
            .varint(10_000)
            .varint(60_000)
            .varint(59_999)
            .varint(15)
            .truncated());
    byte[] suffixes = new byte[(1 << 16) * 15 / 8];
    for (int i = 1; i < 10_000; i++) {
      set(suffixes, i * 15, 30_000);
    }
    out.writeBytes(suffixes);
    out.writeBytes(new byte[30_000]);
    TinyParquet bomb = texts().page(Encoding.DELTA_BYTE_ARRAY, 10_000, out.toByteArray());

    assertThat(problem(bomb).problem()).contains("texts of 300000000 bytes, may be of ");
  }

  private static void set(byte[] bits, int from, int value) {
    for (int i = 0; i < 15; i++) {
      if (((value >> i) & 1) != 0) {
        bits[(from + i) / 8] |= (byte) (1 << ((from + i) % 8));
      }
    }
  }

  @Test
  void aPageThatExpandsToAnotherSizeIsRefused() throws Exception {
    for (int size : new int[] {3, 5, 400}) {
      TinyParquet file =
          new TinyParquet(PhysicalType.INT32, RepetitionType.REQUIRED)
              .page(Encoding.PLAIN, 1, size, Zstd.compress(new byte[4]));
      file.codec = CompressionCodec.ZSTD;
      file.groupRows = 1;
      file.rows = 1;

      assertThat(problem(file).problem()).startsWith("column x has a damaged page here (");
    }
  }

  @Test
  void whatASinkRefusesIsSaidWithItsPlace() throws Exception {
    Path file = write(ints(1, 2, 3).bytes());
    ParquetSource table = ParquetSource.open(List.of(file));
    ColumnSink noTwo =
        new NumberSink() {
          @Override
          public void number(double value) {
            if (value == 2) {
              throw new IllegalArgumentException("is two");
            }
          }
        };

    assertThat(catchThrowableOfType(FormatException.class, () -> table.read(List.of(noTwo))))
        .hasMessage(file + ": row 2, column x: is two (at byte 4)");
  }

  @Test
  void aFileThatChangesIsRefused() throws Exception {
    Path file = write(ints(1).bytes());
    ParquetSource table = ParquetSource.open(List.of(file));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));

    assertThat(catchThrowableOfType(FormatException.class, () -> Recorder.columns(table)))
        .hasMessageContaining("has changed since it was opened");

    ParquetSource again = ParquetSource.open(List.of(file));
    ColumnSink appending =
        new NumberSink() {
          @Override
          public void number(double value) {
            try {
              Files.writeString(file, "\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThat(catchThrowableOfType(FormatException.class, () -> again.read(List.of(appending))))
        .hasMessageContaining("has changed since it was opened");
  }

  @Test
  void aFileThatIsCutWhileItIsReadIsRefused() throws Exception {
    byte[] good = GOOD.getFirst();
    Path file = write(good);
    ParquetSource table = ParquetSource.open(List.of(file));
    ColumnSink cutting =
        new NumberSink() {
          @Override
          public void number(double value) {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
              channel.truncate(4);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    assertThat(
            catchThrowableOfType(
                FormatException.class,
                () -> table.read(Collections.nCopies(table.columns().size(), cutting))))
        .hasMessageContaining("has been cut off here since it was opened");
  }

  /// Ignores what is no number.
  private abstract static class NumberSink implements ColumnSink {
    @Override
    public void missing() {}

    @Override
    public void text(char[] chars, int start, int length) {}

    @Override
    public void truth(boolean value) {}

    @Override
    public void time(long epochMicros) {}
  }
}
