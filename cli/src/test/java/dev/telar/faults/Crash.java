package dev.telar.faults;

/// Thrown by everything that a program asks of its files once it has crashed, so that nothing it
/// still does has an effect.
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash(String message) {
    super(message);
  }
}
