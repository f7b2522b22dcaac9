package dev.telar.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a request is answered with. Immutable.
public final class Answer {
  static final int OK = 200;
  static final int SEE_OTHER = 303;
  static final int NOT_MODIFIED = 304;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED_MEDIA_TYPE = 415;
  static final int MISDIRECTED = 421;
  static final int SERVER_ERROR = 500;
  static final int UNAVAILABLE = 503;

  private final int status;
  private final byte[] body;
  private final Map<String, String> headers;

  private Answer(int status, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  private static Answer of(int status, String type, String body) {
    return new Answer(status, body.getBytes(UTF_8), Map.of("Content-Type", type));
  }

  /// A page.
  public static Answer html(String page) {
    return of(OK, "text/html; charset=utf-8", page);
  }

  /// A value.
  public static Answer json(String json) {
    return of(OK, "application/json", json);
  }

  /// A line that says what is wrong.
  static Answer line(int status, String line) {
    return of(status, "text/plain; charset=utf-8", line + "\n");
  }

  /// Nothing but headers.
  static Answer empty(int status) {
    return new Answer(status, new byte[0], Map.of());
  }

  /// A style sheet or a script.
  ///
  /// @param name which ends in `.css` or `.js`
  static Answer asset(String name, String text) {
    return of(
            OK,
            name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
            text)
        .with("Cache-Control", "no-cache");
  }

  /// The same with a header more, or another value of one.
  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, body, more);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
