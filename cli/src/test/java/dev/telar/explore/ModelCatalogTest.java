package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.model.HiddenWidths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  private static final Path ARCHIVE = Path.of("src/test/resources/archive/0.1.0");

  @TempDir Path folder;

  @Test
  void aRunHasOneModel() throws IOException {
    var catalog = new ModelCatalog(TinyModels.run(folder.resolve("run"), 4, 9));

    ModelCatalog.Entry only = catalog.list().getFirst();

    assertThat(catalog.list()).hasSize(1);
    assertThat(only.hidden()).isEqualTo(HiddenWidths.of(4));
    assertThat(only.seed()).isEqualTo(9);
    assertThat(only.step()).isEmpty();
    assertThat(only.testError()).hasValue(0.0125);
    assertThat(catalog.model(only.id()).parameters().sha256())
        .isEqualTo(TinyModels.components(4).parameters().sha256());
  }

  @Test
  void aStudysModelsComeInTheOrderOfTheirWidths() throws IOException {
    TinyModels.run(folder.resolve("n10"), 10, 1);
    TinyModels.run(folder.resolve("n4-seed2"), 4, 2);
    TinyModels.run(folder.resolve("n4-seed1"), 4, 1);
    Files.createDirectory(folder.resolve("figures"));
    var catalog = new ModelCatalog(folder);

    assertThat(catalog.list())
        .extracting(ModelCatalog.Entry::id)
        .containsExactly("n4-seed1", "n4-seed2", "n10");
    assertThat(catalog.model("n10").architecture().codeWidth()).isEqualTo(10);
  }

  @Test
  void aRunThatTrainsHasItsNewestCheckpoint() throws IOException {
    var catalog = new ModelCatalog(ARCHIVE.resolve("stopped"));

    ModelCatalog.Entry newest = catalog.list().getFirst();

    assertThat(newest.step()).hasValue(11);
    assertThat(newest.testError()).isEmpty();
    assertThat(catalog.model(newest.id()).architecture().hidden()).isEqualTo(newest.hidden());
  }

  @Test
  void aModelIsFoundByItsNameOnly() throws IOException {
    TinyModels.run(folder.resolve("study/n4"), 4, 1);
    TinyModels.run(folder.resolve("secret"), 5, 1);
    var catalog = new ModelCatalog(folder.resolve("study"));

    assertThatThrownBy(() -> catalog.model("../secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no model ../secret; there are n4");
  }

  @Test
  void anEmptyFolderHasNone() {
    assertThatThrownBy(() -> new ModelCatalog(folder).list())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("there is no model yet");
  }

  @Test
  void aSweepsModelsLieTwoFoldersDeep() throws IOException {
    TinyModels.run(folder.resolve("momentum=0/n4"), 4, 1);
    TinyModels.run(folder.resolve("momentum=0.5/n4"), 4, 1);
    var catalog = new ModelCatalog(folder);

    assertThat(catalog.list())
        .extracting(ModelCatalog.Entry::id)
        .containsExactly("momentum=0/n4", "momentum=0.5/n4");
    assertThat(catalog.model("momentum=0.5/n4").architecture().codeWidth()).isEqualTo(4);
  }
}
