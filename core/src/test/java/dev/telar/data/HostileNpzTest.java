package dev.telar.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.Allocation;
import dev.telar.Damage;
import dev.telar.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives of arrays that somebody made to do harm.
class HostileNpzTest {
  private static final byte[] GOOD = NpySamples.bytes("x_train.npy");
  private static final long MIB = 1 << 20;

  // Where a file's entry in the central directory has what. (APPNOTE.TXT, 4.3.12.)
  private static final int FLAGS = 8;
  private static final int CRC = 16;
  private static final int COMPRESSED_SIZE = 20;
  private static final int SIZE = 24;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stored", "deflated", "streamed", "zip64"})
  void aFileCutAnywhereIsRefused(String kind) throws Exception {
    damaged(NpySamples.bytes(kind + ".npz")).cutEverywhere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "deflated", "streamed", "zip64"})
  void aFlippedBitIsFoundOrChangesNoNumber(String kind) throws Exception {
    List<String> good =
        readAll(NpySamples.path(kind + ".npz")).stream()
            .map(file -> file.identity().sha256())
            .toList();

    damaged(NpySamples.bytes(kind + ".npz"))
        .flipEverywhere((read, flip) ->
            assertThat(read)
                .as(flip)
                .extracting(file -> file.identity().sha256())
                .isSubsetOf(good));
  }

  @Test
  void anArrayWithAnotherChecksumIsRefused() throws Exception {
    byte[] zip = zip(true, "a.npy");
    directory(zip).putInt(CRC, 0x01020304);

    assertThat(problem(zip).problem())
        .matches(
            "array a: damaged: the archive states the CRC-32 01020304, the content has [0-9a-f]{8}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 151, 153, Integer.MAX_VALUE, -2})
  void anArrayOfAnotherSizeIsRefused(int size) throws Exception {
    byte[] zip = zip(true, "a.npy");
    directory(zip).putInt(SIZE, size);

    long allocated =
        Allocation.during(() ->
            assertThat(catchProblem(zip).problem())
                .isEqualTo(
                    "array a: damaged: the archive promises %d bytes, here are 152"
                        .formatted(Integer.toUnsignedLong(size))));

    assertThat(allocated).isLessThan(MIB);
  }

  /// What a stored array takes of the archive is only promised, too.
  @ParameterizedTest
  @ValueSource(ints = {0, 100, 151, 153, 1000, Integer.MAX_VALUE})
  void aStoredArrayOfAnotherSizeIsRefused(int size) throws Exception {
    byte[] zip = zip(false, "a.npy");
    directory(zip).putInt(SIZE, size).putInt(COMPRESSED_SIZE, size);

    long allocated =
        Allocation.during(() -> assertThat(catchProblem(zip)).hasMessageContaining(".npz: "));

    assertThat(allocated).isLessThan(MIB);
  }

  @Test
  void encryptedArraysAreRefused() throws Exception {
    byte[] zip = zip(true, "a.npy");
    directory(zip).putShort(FLAGS, (short) 1);

    assertThat(problem(zip).problem())
        .isEqualTo("has encrypted entries, which are not read; save the arrays with np.savez");
  }

  @Test
  void twoArraysByOneNameAreRefused() throws Exception {
    byte[] zip = replace(zip(true, "a.npy", "b.npy"), "b.npy", "a.npy");

    assertThat(problem(zip).problem()).isEqualTo("has two arrays by the name a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.txt", "data.pkl", "a.npy/", ".npy", "a.NPY", "npy", "/"})
  void whatIsNoArrayIsRefused(String name) throws Exception {
    assertThat(problem(zip(true, "a.npy", name)).problem())
        .isEqualTo("has the entry " + name + ", which is no array: NAME.npy belongs here");
  }

  @Test
  void aNameThatDoesNotPrintIsRefused() throws Exception {
    assertThat(problem(zip(true, "\u001b[2J\n.npy")).problem())
        .isEqualTo("has an array by the name ?[2J?, which cannot be printed");
  }

  @Test
  void anEmptyArchiveIsRefused() throws Exception {
    assertThat(problem(zip(true)).problem()).isEqualTo("has no array");
  }

  @Test
  void aPathIsOnlyAName() throws Exception {
    assertThat(readAll(write(zip(true, "../../a.npy", "/b.npy"))))
        .extracting(file -> file.identity().name())
        .containsExactly("x.npz/../../a", "x.npz//b");
  }

  @Test
  void anArrayThatIsNoneIsRefusedByItsName() throws Exception {
    byte[] zip = zip(new byte[] {'P', 'K'}, true, "a.npy");

    assertThat(problem(zip)).hasMessageContaining("x.npz: array a: is no array of NumPy; ");
  }

  @Test
  void aGzipFileInItIsNotDecompressed() throws Exception {
    assertThat(problem(zip(IdxBytes.gzip(GOOD), true, "a.npy")).problem())
        .startsWith("array a: is a file that was compressed twice; ");
  }

  @Test
  void aBombIsRefusedBeforeItFillsMemory() throws Exception {
    byte[] start = NpySamples.file(NpySamples.header("(2000000000,)"), 0);
    byte[] zip = zip(Arrays.copyOf(start, 100 << 20), true, "a.npy");
    long limit = 16 * MIB + 64L * zip.length;

    long allocated =
        Allocation.during(() ->
            assertThat(catchProblem(zip).problem())
                .isEqualTo(
                    "array a: expands to more than 64 times its compressed size; if it is what it should be, save it with np.savez, which does not compress"));

    assertThat(catchProblem(zip).offset()).isBetween(16 * MIB, limit + MIB / 16);
    assertThat(allocated).isLessThan(4 * limit);
  }

  /// An array may not be larger for what the archive says that it takes of it.
  @Test
  void aBombIsMeasuredByTheArchive() throws Exception {
    byte[] start = NpySamples.file(NpySamples.header("(2000000000,)"), 0);
    byte[] zip = zip(Arrays.copyOf(start, 100 << 20), true, "a.npy");
    directory(zip).putInt(COMPRESSED_SIZE, Integer.MAX_VALUE);

    assertThat(problem(zip).offset()).isLessThan(16 * MIB + 64L * zip.length + MIB / 16);
  }

  @Test
  void manyArraysTakeWhatTheirNamesDo() throws Exception {
    var names = new String[20_000];
    Arrays.setAll(names, i -> i + ".npy");
    Path file = write(zip(false, names));

    try (NpzFile npz = NpzFile.open(file)) {
      assertThat(npz.names()).hasSize(20_000);
      assertThat(npz.read("19999").shape()).containsExactly(4, 2, 3);
    }
  }

  private static List<NpyFile> readAll(Path file) throws IOException {
    try (NpzFile npz = NpzFile.open(file)) {
      List<NpyFile> arrays = new ArrayList<>();
      for (String name : npz.names()) {
        arrays.add(npz.read(name));
      }
      return arrays;
    }
  }

  private Damage<List<NpyFile>> damaged(byte[] content) {
    return new Damage<>(folder.resolve("spoilt.npz"), content, HostileNpzTest::readAll);
  }

  private FormatException problem(byte[] bytes) throws IOException {
    Path file = write(bytes);
    return catchThrowableOfType(FormatException.class, () -> readAll(file));
  }

  private FormatException catchProblem(byte[] bytes) {
    try {
      return problem(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npz"), bytes);
  }

  private static byte[] zip(boolean deflated, String... names) throws IOException {
    return zip(GOOD, deflated, names);
  }

  private static byte[] zip(byte[] content, boolean deflated, String... names) throws IOException {
    var checksum = new CRC32();
    checksum.update(content);
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (String name : names) {
        var entry = new ZipEntry(name);
        if (!deflated) {
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(checksum.getValue());
        }
        zip.putNextEntry(entry);
        if (!entry.isDirectory()) {
          zip.write(content);
        }
      }
    }
    return out.toByteArray();
  }

  /// The central directory, from its first entry on.
  private static ByteBuffer directory(byte[] zip) {
    int at = new String(zip, ISO_8859_1).indexOf("PK\u0001\u0002");
    return ByteBuffer.wrap(zip, at, zip.length - at).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] replace(byte[] zip, String name, String other) {
    return new String(zip, ISO_8859_1).replace(name, other).getBytes(ISO_8859_1);
  }
}
