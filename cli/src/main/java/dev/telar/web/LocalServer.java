package dev.telar.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.FileSystemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Serves pages on this machine. Every request is checked first, see [Guard]; each is answered on a
/// virtual thread of its own, so one that is slow holds nobody up.
public final class LocalServer implements AutoCloseable {
  /// Pages that are told news at the same time.
  private static final int MAX_STREAMS = 64;

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int FAREWELL_SECONDS = 1;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
              + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final HttpServer server;
  private final String host;
  private final Guard guard;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Semaphore streams = new Semaphore(MAX_STREAMS);

  /// What a path answers to.
  private sealed interface Route {
    String method();
  }

  private record Get(Handler handler) implements Route {
    @Override
    public String method() {
      return "GET";
    }
  }

  private record Post(int maxBytes, Handler handler) implements Route {
    @Override
    public String method() {
      return "POST";
    }
  }

  private record Stream(StateChannel channel) implements Route {
    @Override
    public String method() {
      return "GET";
    }
  }

  private LocalServer(HttpServer server, Listening listening) throws IOException {
    this.server = server;
    this.host = Listening.literal(listening.reachable());
    this.guard = Guard.of(listening.hosts(), port(), !listening.isLoopback());
  }

  /// Takes the port; nothing is answered before [#start].
  ///
  /// @throws java.net.BindException if the port cannot be had; says what to do
  public static LocalServer open(Listening listening) throws IOException {
    // The JDK's server has no other way to be told, and reads these when the first one is made:
    // answers are small and wanted at once; who sends a request for longer than this, in seconds,
    // is cut off.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "20");
    return new LocalServer(listening.bind(), listening);
  }

  /// Answers `GET` at a path.
  public void get(String path, Handler handler) {
    routes.put(path, new Get(handler));
  }

  /// Answers `POST` of JSON at a path.
  ///
  /// @param maxBytes the longest body that is read
  public void post(String path, int maxBytes, Handler handler) {
    routes.put(path, new Post(maxBytes, handler));
  }

  /// Tells news at a path, as server-sent events.
  public void stream(String path, StateChannel channel) {
    routes.put(path, new Stream(channel));
  }

  /// Answers with a style sheet or a script at `/assets/NAME`.
  ///
  /// @param name which ends in `.css` or `.js`
  public void asset(String name, String text) {
    Answer answer = Answer.asset(name, text).with("ETag", '"' + sha256(text) + '"');
    get("/assets/" + name, (_, _) -> answer);
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Begins to answer.
  public void start() {
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// The address to open, with the token if one is demanded.
  public URI address() {
    return URI.create("http://%s:%d/%s".formatted(host, port(), guard.query()));
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Answer answer;
      try {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        answer =
            guard
                .refusal(exchange.getRequestMethod(), path, query, exchange.getRequestHeaders())
                .orElse(null);
        Route route = routes.get(path);
        if (answer == null && route instanceof Stream stream && isGet(exchange)) {
          stream(exchange, stream.channel());
          return;
        }
        answer = answer == null ? answer(exchange, route, query) : answer;
      } catch (IllegalArgumentException e) {
        answer = Answer.line(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
      }
      send(exchange, answer);
    }
  }

  private static boolean isGet(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET");
  }

  private static Answer answer(
      HttpExchange exchange, @Nullable Route route, Map<String, String> query) throws IOException {
    String method = exchange.getRequestMethod();
    if (route == null) {
      return Answer.line(Answer.NOT_FOUND, "there is nothing here");
    }
    if (!method.equals(route.method())) {
      return Answer.line(
              Answer.METHOD_NOT_ALLOWED, "this is for " + route.method() + ", got " + method)
          .with("Allow", route.method());
    }
    return switch (route) {
      case Get get -> answer(get.handler(), query, new byte[0]);
      case Post post -> post(exchange, post, query);
      case Stream _ -> throw new IllegalStateException("a stream is not answered");
    };
  }

  private static Answer post(HttpExchange exchange, Post route, Map<String, String> query)
      throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    // Another site's page cannot send this type without asking first.
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      return Answer.line(
          Answer.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json, got " + type);
    }
    byte[] body = exchange.getRequestBody().readNBytes(route.maxBytes() + 1);
    if (body.length > route.maxBytes()) {
      return Answer.line(
          Answer.TOO_LARGE, "the body must be at most %d bytes".formatted(route.maxBytes()));
    }
    return answer(route.handler(), query, body);
  }

  private static Answer answer(Handler handler, Map<String, String> query, byte[] body) {
    try {
      return handler.answer(query, body);
    } catch (IllegalArgumentException e) {
      return Answer.line(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (FileSystemException e) {
      return Answer.line(
          Answer.NOT_FOUND,
          e.getFile() + ": " + (e.getReason() == null ? "no file" : e.getReason()));
    } catch (IOException e) {
      return Answer.line(Answer.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Answer.line(Answer.SERVER_ERROR, "an error within Telar: " + e);
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      String name = URLDecoder.decode(sides[0], UTF_8);
      String value = sides.length < 2 ? "" : URLDecoder.decode(sides[1], UTF_8);
      if (query.put(name, value) != null) {
        throw new IllegalArgumentException("the address has " + name + " twice");
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    setHeaders(exchange, answer.headers());
    String tag = answer.headers().get("ETag");
    if (tag != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(Answer.NOT_MODIFIED, -1);
      return;
    }
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void setHeaders(HttpExchange exchange, Map<String, String> own) {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    own.forEach(exchange.getResponseHeaders()::set);
  }

  private void stream(HttpExchange exchange, StateChannel channel) throws IOException {
    if (!streams.tryAcquire()) {
      send(exchange, Answer.line(Answer.UNAVAILABLE, "too many pages are open"));
      return;
    }
    try {
      setHeaders(exchange, Map.of("Content-Type", "text/event-stream"));
      exchange.sendResponseHeaders(Answer.OK, 0);
      write(exchange.getResponseBody(), channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.release();
    }
  }

  private static void write(OutputStream page, StateChannel channel)
      throws IOException, InterruptedException {
    page.write("retry: 1000\n\n".getBytes(UTF_8));
    long seen = 0;
    while (true) {
      boolean last = channel.isClosed();
      List<StateChannel.Event> news = channel.after(seen, HEARTBEAT);
      var text = new StringBuilder(news.isEmpty() ? ":\n\n" : "");
      for (StateChannel.Event event : news) {
        text.append("id: ").append(event.topic()).append('\n');
        text.append("event: ").append(event.kind()).append('\n');
        text.append("data: ").append(event.data()).append("\n\n");
        seen = event.version();
      }
      if (last) {
        text.append("event: end\ndata:\n\n");
      }
      page.write(text.toString().getBytes(UTF_8));
      page.flush();
      if (last) {
        return;
      }
    }
  }

  /// Ends, after a moment in which pages are told the last news of channels that are closed.
  @Override
  public void close() {
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FAREWELL_SECONDS);
      // All of them are free when nobody listens any more.
      if (streams.tryAcquire(MAX_STREAMS, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        streams.release(MAX_STREAMS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
