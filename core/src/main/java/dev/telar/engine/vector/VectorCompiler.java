package dev.telar.engine.vector;

import java.util.Optional;

/// Whether this JVM compiles the Vector API to vector instructions. HotSpot's C2 compiler does;
/// interpreted, or compiled by another one, every vector is an object, and plain loops are many
/// times faster.
///
/// What is asked follows Apache Lucene's `VectorizationProvider`.
public final class VectorCompiler {
  /// The level of C2 among HotSpot's compilations.
  private static final int C2_LEVEL = 4;

  private static final String NEEDED = "the vector engine needs HotSpot's C2 compiler, ";

  private VectorCompiler() {}

  /// Why it does not, in a sentence; empty if it does, as far as this JVM tells.
  static Optional<String> obstacle() {
    return problem(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""))
        .or(VectorCompiler::flagProblem)
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

  private static Optional<String> flagProblem() {
    if (VmFlags.is("UseCompiler", "false")) {
      return Optional.of("this JVM compiles nothing (-XX:-UseCompiler)");
    }
    Optional<String> last = VmFlags.value("TieredStopAtLevel");
    if (last.isPresent() && Integer.parseInt(last.get()) < C2_LEVEL) {
      return Optional.of(
          "this JVM stops before it (-XX:TieredStopAtLevel=%s)".formatted(last.get()));
    }
    if (VmFlags.is("UseJVMCICompiler", "true")) {
      return Optional.of("this JVM has another one in its place (-XX:+UseJVMCICompiler)");
    }
    return VmFlags.is("EnableVectorSupport", "false")
        ? Optional.of("which was told to leave vectors alone (-XX:-EnableVectorSupport)")
        : Optional.empty();
  }
}
