package dev.telar.speed;

/// A measurement that failed, or that is worth nothing because what was computed is wrong.
public final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }
}
