package dev.telar.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Data at a path, and how they are read. Whoever keeps one reads the same rows again.
///
/// @param path of a folder or a file
/// @param reading what [Reading] reads otherwise than by default, by the names of its settings
public record DataSource(Path path, Map<String, String> reading) {
  /// The key of the path in the metadata of runs and models.
  private static final String PATH = "data_folder";

  /// How the keys of the settings begin.
  private static final String READING = "data_reading.";

  public DataSource {
    reading = Collections.unmodifiableMap(new LinkedHashMap<>(reading));
  }

  /// Data that are read as by default.
  public static DataSource of(Path path) {
    return new DataSource(path, Map.of());
  }

  /// The same, wherever a later process runs.
  public DataSource absolute() {
    return new DataSource(path.toAbsolutePath().normalize(), reading);
  }

  /// Writes it into metadata.
  public void put(Map<String, String> metadata) {
    metadata.put(PATH, path.toString());
    reading.forEach((name, value) -> metadata.put(READING + name, value));
  }

  /// What metadata tell, if they tell of a source.
  ///
  /// @param prefix of the keys
  /// @throws InvalidPathException if the path is none
  public static Optional<DataSource> find(Map<String, String> metadata, String prefix) {
    Map<String, String> reading = new LinkedHashMap<>();
    String start = prefix + READING;
    metadata.forEach((key, value) -> {
      if (key.startsWith(start)) {
        reading.put(key.substring(start.length()), value);
      }
    });
    return Optional.ofNullable(metadata.get(prefix + PATH))
        .map(path -> new DataSource(Path.of(path), reading));
  }
}
