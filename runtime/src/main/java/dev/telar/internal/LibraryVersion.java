package dev.telar.internal;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;

/// Which Telar this is.
public final class LibraryVersion {
  private LibraryVersion() {}

  /// The module's version, or the jar's on the class path; "unknown" where neither is stated.
  public static String get() {
    @Nullable ModuleDescriptor module = LibraryVersion.class.getModule().getDescriptor();
    @Nullable String packaged = LibraryVersion.class.getPackage().getImplementationVersion();
    if (module != null && module.rawVersion().isPresent()) {
      return module.rawVersion().get();
    }
    return packaged == null ? "unknown" : packaged;
  }
}
