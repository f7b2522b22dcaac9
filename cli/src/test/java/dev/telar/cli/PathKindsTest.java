package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A path that is something else than a command takes is told what it is, and who takes that.
class PathKindsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void makeOneOfEach() throws IOException {
    TinyImages.write(folder.resolve("images"));
    trained("train", "runs/a b");
    trained("study", "study");
    trained("study", "sweep", "--sweep", "dropout=0,0.1");
    trained("train", "stopped");
    Files.delete(folder.resolve("stopped/result.json"));
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");
    Files.writeString(folder.resolve("notes.doc"), "a,b\n1,2\n");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("gone"));
  }

  private static void trained(String command, String name, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--data", folder.resolve("images")));
    args.addAll(List.of("--out", folder.resolve(name), "--hidden", 2, "--epochs", 1));
    args.addAll(List.of("--validation-rows", 10, "--quiet"));
    args.addAll(List.of(more));
    assertThat(Telar.run(args.toArray()).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evaluate | study           | is a study, not a complete run or a model file; its runs are STUDY/n2
          inspect  | sweep           | is a sweep, not a complete run or a model file; its runs are SWEEP/dropout=0/n2, SWEEP/dropout=0.1/n2
          evaluate | stopped         | is a run that is not complete, not a complete run or a model file; telar live shows it, telar train --resume STOPPED resumes it
          evaluate | images          | is a folder of images, not a complete run or a model file; --data takes it
          evaluate | runs            | is a folder of runs, not a complete run or a model file; telar list shows them
          evaluate | empty           | is an empty folder, not a complete run or a model file
          evaluate | runs/a b/checkpoints | is the checkpoints of a run, not a complete run or a model file; name the run's folder, or one of the files
          evaluate | images/t10k-images-idx3-ubyte | is an IDX file, not a complete run or a model file; --data takes its folder
          evaluate | link            | is a link to gone, which is not there
          evaluate | none            | there is no such file or folder
          report   | runs/a b        | is a run, not a study; telar evaluate, inspect, compare, verify and live take it
          report   | sweep           | is a sweep, not a study; telar compare, verify and live take it
          report   | table.csv       | is a table, not a study; --data takes it
          verify   | runs/a b/model.safetensors | is a model file, not a complete run, study or sweep; telar evaluate, inspect and train --init take it
          live     | runs/a b/model.safetensors | is a model file, not the folder of a run or a study that has begun; telar evaluate, inspect and train --init take it
          train --resume | study     | is a study, not a run; telar report, compare, verify and live take it
          train --resume | table.csv | is a table, not a run; --data takes it
          study --resume | runs/a b  | is a run, not a study or a sweep; telar evaluate, inspect, compare, verify and live take it
          train --init | study       | is a study, not a complete run or a model file; its runs are STUDY/n2
          train --init | runs/a b/checkpoints | is the checkpoints of a run, not a complete run or a model file; name the run's folder, or one of the files
          train --init | empty       | is an empty folder, not a complete run or a model file
          train --init | link        | is a link to gone, which is not there
          train --recipe | runs/a b  | is a folder, not a recipe; its recipe is RUN/recipe.txt
          study --recipe | empty     | is an empty folder, not a recipe
          live     | runs            | is a folder of runs, not the folder of a run or a study that has begun; telar list shows them
          """)
  void aPathOfAnotherKindIsToldInOneLine(String command, String path, String told) {
    Path place = folder.resolve(path);

    List<Object> args = new ArrayList<>(List.of((Object[]) command.split(" ", -1)));
    args.add(place);
    Telar telar = Telar.run(args.toArray());

    assertThat(telar.exitCode()).isEqualTo(1);
    assertThat(telar.err())
        .isEqualTo(
            "telar %s: %s: %s\n"
                .formatted(
                    args.getFirst(),
                    place,
                    told.replace("RUN", place.toString())
                        .replace("STUDY", folder.resolve("study").toString())
                        .replace("SWEEP", folder.resolve("sweep").toString())
                        .replace("STOPPED", place.toString())));
    assertThat(telar.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          notes.doc                     | is no data file that is known: known are .npy, .npz, .csv and .parquet
          images/t10k-images-idx3-ubyte | is an IDX file, not data for --data; --data takes its folder
          runs/a b                      | is a run, not data for --data; telar evaluate, inspect, compare, verify and live take it
          none                          | there is no such file or folder
          link                          | is a link to gone, which is not there
          """)
  void dataThatAreNoFolderOfImagesAreToldInOneLine(String path, String told) {
    Path place = folder.resolve(path);

    for (List<Object> command :
        List.<List<Object>>of(
            List.of("data", "show"),
            List.of("pca"),
            List.of("train"),
            List.of("evaluate", folder.resolve("runs/a b")))) {
      List<Object> args = new ArrayList<>(command);
      args.addAll(List.of("--data", place));
      Telar telar = Telar.run(args.toArray());

      assertThat(telar.exitCode()).isEqualTo(1);
      assertThat(telar.err()).hasLineCount(1).endsWith(": " + place + ": " + told + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate|",
        "train --data|",
        "train --out|",
        "train --init|",
        "train --recipe|",
        "train --resume|",
        "list|",
        "pca --out|",
        "inspect x --revive|",
        "report|",
        "live|",
        "data show --data|"
      })
  void anEmptyPathIsRefused(String command) {
    String[] args = command.replace("|", " |").split(" ", -1);
    args[args.length - 1] = "";

    Telar telar = Telar.run((Object[]) args);

    assertThat(telar.exitCode()).isEqualTo(2);
    assertThat(telar.err()).hasLineCount(1).contains("is empty; give a value");
  }
}
