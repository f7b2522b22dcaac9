package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.Allocation;
import dev.telar.Damage;
import dev.telar.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of images that somebody made to do harm.
class HostileIdxTest {
  private static final byte[] GOOD = IdxBytes.images(2, 3, 4);
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void aFlippedBitIsFoundOrGivesAnotherIdentity() throws Exception {
    FileIdentity good = IdxFile.readImages(write(GOOD)).identity();

    damaged(GOOD)
        .flipEverywhere((read, flip) -> {
          // The header is checked; a pixel may have any value, and a byte a sign.
          assertThat(read.samples().rows() * read.samples().width()).as(flip).isEqualTo(24);
          assertThat(read.identity().sha256()).as(flip).isNotEqualTo(good.sha256());
        });
  }

  @Test
  void aFlippedBitInGzipIsFoundOrMeansNothing() throws Exception {
    String good = IdxFile.readImages(write(GOOD)).identity().sha256();

    damaged(IdxBytes.gzip(GOOD))
        .flipEverywhere(
            (read, flip) -> assertThat(read.identity().sha256()).as(flip).isEqualTo(good));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws Exception {
    damaged(GOOD).cutEverywhere();
    damaged(IdxBytes.gzip(GOOD)).cutEverywhere();
  }

  @Test
  void severalMembersAreOneFile() throws Exception {
    byte[] twoMembers =
        join(
            IdxBytes.gzip(Arrays.copyOf(GOOD, 20)),
            IdxBytes.gzip(Arrays.copyOfRange(GOOD, 20, GOOD.length)));

    assertThat(IdxFile.readImages(write(twoMembers)).identity())
        .isEqualTo(IdxFile.readImages(write(GOOD)).identity());
    damaged(twoMembers).cutEverywhere();
  }

  @Test
  void whatFollowsTheGzipDataAndIsNoMemberIsRefused() throws Exception {
    Path garbage = write(join(IdxBytes.gzip(GOOD), new byte[] {0x1f, (byte) 0x8b, 8, 0x1f, 0, 1}));

    assertThat(catchThrowableOfType(FormatException.class, () -> IdxFile.readImages(garbage)))
        .hasMessageContaining("too long: bytes follow the gzip data");
  }

  /// With an extra field, a name, a comment and a checksum of them. (RFC 1952.)
  @Test
  void everyFieldOfAGzipHeaderIsReadToItsEnd() throws Exception {
    byte[] stored = IdxBytes.gzip(GOOD);
    byte[] fields = join(Arrays.copyOf(stored, 10), new byte[] {3, 0, 1, 2, 3, 'a', 0, 'b', 0});
    fields[3] = 0x1e;
    var checksum = new CRC32();
    checksum.update(fields);
    int crc = (int) checksum.getValue();
    byte[] whole =
        join(
            fields,
            new byte[] {(byte) crc, (byte) (crc >> 8)},
            Arrays.copyOfRange(stored, 10, stored.length));

    assertThat(IdxFile.readImages(write(whole)).count()).isEqualTo(2);
    damaged(whole).cutEverywhere();
  }

  @Test
  void manyEmptyMembersAreRefused() throws Exception {
    byte[] empty = IdxBytes.gzip(new byte[0]);
    byte[] many = join(IdxBytes.gzip(GOOD), repeat(empty, 100_000));

    assertThat(problem(write(many)).problem())
        .isEqualTo("the gzip data are damaged (more than 100 empty members in a row)");
  }

  /// A mebibyte of zeros takes a kilobyte.
  @Test
  void aBombIsRefusedBeforeItFillsMemory() throws Exception {
    byte[] header = IdxBytes.file(0x803, 0, 2000, 1024, 1024);
    byte[] bomb = join(IdxBytes.gzip(header), repeat(IdxBytes.gzip(new byte[1 << 20]), 500));
    Path file = write(bomb);
    long limit = 16 * MIB + 64L * bomb.length;

    long allocated =
        Allocation.during(() ->
            assertThat(problem(file))
                .hasMessageContaining("expands to more than 64 times its compressed size"));

    assertThat(problem(file).offset()).isBetween(16 * MIB, limit);
    assertThat(allocated).isLessThan(4 * limit);
  }

  @Test
  void aBombIsNoFileThatIsLookedFor() throws Exception {
    Path file = write(repeat(IdxBytes.gzip(new byte[1 << 20]), 100));
    var wanted = new FileIdentity("wanted", 1000, "0".repeat(64));

    long allocated =
        Allocation.during(() ->
            assertThat(catchThrowableOfType(FormatException.class, () -> wanted.check(file)))
                .hasMessageContaining("goes on after the 1000 bytes"));

    assertThat(allocated).isLessThan(MIB);
  }

  @Test
  void numbersOfOtherTypesAreCutAndFlippedToo() throws Exception {
    byte[] floats = IdxBytes.file(0xd04, 2 * 3 * 2 * 4, 2, 1, 2, 3);
    byte[] stored = IdxBytes.gzip(floats);
    for (byte[] content : new byte[][] {floats, stored}) {
      damaged(content).cutEverywhere();
      damaged(content)
          .flipEverywhere((read, flip) -> assertThat(read.samples().width()).as(flip).isEqualTo(6));
    }
  }

  @Test
  void labelsAreCutAndFlippedToo() throws Exception {
    byte[] labels = IdxBytes.file(0xc02, 2 * 3 * 4, 2, 3);
    Arrays.fill(labels, 12, labels.length, (byte) 0);
    var damage = new Damage<>(folder.resolve("spoilt"), labels, IdxFile::readLabels);
    damage.cutEverywhere();
    damage.flipEverywhere((read, flip) -> assertThat(read.classes()).as(flip).hasSize(2));
  }

  /// Doubles take half of their bytes, and half of them again while they grow.
  @Test
  void aBombOfDoublesIsRefusedToo() throws Exception {
    byte[] header = IdxBytes.file(0xe03, 0, 250, 1024, 1024);
    byte[] bomb = join(IdxBytes.gzip(header), repeat(IdxBytes.gzip(new byte[1 << 20]), 500));
    Path file = write(bomb);

    long allocated =
        Allocation.during(() ->
            assertThat(problem(file))
                .hasMessageContaining("expands to more than 64 times its compressed size"));

    assertThat(allocated).isLessThan(2 * (16 * MIB + 64L * bomb.length));
  }

  /// The header promises what an array holds at most, in a file of a few bytes.
  @Test
  void promisesTakeNoMemory() throws Exception {
    promisesTakeNoMemory(IdxBytes.file(0x803, 10, Integer.MAX_VALUE - 8, 1, 1));
    promisesTakeNoMemory(IdxBytes.file(0xe03, 10, Integer.MAX_VALUE - 8, 1, 1));
  }

  private void promisesTakeNoMemory(byte[] lie) throws Exception {
    Path plain = write(lie);
    Path compressed = Files.write(folder.resolve("lie.gz"), IdxBytes.gzip(lie));

    for (Path file : new Path[] {plain, compressed}) {
      long allocated =
          Allocation.during(() -> assertThat(problem(file)).hasMessageContaining("cut off"));

      assertThat(allocated).isLessThan(2 * MIB);
    }
  }

  private Damage<IdxFile> damaged(byte[] content) {
    return new Damage<>(folder.resolve("spoilt"), content, IdxFile::readImages);
  }

  private static FormatException problem(Path file) {
    return catchThrowableOfType(FormatException.class, () -> IdxFile.readImages(file));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("images"), bytes);
  }

  private static byte[] repeat(byte[] bytes, int times) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
