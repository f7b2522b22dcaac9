package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.content.Content;
import dev.telar.engine.base.WorkerPool;
import dev.telar.engine.reference.ReferenceEngine;
import dev.telar.engine.vector.VectorEngine;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.internal.AtomicFile;
import dev.telar.math.Elementary;
import dev.telar.random.RandomSource;
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
/// for null safety; it sees nothing that is internal.
class ModularConsumerTest {
  private static final String DESCRIPTOR =
      """
      module consumer {
        requires dev.telar;
      }
      """;

  private static final String INTRUDER =
      """
      package consumer;

      final class Program {
        private Program() {}

        static String name() {
          return Internal.class.getName();
        }
      }
      """;

  private static final String PROGRAM =
      """
      package consumer;

      import dev.telar.data.Dataset;
      import dev.telar.data.Samples;
      import dev.telar.engine.Engine;
      import dev.telar.format.FormatException;
      import dev.telar.format.ModelFile;
      import dev.telar.measure.ReconstructionError;
      import dev.telar.model.Architecture;
      import dev.telar.model.Autoencoder;
      import dev.telar.train.Trainer;
      import dev.telar.train.TrainingListener;
      import dev.telar.train.TrainingPlan;
      import dev.telar.train.TrainingResult;
      import java.io.InputStream;
      import java.nio.file.Path;

      final class Program {
        private Program() {}

        static double train(Path folder) throws Exception {
          Dataset images = Dataset.load(folder);
          var start = Autoencoder.initialise(Architecture.relu(images.train().width(), 16), 1);
          TrainingResult trained =
              new Trainer(Engine.Kind.AUTO, 1)
                  .train(
                      TrainingPlan.defaults(), images.train(), start, new TrainingListener() {});
          Autoencoder model = trained.model();
          ModelFile.write(folder.resolve("model.safetensors"), model, trained.provenance());
          try (Engine engine = Engine.open(Engine.Kind.AUTO, model, 100, 1)) {
            return ReconstructionError.mean(engine, images.test());
          }
        }

        static float[] code(InputStream in, float[] sample) throws Exception {
          try {
            return ModelFile.read(in, "a model").model().encode(sample);
          } catch (FormatException e) {
            throw new IllegalStateException(e.source() + " at byte " + e.offset(), e);
          }
        }

        static int rows(float[][] rows) {
          return Samples.of(rows).rows();
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

  private int compile(String program, boolean annotations, StringWriter told) throws IOException {
    Path descriptor = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
    Files.createDirectory(folder.resolve("consumer"));
    Path source = Files.writeString(folder.resolve("consumer/Program.java"), program);
    String modules =
        Stream.of(
                "target/classes",
                jar("runtime"),
                jar("jackson-core"),
                annotations ? jar("jspecify") : "")
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    var out = new PrintWriter(told);
    return ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(
            out,
            out,
            Stream.of(
                    List.of("-Xlint:all", "-Werror", "-proc:none", "-p", modules),
                    List.of("-d", folder.resolve("classes").toString()),
                    List.of(descriptor.toString(), source.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void compilesWithoutAWarning(boolean annotations) throws IOException {
    var told = new StringWriter();

    int exitCode = compile(PROGRAM, annotations, told);

    assertThat(told.toString()).isEmpty();
    assertThat(exitCode).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AtomicFile.class,
        Content.class,
        Elementary.class,
        RandomSource.class,
        ReferenceEngine.class,
        SafeTensors.class,
        VectorEngine.class,
        WorkerPool.class
      })
  void whatIsInternalIsNotSeen(Class<?> internal) throws IOException {
    var told = new StringWriter();

    int exitCode = compile(INTRUDER.replace("Internal", internal.getName()), true, told);

    assertThat(told.toString())
        .contains("package %s is not visible".formatted(internal.getPackageName()));
    assertThat(exitCode).isEqualTo(1);
  }
}
