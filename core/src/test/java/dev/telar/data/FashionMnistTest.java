package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  @TempDir Path folder;

  @Test
  void itsIdentityIsThatOfSha256sum() {
    assertThat(FileIdentity.sha256(FashionMnist.FILES))
        .isEqualTo("5cf0562c46b89a77940b86f40a9a4325e7bed59d53ec555c4d14f0bed41ca53a");
  }

  @Test
  void itIsKnownByItsChecksumWithAndWithoutLabels() {
    assertThat(FashionMnist.isFashionMnist(FileIdentity.sha256(FashionMnist.FILES))).isTrue();
    assertThat(
            FashionMnist.isFashionMnist(
                FileIdentity.sha256(List.of(FashionMnist.FILES.get(0), FashionMnist.FILES.get(2)))))
        .isTrue();
    assertThat(FashionMnist.isFashionMnist(FileIdentity.sha256(List.of()))).isFalse();
  }

  @Test
  void everyMissingOrWrongFileIsALine() throws Exception {
    Path wrong = folder.resolve("train-labels-idx1-ubyte");
    Files.write(wrong, new byte[60_008]);
    Path cut = folder.resolve("t10k-labels-idx1-ubyte");
    Files.write(cut, new byte[100]);

    assertThat(FashionMnist.verify(folder))
        .satisfiesExactly(
            line -> assertThat(line).startsWith(folder + ": has none of train-images-idx3-ubyte, "),
            line ->
                assertThat(line)
                    .startsWith(wrong + ": has SHA-256 ")
                    .contains(FashionMnist.FILES.get(1).sha256()),
            line -> assertThat(line).startsWith(folder + ": has none of t10k-images-idx3-ubyte, "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        cut
                            + ": ends after 100 bytes; t10k-labels-idx1-ubyte has 10008 (at byte 100)"));
  }

  @Test
  void otherImagesAreNotFashionMnist() throws Exception {
    Files.write(folder.resolve("train-images-idx3-ubyte"), IdxBytes.images(2, 3, 4));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxBytes.images(1, 3, 4));

    assertThat(FashionMnist.isFashionMnist(Dataset.load(folder))).isFalse();
  }
}
