package dev.telar.engine;

import dev.telar.engine.Engine.Kind;
import java.util.Arrays;

/// Whether this JVM can run the vector engine, and what runs where nobody chose.
///
/// The Vector API is an incubator module, which is there only where the JVM was started with
/// `--add-modules jdk.incubator.vector`. No class that names its types may load before this check.
final class VectorModule {
  private static final String OPTION = "--add-modules jdk.incubator.vector";
  private static final String ENGINE_PROPERTY = "telar.engine";

  static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private VectorModule() {}

  /// The kind to open.
  static Kind choose(Kind kind) {
    Kind chosen = kind == Kind.AUTO ? preferred() : kind;
    if (chosen == Kind.AUTO) {
      chosen = PRESENT ? Kind.VECTOR : Automatic.withoutModule();
    }
    if (!chosen.isAvailable()) {
      throw new IllegalArgumentException("the vector engine needs java " + OPTION);
    }
    if (chosen == Kind.VECTOR) {
      // Here, where it is one line, and not when a class is initialised.
      VectorWidth.bits();
    }
    return chosen;
  }

  private static Kind preferred() {
    String name = System.getProperty(ENGINE_PROPERTY, Kind.AUTO.toString());
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "-D%s must be one of %s, got %s"
                    .formatted(ENGINE_PROPERTY, Arrays.toString(Kind.values()), name)));
  }

  /// Initialised where the reference engine steps in, so that its warning is printed once.
  private static final class Automatic {
    static {
      System.getLogger(Engine.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "the slow reference engine computes; start java with {0} for the vector engine",
              OPTION);
    }

    static Kind withoutModule() {
      return Kind.REFERENCE;
    }
  }
}
