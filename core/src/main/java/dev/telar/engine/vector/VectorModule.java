package dev.telar.engine.vector;

import dev.telar.engine.Engine;
import dev.telar.engine.Engine.Kind;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;

/// Whether this JVM can run the vector engine, and what runs where nobody chose.
///
/// The Vector API is an incubator module, which is there only where the JVM was started with
/// `--add-modules jdk.incubator.vector`. No class that names its types may load before this check.
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";
  private static final String ENGINE_PROPERTY = "telar.engine";

  private VectorModule() {}

  /// Why this JVM cannot run the vector engine, in a sentence; empty if it can.
  public static Optional<String> obstacle() {
    return isReadable(NAME)
        ? VectorWidth.obstacle()
        : Optional.of("the vector engine needs java --add-modules " + NAME);
  }

  /// Whether this library's classes can use a module that may be missing, and lets them.
  ///
  /// The descriptor cannot require the incubator module, not even as `static`: javac would warn
  /// everybody who compiles against this library.
  static boolean isReadable(String module) {
    Module own = VectorModule.class.getModule();
    ModuleLayer layer = own.isNamed() ? own.getLayer() : ModuleLayer.boot();
    return layer.findModule(module).map(own::addReads).isPresent();
  }

  /// The kind to open.
  ///
  /// @throws IllegalArgumentException if a choice is not possible in this JVM, with the reason
  public static Kind choose(Kind kind) {
    Kind chosen = kind == Kind.AUTO ? preferred() : kind;
    if (chosen == Kind.REFERENCE) {
      return chosen;
    }
    if (chosen == Kind.VECTOR && obstacle().isPresent()) {
      throw new IllegalArgumentException(obstacle().get());
    }
    if (isReadable(NAME)) {
      // A width that cannot be forced is told here, where it is one line, and not when a class is
      // initialised.
      VectorWidth.bits();
      var _ = Tiling.forced();
    }
    return chosen == Kind.AUTO ? Automatic.KIND : chosen;
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

  /// Initialised where nobody chose for the first time, so that the choice is told once.
  private static final class Automatic {
    static final Kind KIND = choose();

    private static Kind choose() {
      System.Logger log = System.getLogger(Engine.class.getName());
      Optional<String> reason = obstacle().or(VectorCompiler::obstacle);
      if (reason.isPresent()) {
        log.log(Level.WARNING, "the slow reference engine computes; " + reason.get());
        return Kind.REFERENCE;
      }
      int bits = VectorWidth.bits();
      log.log(
          Level.INFO,
          "the vector engine computes, on vectors of %d bits%s"
              .formatted(
                  bits,
                  CacheLines.areAligned() ? "" : "; it is faster with java " + CacheLines.OPTION));
      return Kind.VECTOR;
    }
  }
}
