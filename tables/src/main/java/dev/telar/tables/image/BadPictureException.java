package dev.telar.tables.image;

import java.io.Serial;

/// A picture that cannot be read; the message says why.
final class BadPictureException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  BadPictureException(String reason) {
    super(reason);
  }

  BadPictureException(String reason, Throwable cause) {
    super(reason, cause);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
