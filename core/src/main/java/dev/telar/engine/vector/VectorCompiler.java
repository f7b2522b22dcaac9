package dev.telar.engine.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Whether this JVM compiles the Vector API to vector instructions. HotSpot's C2 compiler does;
/// interpreted, or compiled by another one, every vector is an object, and plain loops are many
/// times faster.
///
/// What is asked follows Apache Lucene's `VectorizationProvider`.
public final class VectorCompiler {
  private static final String NEEDED = "the vector engine needs HotSpot's C2 compiler, ";

  private VectorCompiler() {}

  /// Why it does not, in a sentence; empty if it does, as far as this JVM tells.
  static Optional<String> obstacle() {
    return problem(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""))
        .or(() -> VectorModule.isReadable("jdk.management") ? Flags.problem() : Optional.empty())
        .map(NEEDED::concat);
  }

  /// Why a JVM does not, in a sentence; empty if it does.
  ///
  /// @param name of the JVM, such as `OpenJDK 64-Bit Server VM`
  /// @param mode such as `mixed mode, sharing`
  public static Optional<String> problem(String name, String mode) {
    if (!name.contains("Server VM")) {
      return Optional.of("this JVM is " + name);
    }
    if (mode.contains("interpreted")) {
      return Optional.of("this JVM interprets everything (-Xint)");
    }
    return mode.contains("emulated-client")
        ? Optional.of("this JVM compiles with C1 alone (-XX:TieredStopAtLevel=1 or the like)")
        : Optional.empty();
  }

  /// The flags of this JVM: in a class of its own, because the module that tells them may be
  /// missing.
  private static final class Flags {
    /// The level of C2 among HotSpot's compilations.
    private static final int C2_LEVEL = 4;

    static Optional<String> problem() {
      if (is("UseCompiler", "false")) {
        return Optional.of("this JVM compiles nothing (-XX:-UseCompiler)");
      }
      if (Integer.parseInt(value("TieredStopAtLevel").orElse("" + C2_LEVEL)) < C2_LEVEL) {
        return Optional.of(
            "this JVM stops before it (-XX:TieredStopAtLevel=%s)"
                .formatted(value("TieredStopAtLevel").get()));
      }
      if (is("UseJVMCICompiler", "true")) {
        return Optional.of("this JVM has another one in its place (-XX:+UseJVMCICompiler)");
      }
      return is("EnableVectorSupport", "false")
          ? Optional.of("which was told to leave vectors alone (-XX:-EnableVectorSupport)")
          : Optional.empty();
    }

    private static boolean is(String flag, String value) {
      return value(flag).filter(value::equals).isPresent();
    }

    /// Empty if this JVM has no such flag.
    private static Optional<String> value(String flag) {
      try {
        return Optional.of(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(flag)
                .getValue());
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
