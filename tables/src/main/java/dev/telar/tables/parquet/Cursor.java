package dev.telar.tables.parquet;

import dev.hardwood.internal.reader.Page;
import dev.telar.format.FormatException;
import dev.telar.table.ColumnSink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes through a column of a row group, and gives its sinks a row at a time. For one thread.
abstract sealed class Cursor {
  private static final Page NOTHING = new Page.IntPage(new int[0], null, null, 0, 0);

  final ChunkPages pages;
  final Cells cells;
  Page page = NOTHING;
  int @Nullable [] definitions;
  int @Nullable [] repetitions;

  /// The place in the page, and how many there are.
  int at;

  int size;

  private Cursor(ChunkPages pages, Column column) {
    this.pages = pages;
    this.cells = CellTypes.of(column.leaf()).orElseThrow();
  }

  /// Begins with a column.
  ///
  /// @param sinks one, or one for each component of a vector
  static Cursor of(ChunkPages pages, Column column, List<? extends ColumnSink> sinks) {
    return column.isVector()
        ? new OfLists(pages, column, sinks)
        : new OfValues(pages, column, sinks.getFirst());
  }

  /// Gives the next row.
  ///
  /// @throws FormatException if there is none, or what is there is damaged
  /// @throws IllegalArgumentException if a cell is not as it should be, or its sink refuses it
  abstract void give() throws IOException;

  /// Where the page begins that the row is in.
  final long pageOffset() {
    return pages.pageOffset();
  }

  /// @throws FormatException if there are rows left
  final void checkEnd() throws FormatException {
    if (at < size || pages.hasMore()) {
      throw pages.damaged("has more rows than the others of its row group");
    }
  }

  final void load() throws IOException {
    page = pages.read();
    definitions = page.definitionLevels();
    repetitions = page.repetitionLevels();
    at = 0;
    size = page.size();
  }

  /// Of single values.
  static final class OfValues extends Cursor {
    private final ColumnSink sink;
    private final int present;

    private OfValues(ChunkPages pages, Column column, ColumnSink sink) {
      super(pages, column);
      this.sink = sink;
      this.present = column.leaf().maxDefinitionLevel();
    }

    @Override
    void give() throws IOException {
      if (at == size) {
        load();
      }
      int index = at++;
      if (definitions != null && definitions[index] != present) {
        sink.missing();
      } else {
        cells.give(page, index, sink);
      }
    }
  }

  /// Of lists of numbers. A list without a value, unlike an empty one, has no value in any
  /// component.
  static final class OfLists extends Cursor {
    private final List<? extends ColumnSink> sinks;
    private final int present;
    private final int listLevel;

    private OfLists(ChunkPages pages, Column column, List<? extends ColumnSink> sinks) {
      super(pages, column);
      this.sinks = sinks;
      this.present = column.leaf().maxDefinitionLevel();
      this.listLevel = column.listLevel();
    }

    @Override
    void give() throws IOException {
      int length = next(true);
      if (length < 0) {
        sinks.forEach(ColumnSink::missing);
      } else if (length != sinks.size()) {
        throw new IllegalArgumentException(
            "has %d value%s, must have %d as the first list has"
                .formatted(length, length == 1 ? "" : "s", sinks.size()));
      }
    }

    /// Takes the next row.
    ///
    /// @return the list's length, or -1 if there is none
    int next(boolean give) throws IOException {
      if (at == size) {
        load();
      }
      if (level(repetitions) != 0) {
        throw pages.damaged("has a page here that begins within a list");
      }
      if (level(definitions) < listLevel) {
        return level(definitions, at++) == listLevel - 1 ? 0 : -1;
      }
      int length = 0;
      do {
        if (give && length < sinks.size()) {
          give(sinks.get(length));
        }
        length++;
        at++;
        if (at == size && pages.hasMore()) {
          load();
        }
      } while (at < size && level(repetitions) != 0);
      return length;
    }

    private void give(ColumnSink sink) throws IOException {
      if (level(definitions) == present) {
        cells.give(page, at, sink);
      } else {
        sink.missing();
      }
    }

    private int level(int @Nullable [] levels) throws FormatException {
      return level(levels, at);
    }

    private int level(int @Nullable [] levels, int index) throws FormatException {
      if (levels == null) {
        throw pages.damaged("has a page here that does not say where its lists begin");
      }
      return levels[index];
    }
  }
}
