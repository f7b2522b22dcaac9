package dev.telar.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server, asked by raw requests.
class LocalServerTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int MAX_BYTES = 20;

  private final StateChannel channel = new StateChannel();
  private LocalServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    start(LOOPBACK);
  }

  private void start(InetAddress address) throws IOException {
    server = LocalServer.open(new Listening(address, OptionalInt.of(0)));
    server.get("/", (query, _) -> Answer.html("page " + query));
    server.get(
        "/damaged",
        (_, _) -> {
          throw new IOException("the file is damaged");
        });
    server.post("/do", MAX_BYTES, (_, body) -> Answer.json(new String(body, UTF_8)));
    server.asset("a.js", "'a';");
    server.stream("/events", channel);
    server.start();
    port = server.address().getPort();
  }

  @AfterEach
  void stop() {
    channel.close();
    server.close();
  }

  /// A request with the right host, and what came of it, header lines and all.
  private String ask(String first, String... headers) throws IOException {
    return askRaw(first, "Host: 127.0.0.1:" + port + "\r\n" + String.join("\r\n", headers), "");
  }

  private String askRaw(String first, String headers, String body) throws IOException {
    try (var socket = new Socket(LOOPBACK, port)) {
      String request =
          "%s HTTP/1.1\r\nConnection: close\r\n%s\r\n\r\n%s"
              .formatted(first, headers.stripTrailing(), body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String post(String type, String body) throws IOException {
    String headers =
        "Host: localhost:%d\r\nContent-Type: %s\r\nContent-Length: %d"
            .formatted(port, type, body.length());
    return askRaw("POST /do", headers, body);
  }

  @Test
  void aPageIsAnswered() throws IOException {
    assertThat(ask("GET /?b=2&a=%31"))
        .startsWith("HTTP/1.1 200")
        .contains("frame-ancestors 'none'", "nosniff")
        .endsWith("page {a=1, b=2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8265", "127.0.0.1", "127.0.0.1:1", ""})
  void anotherHostIsRefused(String host) throws IOException {
    assertThat(askRaw("GET /", "Host: " + host, "")).matches("(?s)HTTP/1.1 4(21|00).*");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: http://evil.example",
    "Origin: null",
    "Origin: https://127.0.0.1",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site"
  })
  void anotherSitesPageIsRefused(String header) throws IOException {
    assertThat(ask("GET /events", header)).startsWith("HTTP/1.1 403");
    assertThat(ask("POST /do", header, "Content-Type: application/json", "Content-Length: 0"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void theOwnPageAndAVisitByALinkAreNot() throws IOException {
    assertThat(ask("GET /", "Origin: http://127.0.0.1:" + port, "Sec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 200");
    assertThat(ask("GET /", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aBodyIsJsonAndShort() throws IOException {
    assertThat(post("application/json; charset=utf-8", "{\"a\":1}")).endsWith("{\"a\":1}");
    assertThat(post("text/plain", "{}")).startsWith("HTTP/1.1 415");
    assertThat(post("application/json", " ".repeat(MAX_BYTES + 1))).startsWith("HTTP/1.1 413");
  }

  @Test
  void whatIsAskedWronglyIsOneLine() throws IOException {
    assertThat(ask("GET /nothing")).startsWith("HTTP/1.1 404").endsWith("there is nothing here\n");
    assertThat(ask("DELETE /")).startsWith("HTTP/1.1 405").contains("Allow: GET");
    assertThat(ask("POST /events")).startsWith("HTTP/1.1 405");
    assertThat(ask("GET /?a=1&a=2"))
        .startsWith("HTTP/1.1 400")
        .endsWith("the address has a twice\n");
    assertThat(ask("GET /damaged"))
        .startsWith("HTTP/1.1 503")
        .endsWith("\r\nthe file is damaged\n");
  }

  @Test
  void whatABrowserHasIsNotSentAgain() throws IOException {
    String first = ask("GET /assets/a.js");
    String tag = first.replaceAll("(?is).*ETag: (\\S+).*", "$1");

    assertThat(first).contains("text/javascript").endsWith("'a';");
    assertThat(ask("GET /assets/a.js", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
  }

  @Test
  void newsIsToldUntilTheEnd() throws IOException {
    channel.publish("t 1", "k", "{\"a\":1}");
    try (var socket = new Socket(LOOPBACK, port)) {
      socket
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: localhost:%d\r\n\r\n".formatted(port).getBytes(UTF_8));
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertThat(until(lines, "data: ")).contains("id: t 1", "event: k", "data: {\"a\":1}");

      channel.publish("t 1", "k", "{\"a\":2}");
      assertThat(until(lines, "data: ")).contains("data: {\"a\":2}");

      channel.close();
      assertThat(until(lines, "data:")).contains("event: end");
    }
  }

  private static String until(BufferedReader lines, String start) throws IOException {
    var read = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      read.append(line).append('\n');
      if (line.startsWith(start)) {
        break;
      }
    }
    return read.toString();
  }

  @Test
  void aReaderThatDoesNotReadHoldsNobodyUp() throws IOException {
    try (var socket = new Socket(LOOPBACK, port)) {
      socket
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: localhost:%d\r\n\r\n".formatted(port).getBytes(UTF_8));
      String much = "x".repeat(100_000);
      for (int i = 0; i < 200; i++) {
        channel.publish("t", "k", i + much);
      }
      assertThat(ask("GET /")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void anotherAddressWantsTheToken() throws IOException {
    stop();
    start(InetAddress.ofLiteral("0.0.0.0"));
    String token = server.address().getQuery();

    assertThat(token).matches("token=[\\w-]{32}");
    assertThat(ask("GET /")).startsWith("HTTP/1.1 401").contains("wants its token");
    assertThat(ask("GET /events")).startsWith("HTTP/1.1 401");
    assertThat(ask("GET /?token=wrong")).startsWith("HTTP/1.1 401");
    String entered = ask("GET /?" + token);
    assertThat(entered)
        .startsWith("HTTP/1.1 303")
        .containsIgnoringCase("Location: /\r\n")
        .contains("HttpOnly; SameSite=Strict");
    String cookie = entered.replaceAll("(?is).*Set-Cookie: ([^;]+);.*", "$1");
    assertThat(ask("GET /", "Cookie: other=1; " + cookie)).startsWith("HTTP/1.1 200");
    assertThat(ask("GET /", "Cookie: " + cookie, "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void aPortThatIsTakenIsTold() {
    var taken = new Listening(LOOPBACK, OptionalInt.of(port));

    assertThatThrownBy(() -> LocalServer.open(taken))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("0 for any that is free");
  }

  @Test
  void withoutAPortTheNextFreeOneIsTaken() throws IOException {
    var usual = new Listening(LOOPBACK, OptionalInt.empty());
    try (var one = LocalServer.open(usual);
        var other = LocalServer.open(usual)) {
      assertThat(other.address().getPort()).isNotEqualTo(one.address().getPort());
    }
  }
}
