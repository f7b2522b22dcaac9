package dev.telar.tables.jdbc;

import dev.telar.format.FormatException;
import java.util.Locale;
import java.util.Set;

/// One statement that asks for rows.
///
/// Databases are told to change nothing, and not all of them listen; so what does not begin as a
/// query is not sent, and neither are several statements.
///
/// @param sql the statement, without a semicolon behind it
/// @param name the statement on one line, without what stands in quotes or behind something that
///   may begin a comment or a quote: there may be secrets
record Query(String sql, String name) {
  private static final Set<String> BEGINNINGS = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FROM");

  /// Characters that databases understand in different ways: what follows may be quoted or not.
  private static final String UNCLEAR = "\\$[`#";

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORD = 30;
  private static final String LEFT_OUT = "…";

  /// @throws IllegalArgumentException if it is not one query
  static Query of(String text) {
    String sql = withoutLastSemicolon(text);
    int begin = begin(sql);
    if (begin == sql.length()) {
      throw new IllegalArgumentException("the query is empty");
    }
    String word = word(sql, begin);
    if (!BEGINNINGS.contains(word.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "only a query is run, which begins with SELECT, WITH, VALUES, TABLE or FROM; this one begins with "
              + (word.isEmpty() ? "something else" : word));
    }
    return new Query(sql, name(sql, begin));
  }

  private static String withoutLastSemicolon(String text) {
    String sql = text.strip();
    while (sql.endsWith(";")) {
      sql = sql.substring(0, sql.length() - 1).stripTrailing();
    }
    return sql;
  }

  /// Where the first word begins, behind spaces, parentheses and comments.
  private static int begin(String sql) {
    int at = 0;
    while (at < sql.length()) {
      int end = -1;
      if (sql.startsWith("--", at)) {
        end = endOfLine(sql, at);
      } else if (sql.startsWith("/*", at) && !sql.startsWith("/*!", at)) {
        // MySQL executes what stands in /*! */.
        end = sql.indexOf("*/", at) < 0 ? -1 : sql.indexOf("*/", at + 2) + 2;
      } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '(') {
        end = at + 1;
      }
      if (end <= at) {
        return at;
      }
      at = end;
    }
    return at;
  }

  /// Behind a line's end; -1 if there is none, or databases do not agree on it.
  private static int endOfLine(String sql, int from) {
    int end = sql.indexOf('\n', from);
    if (end < 0) {
      return -1;
    }
    int carriage = sql.indexOf('\r', from);
    return carriage >= 0 && carriage < end - 1 ? -1 : end + 1;
  }

  private static String word(String sql, int begin) {
    int end = begin;
    while (end < sql.length()
        && end < begin + LONGEST_WORD
        && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    return sql.substring(begin, end);
  }

  private static String name(String sql, int begin) {
    var name = new StringBuilder();
    int at = begin;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == ';') {
        throw several();
      }
      if (c == '\'' || c == '"') {
        int end = endOfQuote(sql, at);
        if (end < 0) {
          break;
        }
        name.append(LEFT_OUT);
        at = end;
      } else if (UNCLEAR.indexOf(c) >= 0 || sql.startsWith("--", at) || sql.startsWith("/*", at)) {
        break;
      } else {
        name.append(c);
        at++;
      }
    }
    if (at < sql.length()) {
      if (sql.indexOf(';', at) >= 0) {
        throw several();
      }
      name.append(LEFT_OUT);
    }
    String line = name.toString().strip().replaceAll("\\s+", " ");
    return new FormatException("", 0, shortened(line)).problem();
  }

  private static String shortened(String line) {
    int count = line.codePointCount(0, line.length());
    return count <= LONGEST_NAME
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME)) + LEFT_OUT;
  }

  /// Behind the closing quote; -1 if there is none, or a backslash may hide it.
  private static int endOfQuote(String sql, int open) {
    char quote = sql.charAt(open);
    int at = open + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\\') {
        return -1;
      }
      at++;
      if (c == quote) {
        if (at == sql.length() || sql.charAt(at) != quote) {
          return at;
        }
        at++;
      }
    }
    return -1;
  }

  private static IllegalArgumentException several() {
    return new IllegalArgumentException(
        "only one query is run, and this one goes on behind a semicolon; a semicolon in a text or"
            + " comment can be left out or written as CHR(59) or CHAR(59)");
  }

  /// Without secrets.
  @Override
  public String toString() {
    return name;
  }
}
