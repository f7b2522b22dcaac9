package dev.telar.tables.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.table.ColumnSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ClosedByInterruptException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Drivers and databases that do not do what they should.
class HostileJdbcTest {
  private static final String URL = "jdbc:fake:db";
  private static final JdbcOptions OPTIONS =
      JdbcOptions.defaults().withUser("me").withPassword(Password.of("hunter 2&"));

  private final FakeDriver driver = new FakeDriver();

  @BeforeEach
  void register() throws SQLException {
    DriverManager.registerDriver(driver);
  }

  @AfterEach
  void deregister() throws SQLException {
    DriverManager.deregisterDriver(driver);
  }

  private static List<List<String>> read() throws IOException {
    return Cells.columns(JdbcSource.open(URL, "select a from t", OPTIONS));
  }

  private static DatabaseException problem() {
    return catchThrowableOfType(DatabaseException.class, HostileJdbcTest::read);
  }

  @Test
  void theDriverIsToldWhoReads() throws Exception {
    assertThat(read()).containsExactly(List.of("number 1.0", "number 2.0", "number 3.0"));
    assertThat(driver.properties)
        .containsEntry("user", "me")
        .containsEntry("password", "hunter 2&")
        .hasSize(2);
  }

  @Test
  void everyTransactionIsRolledBackAndClosed() throws Exception {
    driver.canReadOnly = false;
    read();

    // Once for the columns, once for the rows.
    assertThat(driver.calls.stream().filter("rollback"::equals)).hasSize(2);
    assertThat(driver.calls).doesNotContain("commit").endsWith("rollback", "close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prepareStatement",
        "setFetchSize",
        "getMetaData",
        "executeQuery",
        "next",
        "getDouble"
      })
  void andSoIsOneThatFails(String method) {
    driver.failing = method;
    driver.failure = new SQLException("line 1\n\tline 2 \u001b[31m hunter 2& and hunter+2%26\r\n");

    assertThat(problem()).hasMessage("jdbc:fake:db: line 1 line 2 ?[31m … and …").hasNoCause();
    assertThat(driver.calls).doesNotContain("commit").endsWith("rollback", "close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepareStatement", "getMetaData", "executeQuery", "next"})
  void aDriverWithAnErrorOfItsOwnIsSaid(String method) {
    driver.failing = method;
    driver.failure = new IllegalStateException("hunter 2&");

    assertThat(problem().problem())
        .isEqualTo("the driver failed: java.lang.IllegalStateException: …");
    assertThat(driver.calls).endsWith("rollback", "close");
  }

  @Test
  void noPasswordIsInAStackTrace() {
    driver.failing = "executeQuery";
    driver.failure = new SQLException("hunter 2&", new SQLException("hunter 2&"));
    var trace = new StringWriter();
    problem().printStackTrace(new PrintWriter(trace));

    assertThat(trace.toString()).contains("jdbc:fake:db: …").doesNotContain("hunter");
    assertThat(OPTIONS.toString()).doesNotContain("hunter");
  }

  @Test
  void noPasswordIsInANameOrDescription() throws Exception {
    var table = JdbcSource.open(URL + "/x-hunter 2&", "select \n hunter 2& from t", OPTIONS);

    assertThat(table.description()).isEqualTo("jdbc:fake:db/x-…, 1 column");
    assertThat(Cells.identity(table).name()).isEqualTo("select … from t");
  }

  @Test
  void aDriverThatCanNeitherReadOnlyNorRollBackIsRefused() throws Exception {
    driver.canTransact = false;
    read();
    driver.canReadOnly = false;

    assertThat(problem().problem())
        .isEqualTo(
            "the driver can neither promise to change nothing nor take it back; another one must be"
                + " used");
    assertThat(driver.calls.getLast()).isEqualTo("close");
  }

  @Test
  void aDriverThatDoesNotDescribeIsAskedForOneRow() throws Exception {
    driver.describes = false;
    read();

    assertThat(driver.calls).containsSubsequence("setMaxRows", "executeQuery", "executeQuery");
  }

  @Test
  void failuresToConnectAreOneLine() {
    driver.failing = "connect";
    driver.failure = new IllegalStateException("no hunter 2&");
    assertThat(problem().problem())
        .isEqualTo("the driver failed: java.lang.IllegalStateException: no …");

    driver.failure = new SQLException();
    assertThat(problem().problem()).isEqualTo("SQLException");

    driver.failing = "";
    driver.takesUrl = false;
    assertThat(problem().problem()).endsWith("FakeDriver does not take this URL");
  }

  @Test
  void columnsMustHaveNamesAndTypes() {
    driver.label = "";
    assertThat(problem().problem())
        .isEqualTo("column 1 of the query has no name; give it one by AS");

    driver.label = "a";
    driver.type = Types.BLOB;
    assertThat(problem().problem()).startsWith("column a has the type null, which is no number");
  }

  private void giveArrays(@Nullable Object... arrays) {
    driver.type = Types.ARRAY;
    driver.typeName = "_float8";
    driver.arrays = Arrays.asList(arrays);
  }

  @Test
  void anArrayOfNumbersIsAVector() throws Exception {
    giveArrays(null, new @Nullable Object[] {1.5, null}, new Object[] {3, 4L});
    var table = JdbcSource.open(URL, "select a from t", OPTIONS);

    assertThat(table.columns()).containsExactly("a[0]", "a[1]");
    assertThat(Cells.columns(table))
        .containsExactly(
            List.of("missing", "number 1.5", "number 3.0"),
            List.of("missing", "missing", "number 4.0"));
    assertThat(driver.calls.stream().filter("free"::equals)).hasSize(3);

    // The names, and each cell as one of a column: as docs/files.md says of a table.
    assertThat(Cells.identity(table).bytes())
        .isEqualTo((2 * 9 + 1) + (2 + 1) + (9 + 1 + 1) + (2 * 9 + 1));
  }

  @Test
  void arraysThatAreNoVectorsAreRefused() {
    giveArrays(new Object[] {}, new Object[] {1, 2}, new Object[] {3});
    assertThat(problem().problem())
        .isEqualTo("row 1, column a: has 0 values, must have 2 as the first array has");

    giveArrays(new Object[] {1, 2}, new Object[] {3, 4}, new Object[] {5});
    assertThat(problem().problem())
        .isEqualTo("row 3, column a: has 1 value, must have 2 as the first array has");

    giveArrays(new Object[] {1}, new Object[] {new Object[] {1}}, null);
    assertThat(problem().problem())
        .isEqualTo("row 2, column a: is an array of arrays, must be one of numbers");

    giveArrays(null, "1, 2", null);
    assertThat(problem().problem()).isEqualTo("row 2, column a: is no array of numbers");

    giveArrays(null, new Object[] {}, null);
    assertThat(problem().problem())
        .isEqualTo(
            "column a has no array with a number in it, so that its width is not known; leave it"
                + " out by --ignore a");

    giveArrays(new Object[100_001], null, null);
    assertThat(problem().problem())
        .isEqualTo(
            "column a is one too many: at most 100000 are read, and each number of an array is one");
  }

  @Test
  void aVectorThatIsIgnoredIsNotLookedAt() throws Exception {
    giveArrays("1, 2", null, null);

    assertThat(
            Cells.columns(
                JdbcSource.open(URL, "select a from t", OPTIONS.withIgnored(Set.of("a")))))
        .containsExactly(List.of("missing", "missing", "missing"));
    assertThat(driver.calls).doesNotContain("getArray");
  }

  @Test
  void whatASinkRefusesIsSaidWithItsPlace() throws Exception {
    ColumnSink refusing =
        new IdleSink() {
          @Override
          public void number(double value) {
            if (value == 2) {
              throw new IllegalArgumentException("is too\nlarge");
            }
          }
        };
    var table = JdbcSource.open(URL, "select a from t", OPTIONS);

    assertThatThrownBy(() -> table.read(List.of(refusing)))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("jdbc:fake:db: row 2, column a: is too large");
    assertThatThrownBy(() -> table.read(List.of()))
        .hasMessage("1 columns need as many sinks, got 0");
  }

  @Test
  void anInterruptedThreadStops() throws Exception {
    ColumnSink interrupting =
        new IdleSink() {
          @Override
          public void number(double value) {
            Thread.currentThread().interrupt();
          }
        };
    var table = JdbcSource.open(URL, "select a from t", OPTIONS);

    assertThatThrownBy(() -> table.read(List.of(interrupting)))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(driver.calls).endsWith("rollback", "close");
  }

  /// It listens, and never says anything.
  @Test
  void aServerThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/db";

      assertThatThrownBy(() ->
              JdbcSource.open(url, "select 1", OPTIONS.withLoginTimeout(Duration.ofMillis(1500))))
          .isInstanceOf(DatabaseException.class)
          .hasMessage(url + ": did not answer within 1 s");
    }
  }
}
