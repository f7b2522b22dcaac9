package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A module that uses the library compiles without a warning, also where nobody has the annotations
/// for null safety.
class ModularConsumerTest {
  private static final String DESCRIPTOR =
      """
      module consumer {
        requires dev.telar;
      }
      """;

  private static final String PROGRAM =
      """
      package consumer;

      import dev.telar.data.ImageDataset;
      import dev.telar.engine.Engine;
      import dev.telar.format.ModelFile;
      import dev.telar.measure.ReconstructionError;
      import dev.telar.model.Architecture;
      import dev.telar.model.Autoencoder;
      import dev.telar.train.Trainer;
      import dev.telar.train.TrainingListener;
      import dev.telar.train.TrainingPlan;
      import java.nio.file.Path;
      import java.util.Map;

      final class Program {
        private Program() {}

        static double train(Path folder) throws Exception {
          ImageDataset images = ImageDataset.load(folder);
          var start = Autoencoder.initialise(Architecture.relu(images.train().width(), 16), 1);
          Autoencoder model =
              new Trainer(TrainingPlan.asPrinted(), Engine.Kind.AUTO, 1)
                  .train(images.train(), start, new TrainingListener() {})
                  .model();
          ModelFile.write(folder.resolve("model.safetensors"), model, Map.of());
          try (Engine engine = Engine.open(Engine.Kind.AUTO, model, 100, 1)) {
            return ReconstructionError.mean(engine, images.test());
          }
        }
      }
      """;

  @TempDir private Path folder;

  /// Where this JVM found a library.
  private static String jar(String name) {
    return Stream.of("jdk.module.path", "java.class.path")
        .flatMap(
            property -> Arrays.stream(System.getProperty(property, "").split(File.pathSeparator)))
        .filter(path -> path.contains(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void compilesWithoutAWarning(boolean annotations) throws IOException {
    Path descriptor = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
    Files.createDirectory(folder.resolve("consumer"));
    Path program = Files.writeString(folder.resolve("consumer/Program.java"), PROGRAM);
    String modules =
        Stream.of("target/classes", jar("jackson-core"), annotations ? jar("jspecify") : "")
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    var told = new StringWriter();
    var out = new PrintWriter(told);

    int exitCode =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                Stream.of(
                        List.of("-Xlint:all", "-Werror", "-proc:none", "-p", modules),
                        List.of("-d", folder.resolve("classes").toString()),
                        List.of(descriptor.toString(), program.toString()))
                    .flatMap(List::stream)
                    .toArray(String[]::new));

    assertThat(told.toString()).isEmpty();
    assertThat(exitCode).isZero();
  }
}
