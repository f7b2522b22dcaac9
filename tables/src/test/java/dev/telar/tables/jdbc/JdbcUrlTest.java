package dev.telar.tables.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
  private static String refusal(String url) {
    return String.valueOf(
        catchThrowableOfType(IllegalArgumentException.class, () -> JdbcUrl.of(url)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host/db?user=me&password=hunter2",
        "jdbc:postgresql://host/db?user=me&PassWord = hunter2",
        "jdbc:postgresql://host/db?p%61ssword=hunter2",
        "jdbc:postgresql://host/db?sslpassword=hunter2",
        "jdbc:postgresql://me:hunter2@host/db",
        "jdbc:postgresql://me:hunter2/x@host/db",
        "jdbc:postgresql://me:hunter2?@host/db",
        "jdbc:postgresql://me:5hunter2;@host/db",
        "jdbc:mysql://me:hunter2@h1:1,h2:2/db",
        "jdbc:mysql://(host=h,user=me,password=hunter2)/db",
        "jdbc:sqlserver://host:1433;user=me;pwd=hunter2",
        "jdbc:sqlserver://host;trustStorePassword=hunter2",
        "jdbc:oracle:thin:me/hunter2@//host:1521/service",
        "jdbc:x:y?pass=hunter2",
        "jdbc:sqlite:x.db?key=hunter2",
        "jdbc:x:y?accessToken=hunter2",
        "postgres://me:hunter2@host/db"
      })
  void passwordsAreRefusedAndNotRepeated(String url) {
    assertThat(refusal(url))
        .startsWith("the database's URL has a password or another secret in it; leave it out")
        .contains("TELAR_JDBC_PASSWORD")
        .doesNotContain("hunter2", "host");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "jdbc:sqlite:/home/a@b/x.db!jdbc:sqlite:!jdbc:sqlite:/home/a@b/x.db",
        "jdbc:sqlite:C:\\data\\x.db!jdbc:sqlite:!jdbc:sqlite:C:\\data\\x.db",
        "jdbc:sqlite:x.db?busy_timeout=5!jdbc:sqlite:!jdbc:sqlite:x.db",
        "jdbc:postgresql:db!jdbc:postgresql:!jdbc:postgresql:db",
        "jdbc:postgresql://host:5432/db?user=me@corp!jdbc:postgresql:!jdbc:postgresql://host:5432/db",
        "jdbc:postgresql://h1:1,h2:2/db?user=me@corp!jdbc:postgresql:!jdbc:postgresql://h1:1,h2:2/db",
        "jdbc:postgresql://[::1]:5432/db?user=me@corp!jdbc:postgresql:!jdbc:postgresql://[::1]:5432/db",
        "jdbc:postgresql://me@host/db?passfile=x!jdbc:postgresql:!jdbc:postgresql://host/db",
        "jdbc:sqlserver://host:1433;user=me;encrypt=true!jdbc:sqlserver:!jdbc:sqlserver://host:1433",
        "jdbc:oracle:thin:/@service!jdbc:oracle:!jdbc:oracle:thin:/@service",
        "JDBC:SQLite:x.db!JDBC:SQLite:!JDBC:SQLite:x.db"
      })
  void otherUrlsAreTaken(String url, String prefix, String shown) {
    JdbcUrl taken = JdbcUrl.of(url);

    assertThat(taken.text()).isEqualTo(url);
    assertThat(taken.prefix()).isEqualTo(prefix);
    assertThat(taken.shown()).isEqualTo(shown);
  }

  @Test
  void whatIsNoUrlIsRefused() {
    assertThat(refusal("data.db"))
        .isEqualTo(
            "a database's URL begins with jdbc:, such as jdbc:sqlite:/path/file.db or"
                + " jdbc:postgresql://host/database; this one does not");
    assertThat(refusal("jdbc:")).startsWith("a database's URL begins with jdbc:");
    assertThat(refusal("")).startsWith("a database's URL begins with jdbc:");
  }
}
