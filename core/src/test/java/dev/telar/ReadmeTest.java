package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first program of the README runs as it stands.
class ReadmeTest {
  private static final String BEGIN = "```java\n";

  @TempDir private Path folder;

  @Test
  void theFirstProgramTrainsAndWritesAModel() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    String program = readme.substring(begin, readme.indexOf("```", begin));
    Files.writeString(folder.resolve("First.java"), program);
    String modules =
        Stream.of("jdk.module.path", "java.class.path")
            .flatMap(property ->
                Arrays.stream(System.getProperty(property, "").split(File.pathSeparator)))
            .filter(path -> path.contains("jackson-core") || path.contains("runtime"))
            .collect(Collectors.joining(File.pathSeparator));
    String own = Path.of("target/classes").toAbsolutePath().toString();

    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-p",
                    own + File.pathSeparator + modules,
                    "--add-modules",
                    "dev.telar,jdk.incubator.vector",
                    "First.java"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    ModelFile read = ModelFile.read(folder.resolve("model.safetensors"));
    assertThat(read.metadata()).containsEntry("plan.optimizer", "adam").containsKey("data_digest");
    assertThat(program.strip().lines().count()).as("lines of a first program").isLessThan(20);
  }
}
