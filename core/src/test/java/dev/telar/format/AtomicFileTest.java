package dev.telar.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "one");

    AtomicFile.write(file, "two");

    assertThat(file).hasContent("two");
    assertThat(content()).containsExactly(file);
  }

  @Test
  void whatWasThereSurvivesAFailure() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "one");

    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": No space left on device");

    assertThat(file).hasContent("one");
    assertThat(content()).containsExactly(file);
  }
}
