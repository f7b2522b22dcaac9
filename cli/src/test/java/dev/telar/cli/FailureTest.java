package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void interruptionIsNoFailure() {
    assertThat(Failure.of(new InterruptedException())).isEqualTo(new Failure(130, "interrupted"));
    assertThat(Failure.of(new ClosedByInterruptException()))
        .isEqualTo(new Failure(130, "interrupted"));
  }

  @Test
  void aFileIsNamedWithWhatIsWrong() {
    assertThat(Failure.of(new NoSuchFileException("a")).message())
        .isEqualTo("a: there is no such file or folder");
    assertThat(Failure.of(new AccessDeniedException("a")).message())
        .isEqualTo("a: permission denied");
    assertThat(Failure.of(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo(new Failure(1, "a: No space left on device"));
  }

  @Test
  void aCallersMistakeIsAUsageError() {
    assertThat(Failure.of(new IllegalArgumentException("x must be 1, got 2")))
        .isEqualTo(new Failure(2, "x must be 1, got 2"));
  }

  @Test
  void whateverElseIsToldWithItsType() {
    assertThat(Failure.of(new IOException()).message()).isEqualTo("IOException");
    assertThat(Failure.of(new IllegalStateException("odd")).message())
        .isEqualTo("an error within Telar: IllegalStateException: odd (--stacktrace shows where)");
    assertThat(Failure.of(new OutOfMemoryError()).exitCode()).isEqualTo(1);
  }
}
