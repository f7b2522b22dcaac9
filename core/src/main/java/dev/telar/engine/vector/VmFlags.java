package dev.telar.engine.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// The flags of this JVM, as far as it tells them: the module that does may be missing.
final class VmFlags {
  private VmFlags() {}

  static boolean is(String flag, String value) {
    return value(flag).filter(value::equals).isPresent();
  }

  /// Empty if this JVM has no such flag, or does not tell.
  static Optional<String> value(String flag) {
    return VectorModule.isReadable("jdk.management") ? Bean.value(flag) : Optional.empty();
  }

  /// A class of its own, which loads only where its types are there.
  private static final class Bean {
    static Optional<String> value(String flag) {
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
