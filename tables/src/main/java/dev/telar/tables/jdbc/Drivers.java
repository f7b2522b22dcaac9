package dev.telar.tables.jdbc;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/// Finds the driver of a database.
final class Drivers {
  /// A list of drivers may go wrong in each of its lines.
  private static final int MOST_FAILURES = 100;

  private Drivers() {}

  /// The first driver that takes a URL.
  ///
  /// @param path a jar, or a folder of jars; if empty, the class path is searched
  /// @throws DatabaseException if there is none, with the URLs that are not taken
  /// @throws FileSystemException if the path has no jar
  static Driver find(JdbcUrl url, Optional<Path> path) throws IOException {
    return path.isPresent() ? loaded(url, path.get()) : known(url);
  }

  private static Driver known(JdbcUrl url) throws DatabaseException {
    return DriverManager.drivers()
        .filter(driver -> accepts(driver, url))
        .findFirst()
        .orElseThrow(() ->
            new DatabaseException(
                url.shown(),
                "there is no driver for "
                    + url.prefix()
                    + " here; --driver-path names its jar, or a folder with it"));
  }

  private static boolean accepts(Driver driver, JdbcUrl url) {
    try {
      return driver.acceptsURL(url.text());
    } catch (SQLException | RuntimeException e) {
      // Some throw where they should say no.
      return false;
    }
  }

  private static Driver loaded(JdbcUrl url, Path path) throws IOException {
    // Not closed: a driver loads classes as long as it is used.
    @SuppressWarnings("resource")
    var loader = new DriverLoader(urls(path));
    Set<String> others = new TreeSet<>();
    Iterator<Driver> found = ServiceLoader.load(Driver.class, loader).iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        if (!found.hasNext()) {
          break;
        }
        Driver driver = found.next();
        if (accepts(driver, url)) {
          return driver;
        }
        others.add(driver.getClass().getName());
      } catch (ServiceConfigurationError | LinkageError e) {
        // One that does not load: it is for a newer Java, or needs another jar.
        others.add(reason(e));
        failures++;
      }
    }
    throw new DatabaseException(
        url.shown(),
        "%s has %s; --driver-path must name the jar of a driver for %s"
            .formatted(
                path,
                others.isEmpty() ? "no driver of JDBC" : "only " + String.join(", ", others),
                url.prefix()));
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return "one that does not load (" + deepest + ")";
  }

  private static URL[] urls(Path path) throws IOException {
    List<URL> urls = new ArrayList<>();
    if (Files.isRegularFile(path)) {
      urls.add(url(path));
    } else if (Files.isDirectory(path)) {
      List<Path> jars = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.jar")) {
        files.forEach(jars::add);
      }
      jars.sort(null);
      for (Path jar : jars) {
        urls.add(url(jar));
      }
      if (urls.isEmpty()) {
        throw new FileSystemException(path.toString(), null, "has no jar in it");
      }
    } else {
      throw new NoSuchFileException(
          path.toString(), null, "there is no such jar, and no such folder of jars");
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path path) throws MalformedURLException {
    return new File(path.toString()).toURI().toURL();
  }
}
