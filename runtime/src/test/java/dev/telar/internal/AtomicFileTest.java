package dev.telar.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "one");

    AtomicFile.write(file, "two");

    assertThat(file).hasContent("two");
    assertThat(content()).containsExactly(file);
  }

  @Test
  void whatWasThereSurvivesAFailure() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "one");

    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": No space left on device");

    assertThat(file).hasContent("one");
    assertThat(content()).containsExactly(file);
  }

  @Test
  void threadsThatWriteOneFileReplaceItOneAfterTheOther() throws Exception {
    Path file = folder.resolve("a.txt");
    List<byte[]> contents = new ArrayList<>();
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] content = new byte[200_000];
      Arrays.fill(content, (byte) i);
      contents.add(content);
      writers.add(() -> {
        for (int round = 0; round < 10; round++) {
          AtomicFile.write(file, content);
          byte[] read = Files.readAllBytes(file);
          assertThat(contents).anyMatch(whole -> Arrays.equals(whole, read));
        }
        return null;
      });
    }

    try (var threads = Executors.newFixedThreadPool(writers.size())) {
      for (Future<Void> written : threads.invokeAll(writers)) {
        written.get();
      }
    }

    assertThat(content()).containsExactly(file);
  }

  @Test
  void onlyWhatNobodyWritesAnyMoreIsTidiedUp() throws IOException {
    Path leftover = Files.createFile(folder.resolve(".a.txt.7.telar.tmp"));
    Path ofAnotherProgram = Files.createFile(folder.resolve(".a.txt.7.tmp"));

    AtomicFile.write(
        folder.resolve("a.txt"),
        out -> {
          AtomicFile.recover(folder);
          out.write(1);
        });

    assertThat(leftover).doesNotExist();
    assertThat(ofAnotherProgram).exists();
    assertThat(folder.resolve("a.txt")).hasSize(1);
  }

  @Test
  void aNameMayBeAsLongAsTheFileSystemAllows() throws IOException {
    // Two chars and four bytes each, so that it could be cut within one.
    Path file = folder.resolve("a" + "\uD83D\uDE00".repeat(62) + ".js");

    AtomicFile.write(file, "one");

    assertThat(content()).containsExactly(file);
  }

  @Test
  void permissionsAndLinksStay() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = Files.createFile(folder.resolve("a.txt"));
    var permissions = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, permissions);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));

    AtomicFile.write(link, "one");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("one");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
  }

  @Test
  void whatCannotBeWrittenIsCalledByItsName() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("a.txt"));
    Path nowhere = folder.resolve("missing/b.txt");

    assertThatThrownBy(() -> AtomicFile.write(inTheWay, "one"))
        .hasMessage(inTheWay + ": is a folder, not a file");
    assertThatThrownBy(() -> AtomicFile.write(nowhere, "one"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(nowhere + ": there is no folder " + nowhere.getParent() + " to write it to");
  }
}
