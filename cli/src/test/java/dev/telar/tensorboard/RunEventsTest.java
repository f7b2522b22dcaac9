package dev.telar.tensorboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.cli.Telar;
import dev.telar.cli.TinyImages;
import dev.telar.cli.TinyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every epoch is told once, however often a run was stopped and whoever watched.
class RunEventsTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void trainUnwatched() throws IOException {
    out = folder.resolve("out");
    Path data = TinyImages.write(folder.resolve("tiny"));
    run(
        "train",
        "--data",
        data,
        "--out",
        out,
        "--hidden",
        3,
        "--epochs",
        2,
        "--batch-size",
        16,
        "--validation-rows",
        10);
  }

  private static void run(Object... args) {
    Telar telar = Telar.run(args);
    assertThat(telar.exitCode()).as(telar.err()).isZero();
  }

  private void resume(int epochs) {
    run("train", "--resume", out, "--epochs", epochs, "--tensorboard");
  }

  private long told(String tag) throws IOException {
    long count = 0;
    for (Path file : EventFileTest.files(out)) {
      count += Files.readString(file, ISO_8859_1).split(tag, -1).length - 1;
    }
    return count;
  }

  @Test
  void epochsThatNobodyWatchedAreToldLater() throws IOException {
    resume(4);
    assertThat(told("error/train_running")).isEqualTo(4);
    assertThat(ToldSteps.firstUntold(out)).isEqualTo(5);
    assertThat(EventFileTest.files(out)).hasSize(1);

    resume(5);
    assertThat(told("error/train_running")).isEqualTo(5);
    assertThat(told("error/test")).isEqualTo(2);
    assertThat(EventFileTest.files(out)).hasSize(2);
  }

  @Test
  void whatAKilledProcessCutIsToldAgain() throws IOException {
    resume(3);
    Path file = EventFileTest.files(out).getFirst();
    List<byte[]> events = EventFileTest.messages(file);
    int last = events.getLast().length + events.get(events.size() - 2).length;
    byte[] content = Files.readAllBytes(file);
    // Into the picture of epoch 3, which follows its errors.
    Files.write(file, Arrays.copyOf(content, content.length - last - 20));
    assertThat(ToldSteps.firstUntold(out)).isEqualTo(4);

    // Into its errors.
    int errors = events.get(events.size() - 3).length;
    Files.write(file, Arrays.copyOf(content, content.length - last - errors - 40));
    assertThat(ToldSteps.firstUntold(out)).isEqualTo(3);
  }

  @Test
  void aSessionTakesBackWhatWasToldOfItsStepsBefore() throws IOException {
    resume(3);

    EventFile.create(out, 2);
    assertThat(ToldSteps.firstUntold(out)).isEqualTo(2);
    Files.writeString(out.resolve("events.out.tfevents.9999999999.other"), "no events at all");
    assertThat(ToldSteps.firstUntold(out)).isEqualTo(2);
  }

  @Test
  void ofATableEachColumnsErrorIsToldInsteadOfPictures() throws IOException {
    out = TinyTable.trained(folder.resolve("table"), "--tensorboard");

    assertThat(told("column_error/warmth")).isEqualTo(3);
    assertThat(told("column_error/room")).isEqualTo(3);
    assertThat(told("column_error/state")).isZero();
    assertThat(told("reconstructions")).isZero();
  }
}
