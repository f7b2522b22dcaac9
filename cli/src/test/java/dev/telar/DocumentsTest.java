package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Documents name what exists.
class DocumentsTest {
  private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\b(TODO|FIXME|TBD)\\b");

  @ParameterizedTest
  @MethodSource("dev.telar.Documents#all")
  void methodsAndLinksExist(Path document) throws IOException {
    String text = Files.readString(document);

    assertThat(PLACEHOLDER.matcher(text).find()).isFalse();
    for (var named : METHOD.matcher(text).results().toList()) {
      assertThat(source(named.group(1))).as(named.group()).contains(" " + named.group(2) + "(");
    }
    for (var link : LINK.matcher(text).results().toList()) {
      assertThat(document.resolveSibling(link.group(1))).exists();
    }
  }

  private static String source(String type) throws IOException {
    for (String module : List.of("runtime", "core", "tables", "cli", "bench")) {
      try (Stream<Path> files =
          Files.walk(Documents.HOME.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.toList()) {
          if (file.endsWith(type + ".java")) {
            return Files.readString(file);
          }
        }
      }
    }
    return "";
  }
}
