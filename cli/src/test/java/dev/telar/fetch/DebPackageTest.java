package dev.telar.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebPackageTest {
  @TempDir Path folder;
  private CacheFolder cache;

  @BeforeEach
  void openCache() throws IOException {
    FolderContents nothing = FolderContents.of(folder.resolve("cache"), Shapes.FILES);
    cache = CacheFolder.open(nothing, new RecordingProgress());
  }

  @AfterEach
  void closeCache() throws IOException {
    cache.close();
  }

  /// Whatever the member is called, its content says how it is compressed.
  @ParameterizedTest
  @ValueSource(
      strings = {
        CompressorStreamFactory.XZ,
        CompressorStreamFactory.GZIP,
        CompressorStreamFactory.BZIP2
      })
  void everyCompressionIsUnpacked(String compression) throws Exception {
    DebPackage.unpack(write(Shapes.deb(compression, Shapes.CONTENT)), cache);

    assertThat(cache.wanted()).isEmpty();
    assertThat(folder.resolve("cache").resolve(Shapes.IMAGES))
        .hasBinaryContent(Shapes.bytes(Shapes.IMAGES));
  }

  @Test
  void whatThePackageLacksIsStillWanted() throws Exception {
    Map<String, byte[]> labels = Map.of(Shapes.LABELS, Shapes.bytes(Shapes.LABELS));

    DebPackage.unpack(write(Shapes.deb(CompressorStreamFactory.XZ, labels)), cache);

    assertThat(cache.wanted()).containsExactly(Shapes.FILES.getFirst());
  }

  @Test
  void aWrongFileInAPackageIsNamed() throws Exception {
    Map<String, byte[]> wrong = Map.of(Shapes.LABELS, new byte[100]);
    Path deb = write(Shapes.deb(CompressorStreamFactory.XZ, wrong));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> DebPackage.unpack(deb, cache))
        .withMessageStartingWith(Shapes.LABELS + ".gz: has SHA-256 ");
  }

  @Test
  void aCutPackageIsRefused() throws Exception {
    byte[] deb = Shapes.deb(CompressorStreamFactory.XZ, Shapes.CONTENT);

    for (int length : new int[] {0, 7, 50, 100, 200, 1000, deb.length / 2}) {
      Path cut = write(Arrays.copyOf(deb, length));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> DebPackage.unpack(cut, cache));
    }
    assertThat(folder.resolve("cache").resolve(Shapes.IMAGES)).doesNotExist();
  }

  private Path write(byte[] deb) throws IOException {
    return Files.write(folder.resolve("shapes.deb"), deb);
  }
}
