package dev.telar.tables.parquet;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetSourceTest {
  /// A table with a column of each type that DuckDB writes and Telar reads.
  private static final String ALL_TYPES =
      """
      SELECT
        CASE WHEN i % 7 <> 0 THEN i::DOUBLE / 3 END AS numbers,
        (i % 5)::FLOAT / 10 AS floats,
        i::INTEGER - 500 AS ints,
        (i * 123456789012345)::BIGINT AS longs,
        (i % 100)::TINYINT AS bytes,
        (4294967295 - i)::UINTEGER AS unsigneds,
        (18446744073709551615 - i * 1111)::UBIGINT AS largest,
        i % 3 = 0 AS truths,
        CASE WHEN i % 11 <> 0 THEN 'größe ' || (i % 13) END AS words,
        'n' || i AS names,
        DATE '1969-12-30' + i::INTEGER AS days,
        TIMESTAMP '1999-12-31 23:59:59.999999' + to_microseconds(i * 1000003) AS moments,
        (TIMESTAMP '1999-12-31 23:59:59.999' + to_milliseconds(i))::TIMESTAMP_MS AS millis,
        (TIMESTAMP '1969-12-31 23:59:59.999999' + to_microseconds(i))::TIMESTAMP_NS AS nanos,
        (TIMESTAMP '2020-01-01 00:00:00' + to_microseconds(i))::TIMESTAMPTZ AS zoned,
        TIME '12:34:56.789' AS times,
        (i / 10)::DECIMAL(4, 1) AS small,
        (i * 7 - 3000)::DECIMAL(9, 2) AS decimals,
        (i / 7)::DECIMAL(18, 9) AS longer,
        (i::HUGEINT * 1234567890123456789)::DECIMAL(38, 10) AS longest,
        uuid() AS ids
      FROM range(0, 1000) AS numbers(i)
      """;

  private static final String EXPECTED =
      """
      SELECT numbers, floats::DOUBLE, ints::DOUBLE, longs::DOUBLE, bytes::DOUBLE, unsigneds::DOUBLE,
        largest::DOUBLE, truths, words, names,
        epoch_us(days::TIMESTAMP), epoch_us(moments), epoch_us(millis), epoch_us(nanos), epoch_us(zoned),
        45296.789::DOUBLE,
        small::DOUBLE, decimals::DOUBLE, longer::DOUBLE, longest::VARCHAR, ids::VARCHAR
      FROM\
      """;

  private static DuckDb duckDb = start();

  @TempDir Path folder;

  private static DuckDb start() {
    try {
      return new DuckDb();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  static void makeTable() throws Exception {
    duckDb.execute("CREATE TABLE everything AS " + ALL_TYPES);
  }

  @AfterAll
  static void close() throws Exception {
    duckDb.close();
  }

  private Path write(String name, String query, String options) throws SQLException {
    return duckDb.write(folder.resolve(name), query, options);
  }

  private ParquetSource source(String query) throws Exception {
    return ParquetSource.open(List.of(write("table.parquet", query, "")));
  }

  private static FormatException problem(Path... files) {
    return catchThrowableOfType(
        FormatException.class, () -> Recorder.columns(ParquetSource.open(List.of(files))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CODEC 'uncompressed'",
        "CODEC 'snappy'",
        "CODEC 'gzip'",
        "CODEC 'zstd', ROW_GROUP_SIZE 300",
        "CODEC 'uncompressed', DICTIONARY_SIZE_LIMIT 1",
        "CODEC 'zstd', PARQUET_VERSION V2",
        "CODEC 'snappy', PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1"
      })
  void readsWhatAnotherProgramReads(String options) throws Exception {
    Path file = write("all.parquet", "FROM everything", options);
    ParquetSource table = ParquetSource.open(List.of(file));

    List<List<Object>> expected = new ArrayList<>();
    for (List<Object> column : duckDb.columns(EXPECTED + " '" + file + "'")) {
      expected.add(new ArrayList<>(column));
    }
    for (int times = 10; times < 15; times++) {
      expected
          .get(times)
          .replaceAll(micros -> Instant.EPOCH.plusNanos(Math.multiplyExact((long) micros, 1000L)));
    }
    // DuckDB's own conversion of 38 digits is not the nearest double.
    expected.get(19).replaceAll(digits -> Double.valueOf((String) digits));
    List<List<Object>> cells = Recorder.columns(table);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(cells.get(i)).as(table.columns().get(i)).isEqualTo(expected.get(i));
    }
    assertThat(table.description()).isEqualTo("Parquet, 21 columns, 1,000 rows");
    assertThat(table.rows()).isEqualTo(1000);
  }

  @Test
  void listsOfNumbersAreVectors() throws Exception {
    ParquetSource table =
        source(
            """
            SELECT NULL AS v, 1 AS n, [1, NULL]::DECIMAL(5, 1)[] AS d
            UNION ALL SELECT [0.5, 'nan'::FLOAT, NULL]::FLOAT[], 2, NULL
            UNION ALL SELECT [1.5, 2.5, 'inf'::FLOAT]::FLOAT[], 3, [3, 4]
            """);

    assertThat(table.columns()).containsExactly("v[0]", "v[1]", "v[2]", "n", "d[0]", "d[1]");
    assertThat(Recorder.columns(table))
        .containsExactly(
            asList(null, 0.5, 1.5),
            asList(null, Double.NaN, 2.5),
            asList(null, null, Double.POSITIVE_INFINITY),
            asList(1.0, 2.0, 3.0),
            asList(1.0, null, 3.0),
            asList(null, null, 4.0));
  }

  @Test
  void longListsLieInManyPages() throws Exception {
    ParquetSource table =
        ParquetSource.open(
            List.of(
                write(
                    "long.parquet",
                    "SELECT [i, i + 1, i + 2]::DOUBLE[3] AS v FROM range(0, 5000) AS numbers(i)",
                    "ROW_GROUP_SIZE 2048, CODEC 'gzip'")));
    List<List<Object>> cells = Recorder.columns(table);

    for (int i = 0; i < 5000; i++) {
      assertThat(cells.get(0).get(i)).isEqualTo((double) i);
      assertThat(cells.get(2).get(i)).isEqualTo(i + 2.0);
    }
  }

  @Test
  void listsOfOtherLengthsAreRefused() throws Exception {
    Path file =
        write("lists.parquet", "SELECT unnest([[1, 2], NULL, [], [1, 2, 3]]) AS v, 1 AS n", "");

    assertThat(problem(file).problem())
        .isEqualTo("row 3, column v: has 0 values, must have 2 as the first list has");
    Path longer = write("longer.parquet", "SELECT unnest([[1, 2], [1, 2, 3]]) AS v", "");
    assertThat(problem(longer).problem())
        .isEqualTo("row 2, column v: has 3 values, must have 2 as the first list has");
  }

  @Test
  void listsWithoutNumbersHaveNoWidth() throws Exception {
    Path file = write("empty.parquet", "SELECT unnest([NULL, NULL]::INT[][]) AS v, 1 AS n", "");

    assertThat(problem(file).problem())
        .isEqualTo(
            "column v has no list with a number in it, so that its width is not known; use --ignore v");
    assertThat(ParquetSource.open(List.of(file), Set.of("v")).columns()).containsExactly("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': 1, 'b': 2}! is a struct",
        "MAP {'a': 1}! is a map",
        "['a', 'b']! has the type list of BYTE_ARRAY STRING",
        "[[1.0], [2.0]]! is a list of lists",
        "[{'a': 1}]! is a list of structs",
        "INTERVAL '1 day'! has the type FIXED_LEN_BYTE_ARRAY(12) INTERVAL"
      })
  void otherColumnsAreRefusedUnlessTheyAreIgnored(String valueAndProblem) throws Exception {
    String[] parts = valueAndProblem.split("!", -1);
    Path file = write("nested.parquet", "SELECT 7 AS n, " + parts[0] + " AS x", "");

    assertThat(problem(file).problem())
        .isEqualTo("column x" + parts[1] + ", which is not read; use --ignore x");
    assertThatThrownBy(() -> ParquetSource.open(List.of(file), Set.of("x", "y")))
        .hasMessage("there is no column y to ignore; there are n, x");
    ParquetSource rest = ParquetSource.open(List.of(file), Set.of("x"));
    assertThat(Recorder.columns(rest)).containsExactly(List.of(7.0));
  }

  @Test
  void bytesAreTextIfTheyAreUtf8() throws Exception {
    assertThat(Recorder.columns(source("SELECT '\\xC3\\xA9'::BLOB AS b")))
        .containsExactly(List.of("é"));
    Path file = write("bytes.parquet", "SELECT unnest(['a', '\\xFF'])::BLOB AS b", "");

    assertThat(problem(file).problem())
        .isEqualTo("row 2, column b: is not text in UTF-8, and bytes are not read; use --ignore b");
  }

  @Test
  void aTimeThatDoesNotFitIsRefused() throws Exception {
    Path file = write("dates.parquet", "SELECT 'infinity'::DATE AS d", "");

    assertThat(problem(file).problem())
        .isEqualTo("row 1, column d: is too far from 1970 for a time in microseconds, or infinite");
  }

  @Test
  void aColumnOfNothingIsMissing() throws Exception {
    assertThat(Recorder.columns(source("SELECT unnest([NULL, NULL]) AS x, 1 AS n")))
        .containsExactly(asList(null, null), List.of(1.0, 1.0));
  }

  @Test
  void filesArePartsOfOneTable() throws Exception {
    Path first = write("1.parquet", "SELECT 1 AS a, 'x' AS b", "CODEC 'zstd'");
    Path second = write("2.parquet", "SELECT 'y' AS b, 2 AS a", "CODEC 'gzip'");
    ParquetSource table = ParquetSource.open(List.of(first, second, first));

    assertThat(Recorder.columns(table))
        .containsExactly(List.of(1.0, 2.0, 1.0), List.of("x", "y", "x"))
        .isEqualTo(Recorder.columns(table));
    assertThat(table.description()).isEqualTo("Parquet, 3 files, 2 columns, 3 rows");
  }

  @Test
  void filesWithOtherColumnsAreRefused() throws Exception {
    Path first = write("1.parquet", "SELECT 1 AS a, 'x' AS b", "");
    Path fewer = write("2.parquet", "SELECT 'y' AS b", "");
    Path more = write("3.parquet", "SELECT 1 AS a, 'x' AS b, 2 AS c", "");
    Path other = write("4.parquet", "SELECT 1::BIGINT AS a, 'x' AS b", "");

    assertThat(problem(first, fewer))
        .hasMessageStartingWith(fewer + ": has no column a; " + first + " has one");
    assertThat(problem(first, more))
        .hasMessageStartingWith(more + ": has a column c; " + first + " has none");
    assertThat(problem(first, other))
        .hasMessageStartingWith(
            other + ": column a has the type INT64 INT_64; in " + first + " it has INT32 INT_32");
    assertThat(ParquetSource.open(List.of(first, more, other), Set.of("a", "c")).columns())
        .containsExactly("b");
  }

  @Test
  void filesAreIdentifiedByTheirBytes() throws Exception {
    Path file = write("id.parquet", "SELECT 1 AS a", "CODEC 'gzip'");
    byte[] bytes = Files.readAllBytes(file);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

    assertThat(ParquetSource.open(List.of(file)).read(List.of(new Recorder())))
        .containsExactly(new FileIdentity("id.parquet", bytes.length, sha256));
  }

  @Test
  void aTableWithoutRowsIsRefused() throws Exception {
    Path file = write("none.parquet", "SELECT 1 AS a WHERE false", "");

    assertThat(problem(file).problem()).isEqualTo("has no rows");
    Path columns = write("one.parquet", "SELECT 1 AS a", "");
    assertThatThrownBy(() -> ParquetSource.open(List.of(columns), Set.of("a")))
        .hasMessageContaining("has no columns to read");
  }

  @Test
  void anotherCompressionIsRefused() throws Exception {
    for (String codec : List.of("brotli", "lz4_raw")) {
      Path file = write(codec + ".parquet", "SELECT 1 AS a", "CODEC '" + codec + "'");

      assertThat(problem(file).problem())
          .matches(
              "column a is compressed by (BROTLI|LZ4_RAW); none, SNAPPY, GZIP and ZSTD are read");
    }
  }

  @Test
  void oneSinkForEachColumnIsNeeded() throws Exception {
    ParquetSource table = source("SELECT 1 AS a, 2 AS b");

    assertThatThrownBy(() -> table.read(List.of(new Recorder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 columns need as many sinks, got 1");
    assertThatThrownBy(() -> ParquetSource.open(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesThatMeetAreRefused() throws Exception {
    Path file = write("names.parquet", "SELECT [1, 2] AS v, 3 AS \"v[1]\"", "");

    assertThat(problem(file).problem())
        .isEqualTo("the columns v and v[1] both have the name v[1]; use --ignore for one of them");
  }

  @Test
  void hardwoodSaysNothing() throws Exception {
    Recorder.columns(source("SELECT i % 3 AS a FROM range(0, 100) AS numbers(i)"));

    assertThat(Logger.getLogger("dev.hardwood.internal").isLoggable(Level.INFO)).isFalse();
  }

  @Test
  void severalThreadsMayRead() throws Exception {
    ParquetSource table = ParquetSource.open(List.of(write("t.parquet", "FROM everything", "")));
    List<List<Object>> expected = Recorder.columns(table);

    assertThat(
            Stream.of(1, 2, 3, 4)
                .parallel()
                .map(_ -> {
                  try {
                    return Recorder.columns(table);
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                }))
        .allMatch(expected::equals);
  }
}
