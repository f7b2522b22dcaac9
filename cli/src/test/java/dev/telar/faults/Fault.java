package dev.telar.faults;

/// What goes wrong, from a given operation on.
enum Fault {
  /// The operation fails with an I/O error, once.
  IO_ERROR,

  /// The operation and all later ones fail with an I/O error.
  IO_ERRORS,

  /// Whatever needs space fails until there is space again; what gives space back works.
  DISK_FULL,

  /// The first write from the operation on writes half of what it was given; then the disk is full.
  DISK_FULL_AFTER_HALF,

  /// Every write writes half of what it was given, as a write may: no failure.
  SHORT_WRITES,

  /// The program ends in front of the operation.
  CRASH_BEFORE,

  /// The program ends behind the operation.
  CRASH_AFTER;

  boolean isCrash() {
    return this == CRASH_BEFORE || this == CRASH_AFTER;
  }
}
