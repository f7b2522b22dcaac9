package dev.telar.source;

import dev.telar.data.FileIdentity;
import dev.telar.fetch.UserCache;
import dev.telar.format.FormatException;
import dev.telar.internal.AtomicFile;
import dev.telar.internal.Sha256;
import dev.telar.table.TableCells;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps the cells of tables that do not fit into memory in files, so that a table whose files are
/// the same is not read again. What was not used for a month is deleted.
///
/// @param folder of the files
record TableCache(Path folder) {
  private static final String SUFFIX = ".cells";
  private static final Duration KEPT = Duration.ofDays(30);

  /// Of the memory that there is, cells may take one part of so many, and prepared rows as much.
  private static final int MEMORY_PARTS = 4;

  static TableCache forThisUser() {
    return new TableCache(UserCache.of(System.getenv()).resolve("tables"));
  }

  /// So many bytes may stay in memory.
  static long memory() {
    return Runtime.getRuntime().maxMemory() / MEMORY_PARTS;
  }

  /// Reads a table, or finds that it has been read.
  ///
  /// @param written how its text is read, where that was said
  TableCells read(OpenTable table, String written) throws IOException {
    Path file = folder.resolve(key(table, written) + SUFFIX);
    Optional<TableCells> kept = find(file, table);
    if (kept.isPresent()) {
      return kept.get();
    }
    Path own =
        folder.resolve("%d-%d.tmp".formatted(ProcessHandle.current().pid(), System.nanoTime()));
    try {
      TableCells cells = TableCells.read(table.source(), memory(), own);
      if (Files.exists(own) && !table.files().isEmpty()) {
        AtomicFile.move(own, file);
        forget();
      }
      return cells;
    } finally {
      // What is mapped stays until nobody uses it.
      Files.deleteIfExists(own);
    }
  }

  private static String key(OpenTable table, String written) {
    var key = new StringBuilder(written);
    for (Path path : table.files()) {
      key.append('\n').append(path.toAbsolutePath().normalize());
    }
    return new Sha256().add(key.toString().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  private static Optional<TableCells> find(Path file, OpenTable table) throws IOException {
    if (table.files().isEmpty() || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<FileIdentity> now = new ArrayList<>();
      for (Path path : table.files()) {
        now.add(FileIdentity.of(path));
      }
      if (!TableCells.filesOf(file).equals(now)) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(TableCells.open(file));
    } catch (FormatException | NoSuchFileException e) {
      // It is damaged, or has been deleted meanwhile: the table is read again.
      return Optional.empty();
    }
  }

  private void forget() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(KEPT))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
