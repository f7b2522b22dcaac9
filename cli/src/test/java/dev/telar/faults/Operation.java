package dev.telar.faults;

import java.nio.file.Path;

/// Something that was asked of the disk and changes it.
///
/// @param number counting from one
/// @param kind what was asked
/// @param path of what
record Operation(int number, Kind kind, Path path) {
  /// What changes a disk.
  enum Kind {
    /// Opens a file that exists, for writing.
    OPEN,
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    CREATE_FOLDER,
    FORCE_FOLDER,
    MOVE,
    DELETE;

    boolean needsSpace() {
      return this == CREATE || this == CREATE_FOLDER || this == WRITE;
    }

    /// Whether it is asked of an open file, whose failures do not name it.
    boolean isOnChannel() {
      return this == WRITE || this == TRUNCATE || this == FORCE || this == FORCE_FOLDER;
    }
  }

  @Override
  public String toString() {
    return "#" + number + " " + kind + " " + path;
  }
}
