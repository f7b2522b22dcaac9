package dev.telar.faults;

import dev.telar.faults.Operation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts the operations that change a disk and lets a fault happen. Operations of several threads
/// happen one after the other.
final class Faults {
  /// An operation's effect.
  @FunctionalInterface
  interface Change<T> {
    T make() throws IOException;
  }

  private final List<Operation> operations = new ArrayList<>();
  private @Nullable Fault fault;
  private int from;
  private boolean struck;
  private boolean halved;
  private boolean crashed;
  private boolean forcesFolders = true;
  private boolean locks = true;

  /// Lets a fault happen.
  ///
  /// @param from the number of the operation at which it begins
  synchronized void inject(Fault fault, int from) {
    this.fault = fault;
    this.from = from;
    struck = false;
    halved = false;
  }

  /// Ends whatever goes wrong, but a crash.
  synchronized void end() {
    fault = null;
  }

  /// From now on folders cannot be forced: no failure of the disk, and so none that strikes.
  synchronized void forceNoFolders() {
    forcesFolders = false;
  }

  synchronized boolean forcesFolders() {
    return forcesFolders;
  }

  /// From now on files cannot be locked.
  synchronized void lockNothing() {
    locks = false;
  }

  synchronized boolean locks() {
    return locks;
  }

  /// Whether the fault has made an operation fail.
  synchronized boolean struck() {
    return struck;
  }

  /// What was asked until now, in order, whether it succeeded or not.
  synchronized List<Operation> operations() {
    return List.copyOf(operations);
  }

  /// From now on the program has no effect any more.
  synchronized void crash() {
    crashed = true;
  }

  synchronized void requireNoCrash() {
    if (crashed) {
      throw new Crash("the program has crashed");
    }
  }

  /// Makes a change, unless the fault prevents it.
  synchronized <T> T change(Kind kind, Path path, Change<T> change) throws IOException {
    requireNoCrash();
    var operation = new Operation(operations.size() + 1, kind, path);
    operations.add(operation);
    if (fault != null && operation.number() >= from) {
      strikeBefore(fault, operation);
    }
    T result = change.make();
    if (fault == Fault.CRASH_AFTER && operation.number() == from) {
      crashAt(operation);
    }
    return result;
  }

  private void strikeBefore(Fault now, Operation operation) throws IOException {
    boolean first = operation.number() == from;
    switch (now) {
      case IO_ERROR -> failIf(first, operation, "Input/output error");
      case IO_ERRORS -> failIf(true, operation, "Input/output error");
      case DISK_FULL -> failIf(operation.kind().needsSpace(), operation, "No space left on device");
      case DISK_FULL_AFTER_HALF ->
          failIf(halved && operation.kind().needsSpace(), operation, "No space left on device");
      case CRASH_BEFORE -> {
        if (first) {
          crashAt(operation);
        }
      }
      case SHORT_WRITES, CRASH_AFTER -> {}
    }
  }

  private void failIf(boolean fails, Operation operation, String message) throws IOException {
    if (fails) {
      struck = true;
      throw operation.kind().isOnChannel()
          ? new IOException(message)
          : new FileSystemException(operation.path().toString(), null, message);
    }
  }

  private void crashAt(Operation operation) {
    struck = true;
    crashed = true;
    throw new Crash("crashed at " + operation);
  }

  /// Writes what a buffer has, or the part of it that the fault lets through.
  synchronized int write(Path path, ByteBuffer source, Change<Integer> write) throws IOException {
    return change(
        Kind.WRITE,
        path,
        () -> {
          int limit = source.limit();
          source.limit(source.position() + permitted(source.remaining()));
          try {
            return write.make();
          } finally {
            source.limit(limit);
          }
        });
  }

  private int permitted(int bytes) {
    boolean half =
        operations.size() >= from
            && (fault == Fault.SHORT_WRITES || (fault == Fault.DISK_FULL_AFTER_HALF && !halved));
    if (!half) {
      return bytes;
    }
    halved = true;
    // Never nothing: a program may go on asking for ever.
    return Math.max(Math.min(1, bytes), bytes / 2);
  }
}
