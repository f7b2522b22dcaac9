package dev.telar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputOptionsTest {
  private static final int RUNS = 8;

  @TempDir private Path home;

  @Test
  void runsThatBeginInOneSecondHaveFoldersOfTheirOwn() throws Exception {
    Path runs = home.resolve("runs");
    List<Future<Path>> made = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(RUNS)) {
      for (int i = 0; i < RUNS; i++) {
        made.add(threads.submit(() -> OutputOptions.newFolder(runs, "train-n64-20260101-120000")));
      }
    }

    var folders = new HashSet<Path>();
    for (Future<Path> folder : made) {
      folders.add(folder.get());
    }
    assertThat(folders).hasSize(RUNS).allSatisfy(folder -> assertThat(folder).isDirectory());
    assertThat(folders).contains(runs.resolve("train-n64-20260101-120000-" + RUNS));
  }

  @Test
  void aFileInThePlaceOfRunsIsAFailure() throws IOException {
    Path runs = Files.createFile(home.resolve("runs"));

    assertThatThrownBy(() -> OutputOptions.newFolder(runs, "name"))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(runs.toString());
  }
}
