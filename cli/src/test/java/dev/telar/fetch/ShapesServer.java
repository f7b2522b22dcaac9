package dev.telar.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Serves the files of a small dataset, well or as a test wants it.
abstract class ShapesServer {
  @TempDir Path folder;
  final RecordingProgress progress = new RecordingProgress();
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final CountDownLatch testIsOver = new CountDownLatch(1);
  HttpServer server;
  Path cache;
  Path installed;

  /// What a server does with a request for one of the files.
  interface Answer {
    void to(HttpExchange exchange, byte[] gzip) throws Exception;
  }

  static final Answer GOOD = ShapesServer::send;

  @BeforeEach
  void startServer() throws IOException {
    cache = folder.resolve("caches/shapes");
    installed = folder.resolve("installed");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    testIsOver.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  FashionMnistSource source(String aptGet, URI... addresses) {
    return source(aptGet, Duration.ofSeconds(20), addresses);
  }

  FashionMnistSource source(String aptGet, Duration silenceTimeout, URI... addresses) {
    return new FashionMnistSource(
        new FetchSettings(
            Shapes.FILES,
            cache,
            installed,
            List.of(addresses),
            List.of(aptGet),
            Duration.ofSeconds(5),
            silenceTimeout,
            Duration.ofSeconds(20)));
  }

  URI address(String name) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + name + "/");
  }

  /// Answers requests for images as told, and all others well.
  URI serve(String name, Answer answer) {
    server.createContext(
        "/" + name + "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String file = path.substring(name.length() + 2).replace(".gz", "");
            Answer chosen = file.equals(Shapes.IMAGES) ? answer : GOOD;
            chosen.to(exchange, Shapes.gzip(Shapes.bytes(file)));
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    return address(name);
  }

  static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  void sendHalf(HttpExchange exchange, byte[] gzip) throws Exception {
    exchange.sendResponseHeaders(200, gzip.length);
    exchange.getResponseBody().write(gzip, 0, gzip.length / 2);
    exchange.getResponseBody().flush();
    testIsOver.await();
  }

  /// Writes a script to run in place of `apt-get`, and a package for it to copy.
  String aptGet(String script) throws IOException {
    Files.write(folder.resolve("shapes.deb"), Shapes.deb("xz", Shapes.CONTENT));
    Path command = folder.resolve("apt-get");
    Files.writeString(command, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return command.toString();
  }

  void assertCacheIsWhole() throws IOException {
    try (var files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Shapes.CONTENT.keySet());
    }
    for (Map.Entry<String, byte[]> file : Shapes.CONTENT.entrySet()) {
      assertThat(cache.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }
}
