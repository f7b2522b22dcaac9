package dev.telar.explore;

import dev.telar.engine.Engine;
import dev.telar.study.TestRows;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The explorers of a catalog's models: opened when they are first asked for, and kept open unless
/// many others are asked for after them.
///
/// Safe for use by many threads.
final class OpenExplorers implements AutoCloseable {
  private static final int MOST = 6;

  private final ModelCatalog catalog;
  private final TestRows tested;
  private final Engine.Kind kind;

  /// By the model's name, the one asked for last at the end.
  private final SequencedMap<String, Explorer> open = new LinkedHashMap<>(MOST, 0.75f, true);

  private boolean closed;

  OpenExplorers(ModelCatalog catalog, TestRows tested, Engine.Kind kind) {
    this.catalog = catalog;
    this.tested = tested;
    this.kind = kind;
  }

  /// The explorer of a model.
  ///
  /// @throws IllegalArgumentException if there is no such model, or it is not as wide as the images
  /// @throws IOException if its file cannot be read, or is damaged, or this is closed
  synchronized Explorer of(String id) throws IOException {
    if (closed) {
      throw new IOException("exploring has ended");
    }
    Explorer explorer = open.get(id);
    if (explorer == null) {
      explorer = Explorer.open(catalog.model(id), tested, kind);
      open.put(id, explorer);
      if (open.size() > MOST) {
        open.pollFirstEntry().getValue().close();
      }
    }
    return explorer;
  }

  /// Ends what is computed in the background.
  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(Explorer::close);
    open.clear();
  }
}
