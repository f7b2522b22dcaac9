package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.telar.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FileIdentityTest {
  private static final byte[] CONTENT = {'a', 'b', 'c'};

  // The SHA-256 of "abc", from FIPS 180-2.
  private static final FileIdentity ABC =
      new FileIdentity(
          "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  @Test
  void contentIsCopiedPlainAndGzip() throws Exception {
    assertThat(copy(CONTENT)).isEqualTo(CONTENT);
    assertThat(copy(IdxBytes.gzip(CONTENT))).isEqualTo(CONTENT);
  }

  @Test
  void anotherContentIsRefusedWithBothChecksums() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> copy(new byte[] {'a', 'b', 'd'}))
        .withMessage(
            "from: has SHA-256 a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9; the"
                + " one of abc is "
                + ABC.sha256()
                + " (at byte 0)");
  }

  @Test
  void cutContentIsRefused() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> copy(Arrays.copyOf(CONTENT, 2)))
        .withMessage("from: ends after 2 bytes; abc has 3 (at byte 2)");
  }

  @Test
  void overlongContentIsRefusedAndNotWritten() {
    var out = new ByteArrayOutputStream();

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() ->
            ABC.copy(
                new ByteArrayInputStream(IdxBytes.gzip(new byte[1 << 20])), Path.of("from"), out))
        .withMessage("from: goes on after the 3 bytes that abc has (at byte 3)");
    assertThat(out.size()).isEqualTo(3);
  }

  @Test
  void aChecksumIsSixtyFourDigits() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileIdentity("x", 0, "ABC"));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileIdentity("x", -1, ABC.sha256()));
  }

  private static byte[] copy(byte[] stored) throws Exception {
    var out = new ByteArrayOutputStream();
    ABC.copy(new ByteArrayInputStream(stored), Path.of("from"), out);
    return out.toByteArray();
  }
}
