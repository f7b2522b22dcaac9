package dev.telar.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.cli.Telar;
import dev.telar.cli.TinyImages;
import dev.telar.data.Dataset;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.study.TestRows;
import dev.telar.web.StateChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a folder tells of the training in it.
class FollowedRunTest {
  @TempDir private Path folder;
  private final StateChannel channel = new StateChannel();
  private final LiveFeed feed = new LiveFeed(channel);
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private Path data;
  private Path out;
  private ReconstructionWorker worker;

  @BeforeEach
  void writeImages() throws IOException {
    data = TinyImages.write(folder.resolve("tiny"));
    out = folder.resolve("out");
    var pictures = TestRows.of(Dataset.load(data));
    worker = new ReconstructionWorker(pictures, pictures.shown(), feed, notes::add);
  }

  @AfterEach
  void close() {
    worker.close();
  }

  private void telar(String command, String... more) {
    Object[] args = {
      command, "--data", data, "--out", out, "--batch-size", 16, "--validation-rows", 10,
    };
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    Telar telar = Telar.run(all.toArray());
    assertThat(telar.exitCode()).as(telar.err()).isZero();
  }

  /// The data of all news of a kind.
  private List<String> told(String kind) throws InterruptedException {
    worker.await();
    return channel.after(0, Duration.ZERO).stream()
        .filter(notice -> notice.kind().equals(kind))
        .map(StateChannel.Event::data)
        .toList();
  }

  @Test
  void aCompleteRunIsToldWithItsPicturesAndOnlyOnce() throws Exception {
    telar("train", "--epochs", "3", "--hidden", "3");
    var run = new FollowedRun(out);

    run.look(feed, worker);

    assertThat(told("run")).singleElement().asString().contains("\"done\"", "\"hidden\":3");
    assertThat(told("epoch")).hasSize(3);
    assertThat(told("model")).singleElement().asString().contains("\"state\":\"done\"");
    assertThat(told("pictures")).singleElement().asString().contains("\"epoch\":3");
    long seen = channel.after(0, Duration.ZERO).getLast().version();
    run.look(feed, worker);
    worker.await();
    assertThat(channel.after(seen, Duration.ZERO)).isEmpty();
  }

  @Test
  void aStoppedRunSaysHowToResume() throws Exception {
    telar("train", "--epochs", "3", "--hidden", "3");
    Files.delete(out.resolve("result.json"));

    new FollowedRun(out).look(feed, worker);

    assertThat(told("run"))
        .singleElement()
        .asString()
        .contains("\"stopped\"", "telar train --resume " + out);
    assertThat(told("model")).singleElement().asString().contains("\"stopped\"", "\"done\":3.0");
  }

  @Test
  void aStudyTellsModelsThatWaitAndNamesItsReport() throws Exception {
    telar("study", "--epochs", "1", "--hidden", "3,6");
    var complete = new FollowedRun(out);
    complete.look(feed, worker);
    assertThat(told("run")).singleElement().asString().contains("\"done\"", "\"reported\":true");

    Files.delete(out.resolve("results.json"));
    Files.delete(out.resolve("n6/result.json"));
    try (var checkpoints = Files.list(out.resolve("n6/checkpoints"))) {
      for (Path checkpoint : checkpoints.toList()) {
        Files.delete(checkpoint);
      }
    }
    new FollowedRun(out).look(feed, worker);

    assertThat(told("run")).singleElement().asString().contains("telar study --resume " + out);
    assertThat(told("model")).anyMatch(m -> m.contains("\"model\":1") && m.contains("waiting"));
  }

  @Test
  void theRunsOfASweepHaveTheNamesOfTheirFolders() throws Exception {
    telar("study", "--epochs", "1", "--hidden", "3", "--sweep", "momentum=0,0.5");
    // Every digit, and no deviation of one seed.
    assertThat(Files.readAllLines(out.resolve("sweep.csv")).get(1))
        .matches("0,3,1,0\\.\\d{12,},,0\\.\\d{12,},0");

    new FollowedRun(out).look(feed, worker);

    assertThat(told("run"))
        .singleElement()
        .asString()
        .contains("\"done\"", "momentum=0/n3", "momentum=0.5/n3");
    assertThat(told("pictures")).hasSize(2);
  }

  @Test
  void aResumedRunIsToldByItsCheckpoints() throws Exception {
    telar("train", "--epochs", "2", "--hidden", "3");
    byte[] earlier = Files.readAllBytes(out.resolve("result.json"));
    assertThat(Telar.run("train", "--resume", out, "--epochs", 4).exitCode()).isZero();
    Files.write(out.resolve("result.json"), earlier);
    Files.setLastModifiedTime(out.resolve("result.json"), FileTime.fromMillis(0));

    new FollowedRun(out).lookAtModels(feed, worker, true);

    assertThat(told("model")).singleElement().asString().contains("training", "\"done\":4.0");
  }

  @Test
  void foldersThatChangeWhileTheyAreLookedAtAreNoFailure() throws Exception {
    telar("train", "--epochs", "1", "--hidden", "3");
    Path checkpoints = out.resolve("checkpoints");
    var done = new AtomicBoolean();
    Thread changing =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !done.get(); i++) {
                try {
                  Path made = Files.createDirectory(checkpoints.resolve("made" + i));
                  Files.delete(Files.move(made, checkpoints.resolve("moved" + i)));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }
            });

    try {
      for (int i = 0; i < 2000; i++) {
        new FollowedRun(out).lookAtModels(feed, worker, false);
      }
    } finally {
      done.set(true);
      changing.join();
    }
    assertThat(told("model")).hasSize(1);
  }

  @Test
  @Timeout(30)
  void whatCannotBePicturedIsNotedAndWaitedForByNobody() throws Exception {
    worker.submit(0, 7, Autoencoder.initialise(Architecture.relu(2, 1), 1));

    assertThat(told("pictures")).isEmpty();

    assertThat(notes).singleElement().asString().startsWith("no pictures of epoch 7");
  }

  @Test
  void settingsAndErrorsToCompareWithAreTold() throws Exception {
    telar("study", "--epochs", "1", "--hidden", "3", "--momentum", "0.5");

    new FollowedRun(out).look(feed, worker);

    assertThat(told("settings"))
        .singleElement()
        .asString()
        .contains("\"momentum\":\"0.5\"", "\"activation\":\"relu\"");
    String results = Files.readString(out.resolve("results.json"));
    assertThat(told("line"))
        .hasSize(2)
        .allMatch(line -> {
          String error = line.replaceAll(".*\"error\":([^,]+),.*", "$1");
          return line.contains("\"hidden\":0") || results.contains(error);
        });
    assertThat(told("run")).singleElement().asString().contains("\"colours\":{\"3\":4}");
  }
}
