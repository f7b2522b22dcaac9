package dev.telar.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A file or folder whatever its name is, and how much of it a power failure cannot undo.
sealed interface Inode {
  /// A file. It may lose everything from the first byte on that was changed since it was forced.
  final class File implements Inode {
    private long forcedBytes;
    private boolean spoiled;

    /// @param forcedBytes how many bytes from the start are on the disk
    File(long forcedBytes) {
      this.forcedBytes = forcedBytes;
    }

    void changedFrom(long position) {
      forcedBytes = Math.min(forcedBytes, position);
    }

    void forced(long size) {
      if (!spoiled) {
        forcedBytes = size;
      }
    }

    /// After a failed fsync Linux takes the lost pages for clean: another one succeeds and saves
    /// nothing.
    void forceFailed() {
      spoiled = true;
    }

    /// What a power failure leaves of this content: all, nothing that was not forced, a part of it,
    /// or the right length with zeros at the end.
    byte[] afterPowerFailure(byte[] content, RandomGenerator random) {
      int safe = (int) Math.min(forcedBytes, content.length);
      if (safe == content.length) {
        return content;
      }
      int kept = random.nextInt(safe, content.length);
      return switch (random.nextInt(4)) {
        case 0 -> content;
        case 1 -> Arrays.copyOf(content, safe);
        case 2 -> Arrays.copyOf(content, kept);
        default -> Arrays.copyOf(Arrays.copyOf(content, kept), content.length);
      };
    }
  }

  /// A folder. It may lose the changes of its entries since it was forced.
  final class Folder implements Inode {
    /// One change, which happens whole or not at all: a rename both removes and adds.
    private record Change(Set<String> removed, Map<String, Inode> added) {
      void applyTo(Map<String, Inode> entries) {
        entries.keySet().removeAll(removed);
        entries.putAll(added);
      }
    }

    private final Map<String, Inode> forced = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    void add(String name, Inode inode) {
      changes.add(new Change(Set.of(), Map.of(name, inode)));
    }

    void remove(String name) {
      changes.add(new Change(Set.of(name), Map.of()));
    }

    void rename(String from, String to) {
      Inode inode = entries().get(from);
      if (inode == null) {
        throw new IllegalStateException("nothing is called " + from);
      }
      changes.add(new Change(Set.of(from), Map.of(to, inode)));
    }

    void forced() {
      changes.forEach(change -> change.applyTo(forced));
      changes.clear();
    }

    Map<String, Inode> entries() {
      Map<String, Inode> entries = new TreeMap<>(forced);
      changes.forEach(change -> change.applyTo(entries));
      return entries;
    }

    /// What a power failure leaves: the first so many of the changes, as a journal does, or any of
    /// them, as POSIX allows.
    Map<String, Inode> afterPowerFailure(RandomGenerator random) {
      boolean inOrder = random.nextBoolean();
      int first = random.nextInt(changes.size() + 1);
      Map<String, Inode> entries = new TreeMap<>(forced);
      for (int i = 0; i < changes.size(); i++) {
        if (inOrder ? i < first : random.nextBoolean()) {
          changes.get(i).applyTo(entries);
        }
      }
      return entries;
    }
  }
}
