package dev.telar.engine.vector;

import dev.telar.internal.AtomicFile;
import dev.telar.internal.LibraryVersion;
import dev.telar.internal.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Remembers in a file which [Tiling] was the fastest on which machine: a line of both, a tab
/// between.
///
/// It saves time alone: what cannot be read is timed again, and what cannot be written is left.
final class TilingMemory {
  private final Path file;
  private final String machine;

  /// @param file need not be there
  TilingMemory(Path file) {
    this.file = file;
    this.machine = machine();
  }

  /// What a choice depends on: the processor, the vectors, where arrays begin, who compiles, and
  /// whose products they are.
  private static String machine() {
    return String.join(
        ", ",
        Processor.name().orElseGet(TilingMemory::named),
        Vectors.LANES + " lanes",
        CacheLines.areAligned() ? "aligned" : "not aligned",
        "Java " + System.getProperty("java.vm.version", ""),
        "Telar " + LibraryVersion.get());
  }

  private static String named() {
    return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))
        .orElse(System.getProperty("os.arch", "unknown"));
  }

  /// What was the fastest on this machine, if that is known.
  Optional<Tiling> tiling() {
    try {
      return lines().stream()
          .filter(line -> line.startsWith(machine + "\t"))
          .findFirst()
          .map(line -> Tiling.of(line.substring(machine.length() + 1)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /// Remembers it.
  void keep(Tiling tiling) {
    try {
      List<String> all = new ArrayList<>(lines());
      all.removeIf(line -> line.startsWith(machine + "\t"));
      all.add(machine + "\t" + tiling);
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, String.join("\n", all) + "\n");
    } catch (IOException e) {
      // The next program times again.
    }
  }
}
