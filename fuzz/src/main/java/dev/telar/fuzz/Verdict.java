package dev.telar.fuzz;

import com.sun.management.ThreadMXBean;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;

/// Whether a reader did with an input what it has to: read it or refuse it by a [FormatException]
/// of one line with path and offset, and take no more memory than the input is worth. Everything
/// else leaves as an exception or an error, which the fuzzer reports.
public final class Verdict {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Reads an input.
  @FunctionalInterface
  public interface Reading {
    /// Reads it, and throws if it is bad.
    void read() throws IOException;
  }

  private Verdict() {}

  /// Lets a reader read.
  ///
  /// @param names what messages may call the input
  /// @param memory the most bytes that it may allocate
  /// @throws AssertionError if it refuses the input in another way than it has to, or allocates
  ///   more
  /// @throws IOException if it fails by anything else
  public static void on(Set<Path> names, long memory, Reading reading) throws IOException {
    long allocated = allocation(names, reading);
    if (allocated > memory) {
      // The first input of its kind has classes loaded, and the fuzzer's work on them is counted.
      allocated = allocation(names, reading);
    }
    if (allocated > memory) {
      throw new AssertionError("allocated %d bytes, may take %d".formatted(allocated, memory));
    }
  }

  private static long allocation(Set<Path> names, Reading reading) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read();
    } catch (FormatException e) {
      check(e, names);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void check(FormatException problem, Set<Path> names) {
    String message = String.valueOf(problem.getMessage());
    if (!names.contains(Path.of(problem.source()))) {
      throw new AssertionError("names another file", problem);
    }
    if (problem.offset() < 0 || !message.endsWith(" (at byte " + problem.offset() + ")")) {
      throw new AssertionError("has no offset", problem);
    }
    if (message.length() > 2000 || message.codePoints().anyMatch(Character::isISOControl)) {
      throw new AssertionError("is not one line", problem);
    }
  }
}
