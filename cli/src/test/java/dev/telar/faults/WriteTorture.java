package dev.telar.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lets a way of replacing a file fail at every operation in every way, and tells what broke.
///
/// Three versions are written over one another. Whatever happens, the file must be whole, and be
/// the last version whose write returned or the one that was being written.
final class WriteTorture {
  /// A way of replacing a file.
  @FunctionalInterface
  interface Writer {
    void write(Path file, byte[] content) throws IOException;
  }

  private static final class Finding extends Exception {
    private static final long serialVersionUID = 1;

    Finding(String message) {
      super(message);
    }
  }

  /// Of the versions from 0 on; one of them needs several writes of 64 kB.
  private static final List<Integer> SIZES = List.of(300, 70_000, 20, 500, 40);

  private static final int WRITTEN = 3;

  private final Writer writer;
  private final Path disk;

  private WriteTorture(Writer writer, Path disk) {
    this.writer = writer;
    this.disk = disk;
  }

  /// What broke first, in one line.
  ///
  /// @param disk an empty folder
  /// @param seeds how many power failures to try for each fault
  static Optional<String> firstFinding(Writer writer, Path disk, int seeds) throws IOException {
    var torture = new WriteTorture(writer, disk);
    try {
      int operations = torture.attempt(Fault.CRASH_AFTER, Integer.MAX_VALUE, 0);
      for (Fault fault : Fault.values()) {
        // The last one strikes nothing: the power fails when all is written.
        for (int operation = 1; operation <= operations + 1; operation++) {
          for (int seed = 0; seed < seeds; seed++) {
            torture.attempt(fault, operation, (long) operation * seeds + seed);
          }
        }
      }
      return Optional.empty();
    } catch (Finding e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private int attempt(Fault fault, int operation, long seed) throws IOException, Finding {
    for (String name : namesOnDisk()) {
      Files.delete(disk.resolve(name));
    }
    Files.write(disk.resolve("file"), content(0));
    var files = FaultyFileSystem.over(disk);
    files.inject(fault, operation);
    int acknowledged = 0;
    boolean failed = false;
    try {
      for (int version = 1; version <= WRITTEN; version++) {
        writer.write(files.root().resolve("file"), content(version));
        acknowledged = version;
      }
    } catch (IOException | Crash e) {
      failed = true;
    }
    String situation = "%s at %d of %s: ".formatted(fault, operation, files.operations());
    if (!fault.isCrash() && fault != Fault.IO_ERRORS && !namesOnDisk().equals(List.of("file"))) {
      throw new Finding(situation + "left behind " + namesOnDisk());
    }
    int newest = failed ? acknowledged + 1 : acknowledged;
    check(acknowledged, newest, situation);
    String afterwards = situation + "after power failure " + seed + ": ";
    FaultyFileSystem later = files.afterPowerFailure(seed);
    check(acknowledged, newest, afterwards);
    writer.write(later.root().resolve("file"), content(WRITTEN + 1));
    check(WRITTEN + 1, WRITTEN + 1, afterwards + "written again: ");
    if (failed != files.struck()) {
      throw new Finding(situation + (failed ? "a failure without cause" : "no failure"));
    }
    return files.operations().size();
  }

  private void check(int oldest, int newest, String situation) throws IOException, Finding {
    byte[] found = Files.readAllBytes(disk.resolve("file"));
    for (int version = oldest; version <= newest; version++) {
      if (Arrays.equals(found, content(version))) {
        return;
      }
    }
    throw new Finding(
        "%sexpected version %d to %d, found %d bytes of which the first is %s"
            .formatted(
                situation, oldest, newest, found.length, found.length == 0 ? "none" : found[0]));
  }

  private static byte[] content(int version) {
    byte[] content = new byte[SIZES.get(version)];
    Arrays.fill(content, (byte) (version + 1));
    return content;
  }

  private List<String> namesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(disk)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
