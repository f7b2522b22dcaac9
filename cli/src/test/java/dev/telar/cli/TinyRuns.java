package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Trains runs on tiny images, in folders of their own.
abstract class TinyRuns {
  /// Flags, which have no value on the command line.
  private static final Set<String> FLAGS = Set.of("nesterov", "tied", "centre_inputs", "shuffle");

  @TempDir Path folder;

  Path data;
  private int runs;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
  }

  Path next() {
    return folder.resolve("run" + runs++);
  }

  static Telar run(String command, Path data, Path out, Object... more) {
    List<Object> all = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    all.addAll(Arrays.asList(more));
    return Telar.run(all.toArray());
  }

  Path trained(Object... more) {
    Path out = next();
    Telar telar = run("train", data, out, more);
    assertThat(telar.err()).doesNotContain("telar train:");
    assertThat(telar.exitCode()).isZero();
    return out;
  }

  static Object[] options(Map<String, String> settings) {
    List<Object> options = new ArrayList<>();
    settings.forEach((name, value) -> {
      String option = name.replace('_', '-');
      if (FLAGS.contains(name)) {
        options.add((value.equals("true") ? "--" : "--no-") + option);
      } else {
        options.addAll(List.of("--" + option, value));
      }
    });
    return options.toArray();
  }

  Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.txt"), text);
  }

  static String fingerprint(Path run) throws IOException {
    return RunFolder.readResult(run).weightsSha256()
        + Files.readString(run.resolve(RunFolder.HISTORY));
  }

  Path file(Activation hidden, Activation output) throws IOException {
    Path file = folder.resolve("init.safetensors");
    var architecture = Architecture.of(TinyImages.WIDTH * TinyImages.HEIGHT, 6, hidden, output);
    ModelFile.write(file, Autoencoder.initialise(architecture, 3), Map.of());
    return file;
  }

  static Architecture architecture(Path run) throws IOException {
    return ModelFile.read(run.resolve(RunFolder.MODEL)).model().architecture();
  }
}
