package dev.telar.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// Where a server listens.
///
/// @param address one of this machine's, or all of them (`0.0.0.0`)
/// @param port 0 for any free one; empty for the usual one, or the next that is free
public record Listening(InetAddress address, OptionalInt port) {
  /// The port that is tried first.
  public static final int USUAL_PORT = 8265;

  private static final int TRIED = 20;
  private static final int LAST_PORT = 65_535;

  public Listening {
    if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > LAST_PORT)) {
      throw new IllegalArgumentException(
          "a port is between 0 and %d, got %d".formatted(LAST_PORT, port.getAsInt()));
    }
  }

  /// Only this machine can reach it.
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /// Takes the port.
  ///
  /// @throws BindException if it cannot be had; says what to do
  HttpServer bind() throws IOException {
    if (port.isPresent()) {
      return bind(port.getAsInt(), "choose another port, or 0 for any that is free");
    }
    for (int next = USUAL_PORT; next < USUAL_PORT + TRIED; next++) {
      try {
        return bind(next, "");
      } catch (BindException e) {
        if (NetworkInterface.getByInetAddress(address) == null && !address.isAnyLocalAddress()) {
          throw e;
        }
      }
    }
    return bind(0, "");
  }

  private HttpServer bind(int number, String advice) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(address, number), 0);
    } catch (IOException e) {
      boolean own =
          address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
      var told =
          new BindException(
              own
                  ? "port %d of %s cannot be had (%s); %s"
                      .formatted(number, address.getHostAddress(), e.getMessage(), advice)
                  : "%s is no address of this machine".formatted(address.getHostAddress()));
      told.initCause(e);
      throw told;
    }
  }

  /// How this machine may be called by those who reach it there, in lower case.
  Set<String> hosts() throws IOException {
    Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    hosts.add(literal(address));
    if (address.isAnyLocalAddress()) {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(own -> hosts.add(literal(own)));
    }
    if (!isLoopback()) {
      try {
        hosts.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
      } catch (UnknownHostException _) {
        // Then it is called by its address.
      }
    }
    return Set.copyOf(hosts);
  }

  /// The address by which it can be reached: where all are listened to, the first one that others
  /// can reach, if there is one.
  InetAddress reachable() throws IOException {
    if (!address.isAnyLocalAddress()) {
      return address;
    }
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(own -> own instanceof Inet4Address && !own.isLoopbackAddress())
        .findFirst()
        .orElse(InetAddress.ofLiteral("127.0.0.1"));
  }

  /// An address as it stands in a URL.
  static String literal(InetAddress address) {
    String text = address.getHostAddress().replaceAll("%.*", "");
    return text.contains(":") ? "[" + text.replaceFirst("^0:0:0:0:0:0:0:1$", "::1") + "]" : text;
  }
}
