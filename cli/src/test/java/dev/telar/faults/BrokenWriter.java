package dev.telar.faults;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Replaces a file as [dev.telar.internal.AtomicFile] does, but for one mistake.
record BrokenWriter(Mistake mistake) implements WriteTorture.Writer {
  /// What is easily forgotten.
  enum Mistake {
    NONE,
    WRITES_IN_PLACE,
    TAKES_A_SHORT_WRITE_FOR_ALL,
    DOES_NOT_FORCE_THE_FILE,
    FORCES_THE_FILE_AGAIN_WHEN_THAT_FAILED,
    DOES_NOT_FORCE_THE_FOLDER,
    LEAVES_THE_TEMPORARY_FILE
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    Path temporary = mistake == Mistake.WRITES_IN_PLACE ? file : file.resolveSibling("temporary");
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE, TRUNCATE_EXISTING, WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        do {
          channel.write(rest);
        } while (rest.hasRemaining() && mistake != Mistake.TAKES_A_SHORT_WRITE_FOR_ALL);
        force(channel);
      }
      if (mistake != Mistake.WRITES_IN_PLACE) {
        Files.move(temporary, file, ATOMIC_MOVE);
      }
      if (mistake != Mistake.DOES_NOT_FORCE_THE_FOLDER) {
        try (FileChannel folder =
            FileChannel.open(Objects.requireNonNull(file.getParent()), READ)) {
          folder.force(true);
        }
      }
    } catch (IOException e) {
      if (mistake != Mistake.LEAVES_THE_TEMPORARY_FILE && mistake != Mistake.WRITES_IN_PLACE) {
        Files.deleteIfExists(temporary);
      }
      throw e;
    }
  }

  private void force(FileChannel channel) throws IOException {
    if (mistake == Mistake.DOES_NOT_FORCE_THE_FILE) {
      return;
    }
    try {
      channel.force(true);
    } catch (IOException e) {
      if (mistake != Mistake.FORCES_THE_FILE_AGAIN_WHEN_THAT_FAILED) {
        throw e;
      }
      channel.force(true);
    }
  }
}
