package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {
  private static final Path ARCHIVE = Path.of("src/test/resources/archive/0.1.0");

  @TempDir Path folder;

  @Test
  void aRunHasOneModel() throws IOException {
    var shelf = new ModelShelf(TinyModels.run(folder.resolve("run"), 4, 9));

    ModelShelf.Shelved only = shelf.list().getFirst();

    assertThat(shelf.list()).hasSize(1);
    assertThat(only.hidden()).isEqualTo(4);
    assertThat(only.seed()).isEqualTo(9);
    assertThat(only.step()).isEmpty();
    assertThat(only.testError()).hasValue(0.0125);
    assertThat(shelf.model(only.id()).parameters().sha256())
        .isEqualTo(TinyModels.components(4).parameters().sha256());
  }

  @Test
  void aStudysModelsComeInTheOrderOfTheirWidths() throws IOException {
    TinyModels.run(folder.resolve("n10"), 10, 1);
    TinyModels.run(folder.resolve("n4-seed2"), 4, 2);
    TinyModels.run(folder.resolve("n4-seed1"), 4, 1);
    Files.createDirectory(folder.resolve("figures"));
    var shelf = new ModelShelf(folder);

    assertThat(shelf.list())
        .extracting(ModelShelf.Shelved::id)
        .containsExactly("n4-seed1", "n4-seed2", "n10");
    assertThat(shelf.model("n10").architecture().hidden()).isEqualTo(10);
  }

  @Test
  void aRunThatTrainsHasItsNewestCheckpoint() throws IOException {
    var shelf = new ModelShelf(ARCHIVE.resolve("stopped"));

    ModelShelf.Shelved newest = shelf.list().getFirst();

    assertThat(newest.step()).hasValue(11);
    assertThat(newest.testError()).isEmpty();
    assertThat(shelf.model(newest.id()).architecture().hidden()).isEqualTo(newest.hidden());
  }

  @Test
  void aModelIsFoundByItsNameOnly() throws IOException {
    TinyModels.run(folder.resolve("study/n4"), 4, 1);
    TinyModels.run(folder.resolve("secret"), 5, 1);
    var shelf = new ModelShelf(folder.resolve("study"));

    assertThatThrownBy(() -> shelf.model("../secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no model ../secret; there are n4");
  }

  @Test
  void anEmptyFolderHasNone() {
    assertThatThrownBy(() -> new ModelShelf(folder).list())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("there is no model yet");
  }

  @Test
  void aSweepsModelsLieTwoFoldersDeep() throws IOException {
    TinyModels.run(folder.resolve("momentum=0/n4"), 4, 1);
    TinyModels.run(folder.resolve("momentum=0.5/n4"), 4, 1);
    var shelf = new ModelShelf(folder);

    assertThat(shelf.list())
        .extracting(ModelShelf.Shelved::id)
        .containsExactly("momentum=0/n4", "momentum=0.5/n4");
    assertThat(shelf.model("momentum=0.5/n4").architecture().hidden()).isEqualTo(4);
  }
}
