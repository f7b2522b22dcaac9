package dev.telar.cli;

import dev.telar.internal.UnknownNameException;
import dev.telar.speed.MeasurementException;
import dev.telar.train.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a user is told of an exception: one line and an exit code.
record Failure(int exitCode, String message) {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int INTERRUPTED = 130;

  static Failure of(Throwable failure) {
    Failure told = describe(failure);
    return new Failure(told.exitCode, told.message + hint(failure));
  }

  /// What was probably meant where a name is not known, however deep that lies.
  private static String hint(@Nullable Throwable failure) {
    if (failure == null) {
      return "";
    }
    return failure instanceof UnknownNameException unknown
        ? Nearest.hint(unknown.name(), unknown.known())
        : hint(failure.getCause());
  }

  private static Failure describe(Throwable failure) {
    return switch (failure) {
      case InterruptedException e ->
          new Failure(INTERRUPTED, Objects.requireNonNullElse(e.getMessage(), "interrupted"));
      case ClosedByInterruptException _ -> new Failure(INTERRUPTED, "interrupted");
      case FileSystemException e -> new Failure(FAILED, reason(e));
      case IOException e -> new Failure(FAILED, told(e));
      case UncheckedIOException e -> describe(Objects.requireNonNull(e.getCause()));
      case DivergedException e -> new Failure(FAILED, told(e));
      case MeasurementException e -> new Failure(FAILED, told(e));
      case InvalidPathException e ->
          new Failure(USAGE, e.getInput() + ": no file can have this name here");
      case IllegalArgumentException e -> new Failure(USAGE, told(e));
      case OutOfMemoryError _ ->
          new Failure(
              FAILED,
              "out of memory; a smaller --batch-size or --hidden needs less, TELAR_OPTS=-Xmx8g allows more");
      default ->
          new Failure(
              FAILED,
              "an error within Telar: "
                  + failure.getClass().getSimpleName()
                  + ": "
                  + told(failure)
                  + " (--stacktrace shows where)");
    };
  }

  /// The JDK's file exceptions carry the file and, often, nothing else.
  private static String reason(FileSystemException failure) {
    String reason =
        switch (failure) {
          case NoSuchFileException _ -> "there is no such file or folder";
          case AccessDeniedException _ -> "permission denied";
          case NotDirectoryException _ -> "is not a folder";
          case FileAlreadyExistsException _ -> "exists already";
          default -> "cannot be read or written";
        };
    String told = failure.getReason();
    String other = failure.getOtherFile();
    return failure.getFile()
        + (other == null ? "" : " -> " + other)
        + ": "
        + (told == null ? reason : told);
  }

  private static String told(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
