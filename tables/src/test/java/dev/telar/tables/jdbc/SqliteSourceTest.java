package dev.telar.tables.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.FileIdentity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries of SQLite, in a file.
class SqliteSourceTest {
  private static final JdbcOptions DEFAULTS = JdbcOptions.defaults();

  private static final String WRITING =
      "with x as (select 1) insert into t select 7, 7, 'x', null returning i";

  @TempDir Path folder;
  private Path file;
  private String url;

  @BeforeEach
  void makeDatabase() throws SQLException {
    file = folder.resolve("test.db");
    url = "jdbc:sqlite:" + file;
    execute(
        "create table t (i integer, x real, s text, b blob)",
        "insert into t values (1, 1.5, 'a', null), (2, 'two', 'größe 😀', null),"
            + " (null, 9007199254740993, '', null)");
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private JdbcSource open(String query) throws IOException {
    return JdbcSource.open(url, query, DEFAULTS);
  }

  private String problem(String query) {
    return catchThrowableOfType(DatabaseException.class, () -> Cells.columns(open(query)))
        .problem();
  }

  @Test
  void eachCellHasTheTypeItIsStoredWith() throws Exception {
    var table = open("select i, x, s from t order by rowid");

    assertThat(table.columns()).containsExactly("i", "x", "s");
    assertThat(table.description()).isEqualTo(url + ", 3 columns");
    assertThat(Cells.columns(table))
        .containsExactly(
            List.of("number 1.0", "number 2.0", "missing"),
            List.of("number 1.5", "text two", "number 9.007199254740992E15"),
            List.of("text a", "text größe 😀", "text "));
  }

  @Test
  void declaredTruthValuesAreTruthValues() throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().executeUpdate("create table flags (b boolean, n integer)");
      connection
          .createStatement()
          .executeUpdate("insert into flags values (0, 0), (1, 1), (null, 1), (2, 0)");
    }

    assertThat(Cells.columns(open("select b, n from flags order by rowid")))
        .containsExactly(
            List.of("truth false", "truth true", "missing", "number 2.0"),
            List.of("number 0.0", "number 1.0", "number 1.0", "number 0.0"));
  }

  @Test
  void namesAreThoseOfTheQuery() throws Exception {
    assertThat(open("select i + 1 as next, s as \"a b\" from t; ").columns())
        .containsExactly("next", "a b");
  }

  /// The form of docs/files.md, written a second time.
  @Test
  void theIdentityIsThatOfAllCells() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var form = new DataOutputStream(bytes);
    for (String name : List.of("i", "s")) {
      writeText(form, name);
    }
    form.writeByte('\n');
    form.writeByte('n');
    form.writeDouble(2);
    writeText(form, "größe 😀");
    form.writeByte('\n');
    form.writeByte('-');
    writeText(form, "");
    form.writeByte('\n');

    FileIdentity identity =
        Cells.identity(open("select i, s from t where s <> 'a'\n order by rowid"));

    assertThat(identity.name()).isEqualTo("select i, s from t where s <> … order by rowid");
    assertThat(identity.bytes()).isEqualTo(bytes.size());
    assertThat(identity.sha256())
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())));
  }

  private static void writeText(DataOutputStream form, String text) throws IOException {
    form.writeByte('t');
    form.writeInt(text.getBytes(UTF_8).length);
    form.write(text.getBytes(UTF_8));
  }

  @Test
  void otherCellsAreAnotherIdentity() throws Exception {
    var table = open("select i, x, s from t order by rowid");
    FileIdentity before = Cells.identity(table);

    assertThat(Cells.identity(table)).isEqualTo(before);
    assertThat(Cells.identity(open("select i, x, s from t order by rowid desc")).sha256())
        .isNotEqualTo(before.sha256());
    assertThat(Cells.identity(open("select i, x, s as z from t order by rowid")).sha256())
        .isNotEqualTo(before.sha256());
    execute("update t set s = 'b' where i = 1");
    assertThat(Cells.identity(table).sha256()).isNotEqualTo(before.sha256());
  }

  @Test
  void manyLongTextsAreHashedWhole() throws Exception {
    execute("create table long (s text)");
    execute(
        "with recursive n(k) as (values (1) union all select k + 1 from n where k < 300)"
            + " insert into long select hex(zeroblob(k * 400)) from n");

    FileIdentity identity = Cells.identity(open("select s from long"));

    assertThat(identity.bytes()).isEqualTo(7 + 300 * 6 + 800L * 300 * 301 / 2);
    assertThat(Cells.identity(open("select s from long order by length(s)"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values (9, 9, 'x', null) returning i",
        "delete from t returning i",
        "delete from t",
        "update t set i = 5",
        "replace into t values (1, 1, 'x', null)",
        "create table u (a)",
        "drop table t",
        "pragma user_version = 5",
        "pragma journal_mode = wal",
        "vacuum into 'copy.db'",
        "attach 'other.db' as other",
        "begin immediate",
        "select i from t; delete from t",
        "select 1; commit; delete from t"
      })
  void whatChangesSomethingIsRefused(String statement) throws Exception {
    byte[] before = Files.readAllBytes(file);

    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> open(statement)))
        .hasMessageStartingWith("only ")
        .hasMessageNotContaining("\n");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theDatabaseRefusesWhatBeginsAsAQuery() throws Exception {
    byte[] before = Files.readAllBytes(file);

    assertThat(problem(WRITING)).contains("readonly");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aUrlThatOpensForWritingChangesNothing() throws Exception {
    byte[] before = Files.readAllBytes(file);

    assertThat(
            catchThrowableOfType(
                DatabaseException.class,
                () -> Cells.columns(JdbcSource.open(url + "?open_mode=6", WRITING, DEFAULTS))))
        .hasMessageContaining("readonly");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDatabaseWithAWriteAheadLogStaysAsItIs() throws Exception {
    execute("pragma journal_mode = wal");
    byte[] before = Files.readAllBytes(file);

    assertThat(Cells.columns(open("select i from t")).getFirst()).hasSize(3);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void oneLineSaysWhatIsWrong() {
    assertThat(problem("select i from wrong")).contains("no such table: wrong");
    assertThat(problem("select z from t")).contains("no such column: z");
    assertThat(problem("select i,, x from t")).contains("syntax error");
    assertThat(problem("select i, s as i from t"))
        .isEqualTo(
            "the columns 1 and 2 of the query have the same name i; give one another name by AS");
    assertThat(problem("select i from t where i > 5")).isEqualTo("the query gives no rows");
    assertThat(problem("select i from t where s = ?"))
        .isEqualTo("the query has 1 parameter, as the driver reads a ?; write the value");
    assertThat(problem("select s, x'00' as blob from t"))
        .isEqualTo(
            "row 1, column blob: is a BLOB, which is no number, truth value, time or text; cast it"
                + " in the query, or leave the column out by --ignore");
  }

  @Test
  void columnsThatAreIgnoredMayHaveAnything() throws Exception {
    var table =
        JdbcSource.open(
            url, "select x'00' as blob, i from t", DEFAULTS.withIgnored(Set.of("blob")));

    assertThat(Cells.columns(table).getFirst()).containsOnly("missing").hasSize(3);
  }

  @Test
  void aFileThatIsNotThereIsNotMade() throws Exception {
    Path other = folder.resolve("other.db");

    assertThat(
            catchThrowableOfType(
                DatabaseException.class,
                () -> JdbcSource.open("jdbc:sqlite:" + other, "select 1", DEFAULTS)))
        .hasMessageContaining("unable to open database file");
    assertThat(other).doesNotExist();
    Files.writeString(other, "no database".repeat(100));
    assertThat(
            catchThrowableOfType(
                DatabaseException.class,
                () -> JdbcSource.open("jdbc:sqlite:" + other, "select a from t", DEFAULTS)))
        .hasMessageContaining("not a database");
  }

  @Test
  void otherColumnsThanBeforeAreRefused() throws Exception {
    var table = open("select * from t");
    execute("alter table t rename column s to z");

    assertThat(catchThrowableOfType(DatabaseException.class, () -> Cells.columns(table)))
        .hasMessageEndingWith("the query gives other columns than when it was opened");
  }

  @Test
  void aDriverIsReadFromItsJarOrFolder() throws Exception {
    Path jar = driver();
    Files.copy(jar, Files.createDirectory(folder.resolve("jars")).resolve("some.jar"));
    for (Path path : List.of(jar, folder.resolve("jars"))) {
      var table =
          JdbcSource.open(url, "select i from t order by rowid", DEFAULTS.withDriverPath(path));

      assertThat(Cells.columns(table).getFirst()).startsWith("number 1.0", "number 2.0");
    }
  }

  private static Path driver() throws URISyntaxException, ClassNotFoundException {
    return Path.of(
        Class.forName("org.sqlite.JDBC")
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI());
  }

  @Test
  void noDriverIsSaidWithItsPrefix() throws Exception {
    Path jar = driver();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

    assertThat(noDriver(DEFAULTS))
        .hasMessage(
            "jdbc:nothing:db: there is no driver for jdbc:nothing: here; --driver-path names its"
                + " jar, or a folder with it");
    assertThat(noDriver(DEFAULTS.withDriverPath(jar)))
        .hasMessage(
            "jdbc:nothing:db: %s has only org.sqlite.JDBC; --driver-path must name the jar of a driver for jdbc:nothing:"
                .formatted(jar));
    assertThat(noDriver(DEFAULTS.withDriverPath(text)))
        .hasMessageContaining(text + " has no driver of JDBC; ");
    assertThat(noDriver(DEFAULTS.withDriverPath(empty)))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(empty + ": has no jar in it");
    assertThat(noDriver(DEFAULTS.withDriverPath(folder.resolve("none"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static IOException noDriver(JdbcOptions options) {
    return catchThrowableOfType(
        IOException.class, () -> JdbcSource.open("jdbc:nothing:db", "select 1", options));
  }
}
