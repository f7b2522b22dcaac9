package dev.telar.faults;

import dev.telar.faults.Operation.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Lets the disk of a program fail at each of its operations in every way, lets the program resume,
/// and compares what comes of it with an uninterrupted run.
///
/// Whatever happens: a failure shows, what was complete is not damaged and not lost, and in the end
/// the results are the same.
final class DiskTorture {
  private final Program program;
  private final Path disk;
  private final Map<String, String> expected;
  private final int operations;

  private int failures;
  private int crashes;
  private int resumes;

  /// @param disk an empty folder
  DiskTorture(Program program, Path disk) throws IOException, InterruptedException {
    this.program = program;
    this.disk = disk;
    var files = FaultyFileSystem.over(Files.createDirectory(disk.resolve("uninterrupted")));
    program.run(place(files));
    expected = Remains.of(realPlace("uninterrupted")).results();
    operations = files.operations().size();
  }

  private static Path place(FaultyFileSystem files) {
    return files.root().resolve("place");
  }

  private Path realPlace(String name) {
    return disk.resolve(name).resolve("place");
  }

  /// What was done, in a line.
  String summary() {
    return "%d operations; %d runs ended by an I/O error or a full disk, %d by a crash; %d resumes"
        .formatted(operations, failures, crashes, resumes);
  }

  /// Lets every fault happen.
  ///
  /// @param stride at every so many of the operations, not the same ones for each fault
  /// @param seeds how many choices of what a power failure takes to try for each crash; of other
  ///   faults, the first is no power failure and the second is one
  void oneFault(int stride, int seeds) throws IOException, InterruptedException {
    int first = 1;
    for (Fault fault : Fault.values()) {
      int operation = first;
      for (; operation <= operations; operation += stride) {
        for (int seed = 0; seed < (fault.isCrash() ? seeds : 2); seed++) {
          oneFault(fault, operation, seed);
        }
      }
      // As far behind the last operation as the next fault is to begin behind the first.
      first = operation - operations;
    }
    // Nothing goes wrong before the power fails.
    for (int seed = 0; seed < seeds; seed++) {
      oneFault(Fault.CRASH_BEFORE, operations + 1, seed);
    }
  }

  private void oneFault(Fault fault, int operation, int seed)
      throws IOException, InterruptedException {
    String name = fault + "-" + operation + "-" + seed;
    var files = FaultyFileSystem.over(Files.createDirectory(disk.resolve(name)));
    files.inject(fault, operation);
    boolean ended = run(files);
    String situation =
        "%s at %s".formatted(name, files.struck() ? struckOperation(files, operation) : "the end");
    boolean harmless = ended && files.struck() && endsLock(struckOperation(files, operation));
    if (ended == files.struck() && !harmless) {
      throw new AssertionError(situation + (ended ? ": no failure" : ": failed without a cause"));
    }
    Set<String> promised = promised(files, ended);
    Remains remains = check(name, situation, promised, ended);
    if (!fault.isCrash() && fault != Fault.IO_ERRORS && !remains.temporary().isEmpty()) {
      throw new AssertionError(situation + ": left behind " + remains.temporary());
    }
    // After an error the computer may live on, and the disk work again.
    if (seed > 0 || fault.isCrash()) {
      files = files.afterPowerFailure(31L * operation + seed);
      check(name, situation + ", power failed", promised, ended);
    } else {
      files.repair();
    }
    resumes++;
    if (!run(files)) {
      throw new AssertionError(situation + ": does not resume");
    }
    check(name, situation + ", resumed", promised, true);
    delete(name);
  }

  /// Whether it is the emptying of a lock's file when the work has ended, which may fail: who asks
  /// for the holder finds a process that has ended.
  private static boolean endsLock(Operation operation) {
    return operation.kind() == Operation.Kind.TRUNCATE && operation.path().endsWith(".lock");
  }

  private static Operation struckOperation(FaultyFileSystem files, int operation) {
    List<Operation> asked = files.operations();
    return asked.get(Math.min(operation, asked.size()) - 1);
  }

  /// Crashes again and again, until the program comes to its end between two crashes.
  ///
  /// @param seed decides where, and what is lost
  void manyCrashes(long seed) throws IOException, InterruptedException {
    String name = "crashes-" + seed;
    var random = new SplittableRandom(seed);
    var files = FaultyFileSystem.over(Files.createDirectory(disk.resolve(name)));
    Set<String> promised = new TreeSet<>();
    boolean ended = false;
    for (int life = 1; !ended; life++) {
      files.inject(
          random.nextBoolean() ? Fault.CRASH_BEFORE : Fault.CRASH_AFTER,
          1 + random.nextInt(operations / 2));
      ended = run(files);
      promised.addAll(promised(files, ended));
      boolean killed = random.nextInt(4) == 0;
      files = killed ? files.afterKill() : files.afterPowerFailure(random.nextLong());
      resumes++;
      Remains remains = check(name, name + ", life " + life, promised, ended);
      // What a killed program left may not have been forced to the disk yet, and nobody has taken
      // it
      // for complete: a power failure before the next program does may lose it.
      if (!killed) {
        promised.addAll(remains.complete());
      }
    }
    resumes--;
    delete(name);
  }

  /// Whether the program came to its end.
  private boolean run(FaultyFileSystem files) throws InterruptedException {
    try {
      program.run(place(files));
      return true;
    } catch (FileSystemException e) {
      failures++;
      return false;
    } catch (IOException e) {
      throw new AssertionError("does not say which file failed, at " + last(files), e);
    } catch (Crash e) {
      crashes++;
      return false;
    }
  }

  private static @Nullable Operation last(FaultyFileSystem files) {
    return files.operations().isEmpty() ? null : files.operations().getLast();
  }

  /// The files that the program took for complete: those it had put in place when it began the last
  /// new one.
  private static Set<String> promised(FaultyFileSystem files, boolean ended) {
    int lastBegun =
        files.operations().stream()
            .filter(operation -> operation.kind() == Kind.CREATE)
            .mapToInt(Operation::number)
            .max()
            .orElse(0);
    Set<String> promised = new TreeSet<>();
    for (Operation operation : files.operations()) {
      if (operation.kind() == Kind.MOVE && (ended || operation.number() < lastBegun)) {
        promised.add(place(files).relativize(operation.path()).toString());
      }
    }
    return promised;
  }

  private Remains check(String name, String situation, Set<String> promised, boolean ended)
      throws IOException {
    Remains remains = Remains.of(realPlace(name));
    List<String> problems = remains.problems(promised, expected);
    if (ended && !remains.results().equals(expected)) {
      problems.add("complete with " + remains.results().keySet());
    }
    if (!problems.isEmpty()) {
      throw new AssertionError(situation + ": " + problems);
    }
    return remains;
  }

  private void delete(String name) throws IOException {
    try (var files = Files.walk(disk.resolve(name))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
