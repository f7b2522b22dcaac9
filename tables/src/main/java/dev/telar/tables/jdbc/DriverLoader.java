package dev.telar.tables.jdbc;

import java.net.URL;
import java.net.URLClassLoader;

/// Loads a driver and its libraries out of their jars, and what these lack from the JDK.
///
/// What the application has is not seen, so that a driver cannot meet other versions of its own
/// libraries. The jars come first, because the JDK's loader also knows the application's modules.
final class DriverLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  DriverLoader(URL[] jars) {
    super(jars, getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        return super.loadClass(name, resolve);
      }
    }
  }
}
