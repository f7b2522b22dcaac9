package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `java -jar` does before the application begins.
class SecondJvmTest {
  private static final int JAVA_8 = 52;

  @TempDir private Path folder;

  /// A shell hands bytes on as they are, whatever the locale of this JVM is.
  private String shell(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script"), script);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    var builder = new ProcessBuilder("sh", "-eu", file.toString()).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    int exitCode =
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    assertThat(exitCode).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesAreReadInALocaleOfAscii() throws Exception {
    TinyImages.write(folder.resolve("data"));

    String out =
        shell(
            """
            mkdir 'b\u00fc'
            mv data 'b\u00fc/d\u00e4ta '\\''\\$x %s \u65e5'
            cd 'b\u00fc'
            "$JAVA" -cp "$CLASSES" dev.telar.cli.Start data show --data 'd\u00e4ta '\\''\\$x %s \u65e5' --json
            """);

    assertThat(out).contains("\"name\" : \"d\u00e4ta '\\\\$x %s \u65e5\"");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesAreReadInALocaleOfLatin1() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/share/i18n/locales/de_DE")), "no sources of locales");
    TinyImages.write(folder.resolve("data"));

    String out =
        shell(
            """
            mv data 'd\u00e0ta'
            localedef -i de_DE -f ISO-8859-1 "$PWD/latin1"
            export LOCPATH="$PWD" LC_ALL=latin1
            [ "$(locale charmap)" = ISO-8859-1 ]
            "$JAVA" -cp "$CLASSES" dev.telar.cli.Start data show --data 'd\u00e0ta' --json
            """);

    assertThat(out).contains("\"name\" : \"d\u00e0ta\"");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereMuchIsComputedArraysBeginOnCacheLines() throws Exception {
    String out =
        shell(
            """
            "$JAVA" -cp "$CLASSES" dev.telar.cli.Start bench --hidden 4 --inputs 20 --seconds 0.1 --forks 0
            """);

    assertThat(out).containsPattern("tiles [0-9/]+, arrays on cache lines");
  }

  @ParameterizedTest
  @CsvSource({"1.8, false", "9, false", "17, false", "24, false", "25, true", "26, true"})
  void anOlderJavaIsNotNewEnough(String version, boolean expected) {
    assertThat(Start.isNewEnough(version)).isEqualTo(expected);
  }

  @Test
  void anOlderJavaCanRunTheStart() throws IOException {
    try (InputStream in = Start.class.getResourceAsStream("Start.class")) {
      byte[] header = in.readNBytes(8);

      assertThat(header[7]).isEqualTo((byte) JAVA_8);
    }
  }
}
