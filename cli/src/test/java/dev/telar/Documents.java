package dev.telar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The project's documents.
public final class Documents {
  /// The project's folder.
  public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private Documents() {}

  /// All of them, in the order of their names.
  public static List<Path> all() throws IOException {
    try (Stream<Path> top = Files.list(HOME);
        Stream<Path> docs = Files.list(HOME.resolve("docs"));
        Stream<Path> others = Stream.of("bench/README.md", "tools/README.md").map(HOME::resolve)) {
      return Stream.of(top, docs, others)
          .flatMap(paths -> paths)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }
}
