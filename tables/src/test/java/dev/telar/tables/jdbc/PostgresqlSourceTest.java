package dev.telar.tables.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.table.ColumnSink;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries of a PostgreSQL that `TELAR_TEST_POSTGRESQL_URL`, `…_USER` and `…_PASSWORD` name; the
/// user may do anything there. `.ci/run` starts one.
@EnabledIfEnvironmentVariable(named = "TELAR_TEST_POSTGRESQL_URL", matches = ".+")
class PostgresqlSourceTest {
  private static final String URL = environment("URL");
  private static final String USER = environment("USER");
  private static final String PASSWORD = environment("PASSWORD");
  private static final JdbcOptions OPTIONS =
      JdbcOptions.defaults().withUser(USER).withPassword(Password.of(PASSWORD));

  private static String environment(String name) {
    String value = System.getenv("TELAR_TEST_POSTGRESQL_" + name);
    return value == null ? "" : value;
  }

  @BeforeAll
  static void makeTables() throws SQLException {
    execute(
        "drop schema if exists telar_test cascade",
        "create schema telar_test",
        "create table telar_test.t (i int)",
        "insert into telar_test.t values (1), (2), (3)",
        "create sequence telar_test.s",
        "create type telar_test.colour as enum ('red', 'green')",
        "create function telar_test.writes() returns int language plpgsql as"
            + " 'begin insert into telar_test.t values (9); return 1; end'");
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(URL, USER, PASSWORD);
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static JdbcSource open(String query) throws IOException {
    return JdbcSource.open(URL, query, OPTIONS);
  }

  private static List<String> row(String query) throws IOException {
    return Cells.columns(open(query)).stream().map(List::getFirst).toList();
  }

  private static String problem(String query) {
    return String.valueOf(
        catchThrowableOfType(IOException.class, () -> Cells.columns(open(query))).getMessage());
  }

  @Test
  void numbersOfAllTypesAreNumbers() throws Exception {
    assertThat(
            row(
                "select 1::int2 a, -2::int4 b, 9007199254740993::int8 c, 1.5::float4 d, 0.1::float8 e,"
                    + " 12345678901234567890.123::numeric f, 0.1::numeric(5, 2) g, 'nan'::numeric h,"
                    + " 'infinity'::float8 i, 1e400::numeric j, 7::oid k"))
        .containsExactly(
            "number 1.0",
            "number -2.0",
            "number 9.007199254740992E15",
            "number 1.5",
            "number 0.1",
            "number 1.2345678901234567E19",
            "number 0.1",
            "number NaN",
            "number Infinity",
            "number Infinity",
            "number 7.0");
  }

  @Test
  void textsAreTexts() throws Exception {
    assertThat(
            row(
                "select 'größe 😀'::text a, 'x'::varchar(5) b, 'y'::char(1) c, 'green'::telar_test.colour d,"
                    + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid e, '' f, 'n'::name g"))
        .containsExactly(
            "text größe 😀",
            "text x",
            "text y",
            "text green",
            "text a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "text ",
            "text n");
  }

  @Test
  void truthValues() throws Exception {
    assertThat(row("select true a, false b, 1::bit c, 0::bit d"))
        .containsExactly("truth true", "truth false", "truth true", "truth false");
  }

  @Test
  void nullIsMissing() throws Exception {
    assertThat(
            row(
                "select null::int a, null::numeric b, null::bool c, null::date d, null::timestamp e,"
                    + " null::timestamptz f, null::text g, null::uuid h, null i"))
        .containsOnly("missing")
        .hasSize(9);
  }

  /// 02:30 does not exist in New York on that day.
  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Kathmandu", "UTC"})
  void timesAreInUtcWhereverThisRuns(String zone) throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      assertThat(
              row(
                  "select timestamp '2024-03-10 02:30:00.123456' a, date '2024-03-10' b,"
                      + " timestamptz '2024-03-10 02:30:00+02' c, timestamp '0001-01-01' d,"
                      + " timestamptz '2024-03-10 23:30:00-05'::date e,"
                      + " timestamptz '2024-03-10 02:30:00+00'::text f"))
          .containsExactly(
              time("2024-03-10T02:30:00.123456Z"),
              time("2024-03-10T00:00:00Z"),
              time("2024-03-10T00:30:00Z"),
              time("0001-01-01T00:00:00Z"),
              time("2024-03-11T00:00:00Z"),
              "text 2024-03-10 02:30:00+00");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static String time(String instant) {
    Instant time = Instant.parse(instant);
    return "time " + (time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "''::bytea!bytea",
        "array['a']::text[]!_text",
        "interval '1 day'!interval",
        "time '12:00'!time",
        "'{}'::json!json",
        "5::money!money",
        "5::bit(3)!bit",
        "'127.0.0.1'::inet!inet",
        "point(1, 2)!point",
        "row(1, 2)!record"
      })
  void otherTypesAreRefused(String value, String type) throws Exception {
    String query = "select 1 as id, " + value + " as x";

    assertThat(problem(query))
        .isEqualTo(
            JdbcUrl.of(URL).shown()
                + ": column x has the type "
                + type
                + ", which is no number, truth value, time or text; cast it in the query, or leave it out by --ignore x");
    assertThat(Cells.columns(JdbcSource.open(URL, query, OPTIONS.withIgnored(Set.of("x")))))
        .containsExactly(List.of("number 1.0"), List.of("missing"));
  }

  @Test
  void arraysOfNumbersAreVectors() throws Exception {
    JdbcSource table =
        open(
            "select * from (values (1, null::float8[], null::real[], null::numeric[], null::int[]),"
                + " (2, '{0.1,nan}', '{1.5,null}', '{2.5}', '[0:2]={1,2,3}'),"
                + " (3, '{-infinity,3}', null, '{1e400}', '{4,5,6}')) t (id, d, r, n, i)");

    assertThat(table.columns())
        .containsExactly("id", "d[0]", "d[1]", "r[0]", "r[1]", "n[0]", "i[0]", "i[1]", "i[2]");
    assertThat(Cells.columns(table))
        .containsExactly(
            List.of("number 1.0", "number 2.0", "number 3.0"),
            List.of("missing", "number 0.1", "number -Infinity"),
            List.of("missing", "number NaN", "number 3.0"),
            List.of("missing", "number 1.5", "missing"),
            List.of("missing", "missing", "missing"),
            List.of("missing", "number 2.5", "number Infinity"),
            List.of("missing", "number 1.0", "number 4.0"),
            List.of("missing", "number 2.0", "number 5.0"),
            List.of("missing", "number 3.0", "number 6.0"));
    assertThat(row("select '{1}'::int2[] a, '{2}'::int8[] b"))
        .containsExactly("number 1.0", "number 2.0");
  }

  @Test
  void arraysOfOtherLengthsAreRefused() {
    assertThat(
            problem(
                "select case i when 2500 then '{1}' else '{1,2}' end::float8[] v from generate_series(1, 3000) i"))
        .endsWith(": row 2500, column v: has 1 value, must have 2 as the first array has");
    assertThat(problem("select '{{1,2},{3,4}}'::float8[] v"))
        .endsWith(": row 1, column v: is an array of arrays, must be one of numbers");
    assertThat(problem("select '{1}'::int[] v, 5 as \"v[0]\""))
        .endsWith(
            ": the columns v and v[0] of the query both have the name v[0]; give one another name by"
                + " AS");
    assertThat(problem("select '{1}'::int[] v where false")).endsWith(": the query gives no rows");
  }

  @Test
  void infiniteTimesAreRefused() {
    assertThat(problem("select 1 as id, date 'infinity' as x"))
        .endsWith(
            ": row 1, column x: is a time that is infinite or too far away: microseconds do not hold it");
    assertThat(problem("select timestamp '-infinity' as x")).contains("infinite");
    assertThat(problem("select timestamptz 'infinity' as x")).contains("infinite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into telar_test.t values (9) returning i",
        "delete from telar_test.t",
        "create table telar_test.u (a int)",
        "copy telar_test.t to program 'true'",
        "select 1; delete from telar_test.t",
        "select 1; commit; begin read write; delete from telar_test.t; commit",
        "select E'\\''; commit; begin read write; delete from telar_test.t; commit; select E'\\''",
        "with x as (insert into telar_test.t values (9) returning i) select i from x",
        "with x as (delete from telar_test.t returning i) select i from x",
        "select telar_test.writes()",
        "select nextval('telar_test.s')",
        "select set_config('transaction_read_only', 'off', false), telar_test.writes()",
        "select i from telar_test.t for update",
        "select i into telar_test.u from telar_test.t"
      })
  void whatChangesSomethingIsRefused(String statement) throws Exception {
    // What the URL says does not help.
    for (String parameters : List.of("", "?readOnlyMode=ignore")) {
      Exception refusal =
          catchThrowableOfType(
              Exception.class,
              () -> Cells.columns(JdbcSource.open(URL + parameters, statement, OPTIONS)));

      assertThat(refusal)
          .isInstanceOfAny(IllegalArgumentException.class, DatabaseException.class)
          .hasMessageNotContaining("\n");
      assertThat(refusal.getMessage()).containsAnyOf("only", "read-write mode must be set before");
      assertThat(number("select sum(i) * 100 + count(*) from telar_test.t")).isEqualTo(603);
      assertThat(number("select count(*) from pg_tables where schemaname = 'telar_test'"))
          .isEqualTo(1);
      assertThat(number("select last_value from telar_test.s")).isEqualTo(1);
    }
  }

  @Test
  void oneLineSaysWhatIsWrong() {
    assertThat(problem("select * from telar_test.nothing"))
        .isEqualTo(
            JdbcUrl.of(URL).shown()
                + ": ERROR: relation \"telar_test.nothing\" does not exist Position: 15");
    assertThat(problem("select i, i from telar_test.t"))
        .contains("the columns 1 and 2 of the query have the same name i; give one");
    assertThat(problem("select i from telar_test.t where i > 5")).endsWith("gives no rows");
    assertThat(problem("select i from telar_test.t where i = ?")).contains("has 1 parameter");
    assertThat(problem("select 1 / (i - 2) from telar_test.t")).contains("division by zero");
  }

  @Test
  void aWrongPasswordIsNotShown() {
    String wrong = "hunter2 ü%&";
    for (JdbcOptions options :
        List.of(
            OPTIONS.withPassword(Password.of(wrong)),
            OPTIONS.withUser(wrong).withPassword(Password.of(wrong)))) {
      assertThat(
              catchThrowableOfType(
                  DatabaseException.class, () -> JdbcSource.open(URL, "select 1", options)))
          .hasMessageContaining("password authentication failed for user")
          .hasMessageNotContaining("hunter")
          .hasNoCause();
    }
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    String url = "jdbc:postgresql://127.0.0.1:1/db";

    assertThat(
            catchThrowableOfType(
                DatabaseException.class,
                () ->
                    JdbcSource.open(
                        url, "select 1", OPTIONS.withLoginTimeout(Duration.ofSeconds(10)))))
        .hasMessageStartingWith(url + ": Connection to 127.0.0.1:1 refused.");
  }

  @Test
  void aServerThatGoesAwayIsSaid() throws Exception {
    var table =
        JdbcSource.open(
            URL, "select i from generate_series(1, 1000000) i", OPTIONS.withFetchSize(1000));
    var seen = new ArrayList<Double>();
    ColumnSink sink =
        new IdleSink() {
          @Override
          public void number(double value) {
            seen.add(value);
            if (value == 20_000) {
              terminateReader();
            }
          }
        };

    assertThat(catchThrowableOfType(DatabaseException.class, () -> table.read(List.of(sink))))
        .hasMessageStartingWith(JdbcUrl.of(URL).shown() + ": ")
        .hasMessageNotContaining("\n");
    assertThat(seen).hasSizeBetween(20_000, 30_000);
  }

  private static void terminateReader() {
    try {
      assertThat(
              number(
                  "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                      + " where application_name = 'telar'"))
          .isEqualTo(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsLeftOpen() throws Exception {
    var _ = Cells.identity(open("select i from telar_test.t"));
    var _ = problem("select 1 / (i - 2) from telar_test.t");

    // A server notices a moment later that a client has left.
    long open = 1;
    for (int tries = 0; open > 0 && tries < 200; tries++) {
      Thread.sleep(10);
      open = number("select count(*) from pg_stat_activity where application_name = 'telar'");
    }
    assertThat(open).isZero();
  }

  @Test
  void theIdentityDoesNotDependOnTheFetchSize() throws Exception {
    String query = "select i, md5(i::text) m from generate_series(1, 2500) i";

    assertThat(Cells.identity(JdbcSource.open(URL, query, OPTIONS.withFetchSize(7))))
        .isEqualTo(Cells.identity(open(query)));
  }
}
