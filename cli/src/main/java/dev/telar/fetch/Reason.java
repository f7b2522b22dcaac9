package dev.telar.fetch;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import org.jspecify.annotations.Nullable;

/// Why something failed, in one line for people.
final class Reason {
  private Reason() {}

  static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return failure.getMessage() + ": access denied";
    }
    // The HTTP client's own exceptions often have no message, and the reason is further down.
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the host's name is unknown";
      }
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        return message.strip().replaceAll("\\R", " ");
      }
    }
    return failure.getClass().getSimpleName();
  }
}
