package dev.telar.cli;

import dev.telar.web.Listening;
import java.net.InetAddress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a page is served.
final class ListenOptions {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The page's port; 0 for any that is free. Default: "
              + Listening.USUAL_PORT
              + ", or the next that is free.")
  private @Nullable Integer port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "The address of this machine to serve the page at, 0.0.0.0 for all; others than this machine can"
              + " then reach it with the token that is printed. Default: this machine alone.")
  private @Nullable String bind;

  /// @throws IllegalArgumentException if one is given
  void refuseAll() {
    if (port != null || bind != null) {
      throw new IllegalArgumentException(
          (port != null ? "--port" : "--bind") + " is the live page's; give --live, too");
    }
  }

  /// @throws IllegalArgumentException if a value is wrong
  Listening listening() {
    OptionalInt number = port == null ? OptionalInt.empty() : OptionalInt.of(port);
    return new Listening(bind == null ? LOOPBACK : address(bind), number);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--bind wants an address of this machine in numbers, such as 0.0.0.0, got " + text, e);
    }
  }
}
