package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telar.data.NpySamples.Expected;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  @TempDir Path folder;

  @Test
  void everyArrayIsReadByItsName() throws Exception {
    Map<String, Expected> expected = NpySamples.expected();

    try (NpzFile npz = NpzFile.open(NpySamples.path("good.npz"))) {
      assertThat(npz.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      for (String name : npz.names()) {
        assertThat(Expected.of(npz.read(name))).as(name).isEqualTo(expected.get(name));
      }
    }
  }

  /// Stored, deflated, with sizes behind the data, and with everything in 64 bits.
  @ParameterizedTest
  @ValueSource(strings = {"stored", "deflated", "streamed", "zip64"})
  void everyKindOfArchiveIsRead(String kind) throws Exception {
    NpyFile alone = NpyFile.read(NpySamples.path("x_train.npy"));

    try (NpzFile npz = NpzFile.open(NpySamples.path(kind + ".npz"))) {
      NpyFile images = npz.read("x_train");

      assertThat(npz.names()).containsExactly("x_train", "y");
      assertThat(images.shape()).containsExactly(4, 2, 3);
      assertThat(images.bytes()).isEqualTo(alone.bytes());
      assertThat(images.identity())
          .isEqualTo(new FileIdentity(kind + ".npz/x_train", 152, alone.identity().sha256()));
      assertThat(npz.read("y").floats()).containsExactly(0, 1, 2, 3);
      assertThat(npz.read("y").type()).isEqualTo(NumberType.INT64);
    }
  }

  @Test
  void theOthersAreReadBesideAnArrayThatIsRefused() throws Exception {
    try (NpzFile npz = NpzFile.open(NpySamples.path("refused.npz"))) {
      assertThat(npz.names()).contains("object", "text").hasSize(14);
      for (String name : npz.names()) {
        assertThat(catchThrowableOfType(FormatException.class, () -> npz.read(name)))
            .hasMessageStartingWith(NpySamples.path("refused.npz") + ": array " + name + ": ");
      }
    }
  }

  @Test
  void aNameThatIsNotThereIsToldWithThoseThatAre() throws Exception {
    Path file = NpySamples.path("stored.npz");

    try (NpzFile npz = NpzFile.open(file)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> npz.read("x_train.npy"))
          .withMessage(file + " has no array x_train.npy, it has x_train, y");
    }
  }

  @Test
  void whatIsNotThereIsNoBadFile() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> NpzFile.open(folder.resolve("missing.npz")));
  }

  @Test
  void whatIsNoArchiveIsRefused() throws Exception {
    assertThat(problem(NpySamples.bytes("floats.npy")).problem())
        .startsWith("is no ZIP archive as np.savez writes it, or is cut or damaged (");
    assertThat(problem(new byte[0]).problem()).startsWith("is no ZIP archive");
  }

  private FormatException problem(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("x.npz"), bytes);
    return catchThrowableOfType(FormatException.class, () -> NpzFile.open(file).close());
  }
}
