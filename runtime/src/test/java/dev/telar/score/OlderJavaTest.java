package dev.telar.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telar.preparation.Preparation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Java 17 runs the classes as they are compiled, and gives the same bits as a recent one. It is
/// looked for in `JAVA17_HOME` and where Linux distributions keep JDKs.
class OlderJavaTest {
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  /// Prints its Java version, and the SHA-256 of what a model finds of some thousand rows.
  private static final String PROGRAM =
      """
      import dev.telar.score.*;
      import java.nio.ByteBuffer;
      import java.nio.file.Path;
      import java.security.MessageDigest;
      import java.util.*;

      public class Program {
        public static void main(String[] args) throws Exception {
          Scorer scorer = Scorer.load(Path.of(args[0]));
          MessageDigest sha = MessageDigest.getInstance("SHA-256");
          Random random = new Random(3);
          String[] rooms = {"attic", "cellar", "hall", ""};
          for (int i = 0; i < 4000; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("warmth", 20 + 9 * random.nextDouble());
            row.put("damp", i % 9 == 0 ? null : (Object) (float) (40 + 9 * random.nextDouble()));
            row.put("room", rooms[i % 4]);
            row.put("fan", i % 2 == 0);
            row.put("level", random.nextInt(3) * 0.1);
            row.put("when", new Date(1_700_000_000_000L + random.nextInt()));
            RowScore score = scorer.score(row);
            ByteBuffer bytes = ByteBuffer.allocate(1 << 12);
            for (ScoreKind kind : ScoreKind.values()) {
              bytes.putFloat(score.by(kind)).putDouble(scorer.pValue(kind, score));
            }
            for (double error : score.errors()) {
              bytes.putDouble(error);
            }
            for (float value : score.code()) {
              bytes.putFloat(value);
            }
            for (float value : score.reconstruction()) {
              bytes.putFloat(value);
            }
            sha.update(bytes.array(), 0, bytes.position());
            sha.update(scorer.why(score, row, 3).toString().getBytes("UTF-8"));
          }
          System.out.println(Runtime.version().feature());
          System.out.println(HexFormat.of().formatHex(sha.digest()));
        }
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("Program.java"), PROGRAM);
    Files.write(
        folder.resolve("model.safetensors"),
        ScoreSamples.bytes(
            ScoreSamples.tableNetwork(),
            Map.of(
                Preparation.KEY,
                ScoreSamples.TABLE.toJson(),
                Calibration.KEY,
                ScoreSamples.tableCalibration().toJson())));
  }

  private static Optional<Path> java17() throws IOException {
    String home = System.getenv("JAVA17_HOME");
    if (home != null) {
      return Optional.of(Path.of(home));
    }
    if (!Files.isDirectory(JDKS)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> jdks = Files.newDirectoryStream(JDKS, "*17*")) {
      for (Path jdk : jdks) {
        // A JRE has no compiler for the program.
        if (Files.isExecutable(jdk.resolve("bin/java"))
            && Files.isExecutable(jdk.resolve("bin/javac"))) {
          return Optional.of(jdk);
        }
      }
    }
    return Optional.empty();
  }

  private String run(Path jdk) throws IOException, InterruptedException {
    String jackson =
        Stream.of("jdk.module.path", "java.class.path")
            .flatMap(property ->
                Arrays.stream(System.getProperty(property, "").split(File.pathSeparator)))
            .filter(path -> path.contains("jackson-core"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                jdk.resolve("bin/java").toString(),
                "-cp",
                Path.of("target/classes").toAbsolutePath() + File.pathSeparator + jackson,
                "Program.java",
                "model.safetensors")
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    return out;
  }

  @Test
  void java17GivesTheSameBits() throws Exception {
    Optional<Path> older = java17();
    assumeTrue(older.isPresent(), "no JDK 17: set JAVA17_HOME to one");

    List<String> old = run(older.get()).lines().toList();
    List<String> recent = run(Path.of(System.getProperty("java.home"))).lines().toList();

    assertThat(old.get(0)).isEqualTo("17");
    assertThat(recent.get(0)).isEqualTo(String.valueOf(Runtime.version().feature()));
    assertThat(old.get(1)).hasSize(64).isEqualTo(recent.get(1));
  }
}
