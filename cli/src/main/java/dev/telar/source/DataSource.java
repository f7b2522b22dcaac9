package dev.telar.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where data are, and how they are read. Whoever keeps one reads the same rows again.
///
/// @param place the path of a folder or a file, a pattern of files' names such as `parts/*.csv`, or
///   the address of a database, `jdbc:…`
/// @param reading what [Reading] reads otherwise than by default, by the names of its settings
public record DataSource(String place, Map<String, String> reading) {
  private static final String DATABASE = "jdbc:";

  /// The key of the path in the metadata of runs and models.
  private static final String PATH = "data_folder";

  /// How the keys of the settings begin.
  private static final String READING = "data_reading.";

  public DataSource {
    reading = Collections.unmodifiableMap(new LinkedHashMap<>(reading));
  }

  /// Data that are read as by default.
  public static DataSource of(Path path) {
    return new DataSource(path.toString(), Map.of());
  }

  /// Whether they are in a database.
  public boolean isDatabase() {
    return place.startsWith(DATABASE);
  }

  /// Where they are, unless that is a database.
  ///
  /// @throws InvalidPathException if it is no path
  public Path path() {
    return Path.of(place);
  }

  /// The same data, read in another way.
  public DataSource readAs(Map<String, String> other) {
    return new DataSource(place, other);
  }

  /// The same, wherever a later process runs.
  public DataSource absolute() {
    return isDatabase()
        ? this
        : new DataSource(path().toAbsolutePath().normalize().toString(), reading);
  }

  /// Writes it into metadata.
  public void put(Map<String, String> metadata) {
    metadata.put(PATH, place);
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
        .map(place -> checked(new DataSource(place, reading)));
  }

  private static DataSource checked(DataSource source) {
    if (!source.isDatabase()) {
      var _ = source.path();
    }
    return source;
  }
}
