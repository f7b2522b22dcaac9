package dev.telar.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.telar.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Debian packages that somebody made to do harm.
class HostilePackageTest {
  private static final byte[] LABELS = Shapes.bytes(Shapes.LABELS);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz"})
  void aPackageCutAnywhereIsRefusedOrWhole(String compression) throws Exception {
    byte[] deb = smallPackage(compression);

    for (int length = 0; length < deb.length; length++) {
      FormatException problem = unpack(Arrays.copyOf(deb, length));

      if (problem == null) {
        assertThat(length).isGreaterThan(deb.length - 100);
      } else {
        assertThat(problem.offset()).isBetween(0L, (long) length);
      }
    }
  }

  /// A flipped byte of a time or an owner means nothing, one of a name hides the file.
  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz"})
  void aFlippedByteNeverBringsAWrongFile(String compression) throws Exception {
    byte[] deb = smallPackage(compression);

    for (int at = 0; at < deb.length; at++) {
      byte[] spoilt = deb.clone();
      spoilt[at] ^= (byte) 0xff;

      unpack(spoilt);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../" + Shapes.LABELS,
        "./usr/../../" + Shapes.LABELS,
        "..\\" + Shapes.LABELS,
        "usr/..",
        "/" + Shapes.LABELS,
        "/etc/passwd"
      })
  void anEntryThatLeavesItsFolderIsRefused(String name) throws Exception {
    byte[] deb = deb(tar -> Shapes.putFile(tar, new TarArchiveEntry(name, true), LABELS));

    assertThat(unpack(deb)).hasMessageContaining("would leave the folder");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_LINK,
        TarConstants.LF_SYMLINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO,
        TarConstants.LF_CONTIG,
        'Z'
      })
  void whatIsNoPlainFileIsNotTaken(byte type) throws Exception {
    byte[] deb =
        deb(tar -> {
          var entry = new TarArchiveEntry("usr/" + Shapes.LABELS, type);
          entry.setLinkName("/etc/passwd");
          Shapes.putFile(tar, entry, LABELS);
        });

    assertThat(unpack(deb)).isNull();
    assertThat(cached(Shapes.LABELS)).doesNotExist();
  }

  /// Two gigabytes in ten bytes.
  @Test
  void aSparseFileIsRefused() throws Exception {
    String attributes =
        """
        30 GNU.sparse.size=2147483647
        26 GNU.sparse.numblocks=1
        23 GNU.sparse.map=0,10
        """;
    byte[] deb =
        deb(tar -> {
          putNote(tar, 'x', attributes.getBytes(US_ASCII));
          Shapes.putFile(tar, new TarArchiveEntry("usr/" + Shapes.LABELS), new byte[10]);
        });

    assertThat(unpack(deb)).hasMessageContaining("is a sparse file");
  }

  @Test
  void aSizeThatLiesIsRefused() throws Exception {
    for (String size : new String[] {"77777777777", "7777777777777777777777", "-1", "x"}) {
      byte[] tar = Shapes.tar(out -> Shapes.putFile(out, new TarArchiveEntry("usr/other"), LABELS));
      // The entry's size and its checksum, which then no longer is right, and is not looked at.
      Arrays.fill(tar, 124, 136, (byte) 0);
      System.arraycopy(size.getBytes(US_ASCII), 0, tar, 124, Math.min(12, size.length()));

      assertThat(unpack(Shapes.deb(Shapes.compress(CompressorStreamFactory.GZIP, tar))))
          .as(size)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void aBombThatIsSkippedIsRefused() throws Exception {
    byte[] deb =
        deb(tar -> {
          var entry = new TarArchiveEntry("usr/zeros");
          entry.setSize(40L << 20);
          tar.putArchiveEntry(entry);
          byte[] chunk = new byte[1 << 20];
          for (int i = 0; i < 40; i++) {
            tar.write(chunk);
          }
          tar.closeArchiveEntry();
        });

    assertThat(unpack(deb)).hasMessageContaining("more than 64 times the package's bytes");
  }

  /// The library leaves some 9 KiB for each.
  @Test
  void skippingAnEntryLeavesLittleGarbage() throws Exception {
    int entries = 2000;
    byte[] deb =
        deb(tar -> {
          for (int i = 0; i < entries; i++) {
            Shapes.putFile(tar, new TarArchiveEntry("usr/" + i), new byte[0]);
          }
        });
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThat(unpack(deb)).isNull();

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(entries * 12_000L);
  }

  @Test
  void aNameThatFillsMemoryIsRefused() throws Exception {
    byte[] longName = deb(tar -> putNote(tar, 'L', new byte[1 << 20]));
    byte[] longAttributes = deb(tar -> putNote(tar, 'x', new byte[1 << 20]));
    byte[] manyNames =
        deb(tar -> {
          for (int i = 0; i < 10_000; i++) {
            putNote(tar, 'L', new byte[0]);
          }
        });

    for (byte[] deb : new byte[][] {longName, manyNames}) {
      assertThat(unpack(deb)).hasMessageContaining("description of an entry takes more than");
    }
    assertThat(unpack(longAttributes)).hasMessageContaining("damaged");
  }

  /// A small package that says it needs a dictionary of 1 GiB.
  @Test
  void aHugeDictionaryIsRefused() throws Exception {
    byte[] data = xz(Shapes.tar(Map.of()));
    ByteBuffer header = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).position(12);
    int headerBytes = 4 * (1 + header.get(12)) - 4;
    assertThat(header.getShort(14)).isEqualTo((short) 0x0121);
    header.put(16, (byte) 36);
    var checksum = new CRC32();
    checksum.update(data, 12, headerBytes);
    header.putInt(12 + headerBytes, (int) checksum.getValue());

    assertThat(unpack(Shapes.deb(data))).hasMessageContaining("memory");
  }

  @Test
  void aMemberThatLiesIsRefused() throws Exception {
    for (String size : new String[] {"9999999999", "-4", "4x", "", "0x4", "9"}) {
      byte[] deb =
          "!<arch>\ndebian-binary   0           0     0     100644  %-10s`\n2.0\n"
              .formatted(size)
              .getBytes(US_ASCII);

      assertThat(unpack(deb))
          .as(size)
          .hasMessageEndingWith("(at byte %d)", size.startsWith("9") ? deb.length : 68);
    }
  }

  @Test
  void aCompressionThatIsNotReadIsNamed() throws Exception {
    byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    assertThat(unpack(Shapes.deb(zstd)))
        .hasMessageContaining("its files are compressed by zstd, which is not read");
    assertThat(unpack(Shapes.deb(new byte[100]))).hasMessageContaining("damaged");
  }

  private FormatException unpack(byte[] deb) throws IOException {
    Path file = folder.resolve("hostile.deb");
    Files.deleteIfExists(file);
    Files.write(file, deb);
    FolderContents nothing = FolderContents.of(folder.resolve("cache"), Shapes.FILES);
    try (CacheFolder cache = CacheFolder.open(nothing, new RecordingProgress())) {
      FormatException problem =
          catchThrowableOfType(FormatException.class, () -> DebPackage.unpack(file, cache));
      if (Files.exists(cached(Shapes.LABELS))) {
        assertThat(cached(Shapes.LABELS)).hasBinaryContent(LABELS);
        Files.delete(cached(Shapes.LABELS));
      }
      return problem;
    }
  }

  private Path cached(String name) {
    return folder.resolve("cache").resolve(name);
  }

  private static byte[] smallPackage(String compression) throws IOException {
    byte[] tar = Shapes.tar(Map.of(Shapes.LABELS, LABELS));
    return Shapes.deb(
        compression.equals("xz") ? xz(tar) : Shapes.compress(CompressorStreamFactory.GZIP, tar));
  }

  /// Compresses with a dictionary so small that thousands of packages are unpacked in a second.
  private static byte[] xz(byte[] bytes) throws IOException {
    var options = new LZMA2Options(0);
    options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
    var out = new ByteArrayOutputStream();
    try (var xz = new XZOutputStream(out, options)) {
      xz.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] deb(Shapes.Entries entries) throws IOException {
    return Shapes.deb(Shapes.compress(CompressorStreamFactory.GZIP, Shapes.tar(entries)));
  }

  /// Puts what GNU and POSIX tar say of the next entry: a long name or attributes.
  private static void putNote(TarArchiveOutputStream tar, char type, byte[] note)
      throws IOException {
    Shapes.putFile(tar, new TarArchiveEntry("././@LongLink", (byte) type), note);
  }
}
