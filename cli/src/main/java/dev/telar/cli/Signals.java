package dev.telar.cli;

import java.lang.reflect.Proxy;
import java.util.List;

/// What ends a process from outside. The JVM alone ends with 128 and the signal's number, which of
/// Ctrl-C is [Failure#INTERRUPTED] and of others is not, though a command tells the same of all.
final class Signals {
  private Signals() {}

  /// Ends the JVM with [Failure#INTERRUPTED] at any of them. One that is ignored, as by `nohup`,
  /// stays so; with `-Xrs`, or in a JVM that has none, nothing changes.
  static void use() {
    for (String name : List.of("TERM", "HUP")) {
      try {
        handle(name);
      } catch (ReflectiveOperationException e) {
        // The JVM's own number is as good as another.
      }
    }
  }

  /// By name, because the compiler warns of these classes, and nothing can silence it.
  private static void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object end =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, _) -> {
              System.exit(Failure.INTERRUPTED);
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), end);
  }
}
