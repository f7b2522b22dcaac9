package dev.telar.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may ask.
///
/// Another site's page in the same browser can send requests to this machine. Those that come from
/// it are refused by their `Origin` and `Sec-Fetch-Site`; those that come by a host name of its own
/// which it lets point here (DNS rebinding) by their `Host`. Where other machines can ask too, a
/// token is demanded.
final class Guard {
  private static final int TOKEN_BYTES = 24;

  /// The one that browsers leave out.
  private static final int HTTP_PORT = 80;

  private final Set<String> authorities;
  private final Optional<String> token;
  private final String cookie;

  private Guard(Set<String> authorities, Optional<String> token, String cookie) {
    this.authorities = authorities;
    this.token = token;
    this.cookie = cookie;
  }

  /// @param hosts by which this machine may be called, in lower case
  /// @param secret whether a token is demanded
  static Guard of(Set<String> hosts, int port, boolean secret) {
    Set<String> authorities = new HashSet<>();
    for (String host : hosts) {
      authorities.add(host + ":" + port);
      if (port == HTTP_PORT) {
        authorities.add(host);
      }
    }
    // A browser sends a cookie to every port of a host.
    return new Guard(
        authorities, secret ? Optional.of(newToken()) : Optional.empty(), "telar-" + port);
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The part of the page's address that lets in; empty if nothing is demanded.
  String query() {
    return token.map(text -> "?token=" + text).orElse("");
  }

  /// What a request is refused with; empty if it may go on.
  ///
  /// @param path of the address
  /// @param query of the address
  Optional<Answer> refusal(String method, String path, Map<String, String> query, Headers headers) {
    String host = headers.getFirst("Host");
    if (host == null || !authorities.contains(host.toLowerCase(Locale.ROOT))) {
      return refused(
          Answer.MISDIRECTED, "this is not " + host + "; open the address that telar printed");
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      return refused(Answer.FORBIDDEN, "pages of " + origin + " may not ask here");
    }
    // To follow another site's link to the page is no harm; to load or to change anything is.
    String site = headers.getFirst("Sec-Fetch-Site");
    boolean own = site == null || site.equals("same-origin") || site.equals("none");
    boolean visit = method.equals("GET") && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    if (!own && !visit) {
      return refused(Answer.FORBIDDEN, "other sites' pages may not ask here");
    }
    return token.flatMap(secret -> withoutToken(secret, path, query, headers));
  }

  private Optional<Answer> withoutToken(
      String secret, String path, Map<String, String> query, Headers headers) {
    if (query.containsKey("token")) {
      return equal(secret, query.get("token"))
          ? Optional.of(
              Answer.empty(Answer.SEE_OTHER)
                  .with("Location", path)
                  .with(
                      "Set-Cookie",
                      "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(cookie, secret)))
          : refused(Answer.UNAUTHORIZED, "the token is not the one that telar printed");
    }
    return equal(secret, cookie(headers))
        ? Optional.empty()
        : refused(
            Answer.UNAUTHORIZED, "this page wants its token: open the address that telar printed");
  }

  private @Nullable String cookie(Headers headers) {
    for (String line : headers.getOrDefault("Cookie", List.of())) {
      for (String pair : line.split(";", -1)) {
        String[] sides = pair.strip().split("=", 2);
        if (sides.length == 2 && sides[0].equals(cookie)) {
          return sides[1];
        }
      }
    }
    return null;
  }

  /// Takes as long wherever the two differ.
  private static boolean equal(String secret, @Nullable String given) {
    return given != null && MessageDigest.isEqual(secret.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private static Optional<Answer> refused(int status, String line) {
    return Optional.of(Answer.line(status, line));
  }
}
