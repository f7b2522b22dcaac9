package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

/// What an application takes on with the runtime.
class RuntimeSizeTest {
  private static final int MOST_BYTES = 250_000;

  @Test
  void theJarIsSmall() throws IOException {
    var bytes = new ByteArrayOutputStream();
    Path classes = Path.of("target", "classes");
    try (var jar = new JarOutputStream(bytes);
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }

    assertThat(bytes.size()).isBetween(50_000, MOST_BYTES);
  }
}
