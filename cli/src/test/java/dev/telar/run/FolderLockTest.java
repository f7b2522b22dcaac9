package dev.telar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is at work in a folder, asked from outside.
class FolderLockTest {
  @TempDir private Path folder;
  private Process other;

  @BeforeEach
  void startAProcess() throws IOException {
    other = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void endIt() {
    other.destroyForcibly();
  }

  private void write(String pid) throws IOException {
    Files.writeString(folder.resolve(FolderLock.FILE), pid);
  }

  @Test
  void aFolderWithoutALockFileHasNoHolder() throws IOException {
    assertThat(FolderLock.holder(folder)).isEmpty();
    write("");
    assertThat(FolderLock.holder(folder)).isEmpty();
    write("-1");
    assertThat(FolderLock.holder(folder)).isEmpty();
  }

  @Test
  void theProcessThatWroteTheFileAndLivesIsTheHolder() throws IOException {
    write(String.valueOf(other.pid()));

    assertThat(FolderLock.holder(folder))
        .hasValueSatisfying(h -> assertThat(h.pid()).isEqualTo(other.pid()));
  }

  @Test
  void aProcessThatHasEndedIsNoHolder() throws Exception {
    write(String.valueOf(other.pid()));
    other.destroyForcibly().waitFor();

    assertThat(FolderLock.holder(folder)).isEmpty();
  }

  @Test
  void aProcessThatWasStartedLaterOnlyHasTheNumber() throws IOException {
    write(String.valueOf(other.pid()));
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(folder.resolve(FolderLock.FILE), before);

    assertThat(FolderLock.holder(folder)).isEmpty();
  }

  @Test
  void aProcessThatDoesNotHoldTheLockIsLeftAlone() throws IOException {
    write(String.valueOf(other.pid()));

    assertThat(FolderLock.interruptHolder(folder)).isFalse();
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void askingAgainInThisProcessLeavesTheLockAsItIs() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks));

    try (FolderLock lock = FolderLock.acquire(folder)) {
      assertThat(lock).isNotNull();
      String inode = ":" + Files.getAttribute(folder.resolve(FolderLock.FILE), "unix:ino") + " ";
      assertThat(Files.readString(locks)).contains(inode);

      assertThatThrownBy(() -> FolderLock.acquire(folder.resolve(".")))
          .hasMessage(
              "%s: process %d is at work in this folder"
                  .formatted(folder.resolve("."), ProcessHandle.current().pid()));
      assertThat(FolderLock.holder(folder)).hasValue(ProcessHandle.current());
      assertThat(FolderLock.interruptHolder(folder)).isFalse();

      assertThat(Files.readString(locks)).contains(inode);
    }
    FolderLock.acquire(folder).close();
    assertThat(FolderLock.holder(folder)).isEmpty();
  }
}
