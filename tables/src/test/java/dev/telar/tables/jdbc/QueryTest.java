package dev.telar.tables.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static String refusal(String query) {
    return String.valueOf(
        catchThrowableOfType(IllegalArgumentException.class, () -> Query.of(query)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "select a, b from t!select a, b from t",
        "select *\\n  from t ;; !select * from t",
        "-- x; y\\n/* a; 'b */ (select 1)!select 1)",
        "select a from t where b = 'it''s; secret' and c = 1!select a from t where b = … and c = 1",
        "select \"a;b\" from t!select … from t",
        "select a -- ask 'bob'\\n from t where b = 'secret'!select a …",
        "select a /* 'bob */ from t where b = 'secret'!select a …",
        "select $$secret$$!select …",
        "select E'it\\'s secret'!select E…",
        "select 'not closed!select …",
        "with x as (select 1) select * from x!with x as (select 1) select * from x",
        "values (1, 2)!values (1, 2)",
        "table t!table t",
        "from t!from t"
      })
  void queriesAreTaken(String typed, String name) {
    Query query = Query.of(typed.replace("\\n", "\n"));

    assertThat(query.name()).isEqualTo(name);
    assertThat(query.sql()).doesNotEndWith(";").isNotEmpty();
    assertThat(query.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "insert into t values (1) returning a|insert",
        "DELETE from t|DELETE",
        "/* select */ update t set a = 1|update",
        "create table x (a)|create",
        "pragma user_version = 5|pragma",
        "vacuum into 'x.db'|vacuum",
        "explain analyze delete from t|explain",
        "call f()|call",
        "{call f()}|something else",
        "/*! delete from t */ select 1|something else",
        "/* /* */ delete from t */ select 1|delete",
        "/*/ select 1|something else",
        "selectx 1|selectx"
      })
  void whatIsNoQueryIsRefused(String typed, String word) {
    assertThat(refusal(typed))
        .isEqualTo(
            "only a query is run, which begins with SELECT, WITH, VALUES, TABLE or FROM; this one"
                + " begins with "
                + word);
  }

  /// The line ends at the carriage return for some databases, and for others at the line feed.
  @Test
  void aCommentThatDatabasesEndDifferentlyIsRefused() {
    assertThat(refusal("-- x\rdelete from t\n select 1")).contains("something else");
  }

  @Test
  void nothingIsRefused() {
    assertThat(refusal(" ; ")).isEqualTo("the query is empty");
    assertThat(refusal("")).isEqualTo("the query is empty");
    assertThat(refusal("-- select 1")).contains("something else");
    assertThat(refusal("(/* only this */")).isEqualTo("the query is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; drop table t",
        "select 1; select 2",
        "select E'\\''; drop table t; select E'\\''",
        "select $a$'$a$; drop table t; select '",
        "select [a'b]; drop table t; select [c'd] from t",
        "select `a'b`; drop table t; select `c'd` from t",
        "select 1 -- it's\n; drop table t -- it's",
        "select 1 /* it's */; drop table t /* it's */",
        "select 1 # it's\n; drop table t # it's",
        "select '\\'; drop table t; select '\\'"
      })
  void severalStatementsAreRefused(String typed) {
    assertThat(refusal(typed)).startsWith("only one query is run, and this one goes on behind");
  }

  @Test
  void aLongNameIsShortened() {
    assertThat(Query.of("select " + "😀, ".repeat(10_000) + "b from t").name())
        .hasSize(132)
        .startsWith("select 😀, 😀")
        .endsWith("…");
  }

  @Test
  void manyCommentsAreSkipped() {
    assertThat(Query.of("/* x */\n".repeat(200_000) + "select 1").name()).isEqualTo("select 1");
  }
}
