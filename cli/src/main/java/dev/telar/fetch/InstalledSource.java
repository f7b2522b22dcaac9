package dev.telar.fetch;

import dev.telar.data.FileIdentity;
import dev.telar.data.IdxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder of this machine.
record InstalledSource(Path folder) implements Source {
  @Override
  public String title() {
    return "the installed package";
  }

  @Override
  public void deliver(CacheFolder cache) throws IOException {
    for (FileIdentity file : cache.wanted()) {
      Path path = IdxFile.find(folder, file.name());
      try (InputStream in = Files.newInputStream(path)) {
        cache.admit(file, in, String.valueOf(path.getFileName()));
      }
    }
  }
}
