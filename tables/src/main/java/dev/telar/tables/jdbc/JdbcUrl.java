package dev.telar.tables.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A database's URL that has no password in it.
///
/// @param text all of it, for the driver
/// @param prefix what tells the driver, such as `jdbc:sqlite:`
record JdbcUrl(String text, String prefix) {
  private static final Pattern PREFIX = Pattern.compile("(?i)jdbc:[a-z][a-z0-9+._-]*:");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)passw[a-z_]*\\s*=|(?:pwd|passphrase|secret|secretkey|token)\\s*=|(?<![a-z])(?:pass|key|hexkey)\\s*=");

  /// `//user:password@`, whatever the password has in it; but not `//host:5432/database?user=a@b`.
  private static final Pattern AFTER_USER =
      Pattern.compile("//[^/?;]*:[^/?;]*@|//[^/?;@:\\[\\]]*:(?!\\d{0,5}(?:[/?;,]|$))[^@]*@");

  /// `jdbc:oracle:thin:user/password@`.
  private static final Pattern ORACLE = Pattern.compile("(?i)jdbc:oracle:[^@/]*/[^@]+@");

  private static final Pattern ESCAPE = Pattern.compile("%([0-7][0-9a-fA-F])");
  private static final Pattern USER = Pattern.compile("//[^/@]*@");

  /// @throws IllegalArgumentException if it is no URL of JDBC, or has a password in it; the message
  ///   repeats nothing of it
  static JdbcUrl of(String text) {
    Matcher matcher = PREFIX.matcher(text);
    boolean begins = matcher.lookingAt();
    if (hasSecret(text)) {
      throw new IllegalArgumentException(
          "the database's URL has a password or another secret in it; leave it out, and set the"
              + " environment variable TELAR_JDBC_PASSWORD to the password");
    }
    if (!begins) {
      throw new IllegalArgumentException(
          "a database's URL begins with jdbc:, such as jdbc:sqlite:/path/file.db or"
              + " jdbc:postgresql://host/database; this one does not");
    }
    return new JdbcUrl(text, matcher.group());
  }

  private static boolean hasSecret(String text) {
    String decoded = ESCAPE.matcher(text).replaceAll(JdbcUrl::decoded);
    return SECRET.matcher(text).find()
        || SECRET.matcher(decoded).find()
        || AFTER_USER.matcher(text).find()
        || ORACLE.matcher(text).find();
  }

  private static String decoded(java.util.regex.MatchResult escape) {
    char c = (char) Integer.parseInt(escape.group(1), 16);
    return Matcher.quoteReplacement(String.valueOf(c));
  }

  /// What messages call the database: the URL without user and parameters.
  String shown() {
    int end = 0;
    while (end < text.length() && "?;".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return USER.matcher(text.substring(0, end)).replaceFirst("//");
  }

  /// As the URL with its user and parameters, which has no secrets.
  @Override
  public String toString() {
    return shown();
  }
}
