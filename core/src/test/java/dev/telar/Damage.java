package dev.telar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Spoils a small file in every way, and looks at what its reader makes of it.
///
/// @param file where the spoilt content is written
/// @param content the good content
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Damage<T>(Path file, byte[] content, Reader<T> reader) {
  /// Reads a file.
  @FunctionalInterface
  public interface Reader<T> {
    T read(Path file) throws IOException;
  }

  /// What has to hold of a file that is read although it is spoilt.
  @FunctionalInterface
  public interface Harmless<T> {
    void check(T read, String damage);
  }

  /// Cuts the file to every length, which must be refused.
  public void cutEverywhere() throws IOException {
    for (int length = 0; length < content.length; length++) {
      String cut = "cut to " + length + " bytes";
      assertThat(read(Arrays.copyOf(content, length), cut)).as(cut).isEmpty();
    }
  }

  /// Flips some bits of each byte, and all of them; what is not refused must be harmless.
  public void flipEverywhere(Harmless<T> harmless) throws IOException {
    for (int at = 0; at < content.length; at++) {
      for (int bits : new int[] {0x01, 0x04, 0x20, 0x80, 0xff}) {
        byte[] spoilt = content.clone();
        spoilt[at] ^= (byte) bits;
        String flip = "byte %d is %d, was %d".formatted(at, spoilt[at], content[at]);
        read(spoilt, flip).ifPresent(read -> harmless.check(read, flip));
      }
    }
  }

  private Optional<T> read(byte[] spoilt, String how) throws IOException {
    // To overwrite a file is slow: some file systems then wait for the disk.
    Files.deleteIfExists(file);
    Files.write(file, spoilt);
    try {
      return Optional.of(reader.read(file));
    } catch (FormatException e) {
      assertThat(e)
          .as(how)
          .hasMessageStartingWith(file + ": ")
          .hasMessageEndingWith(" (at byte %d)", e.offset());
      assertThat(e.offset()).as(how).isNotNegative();
      return Optional.empty();
    }
  }
}
