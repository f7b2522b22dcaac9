package dev.telar.tables.csv;

import dev.telar.content.Content;
import dev.telar.content.OpenedFile;
import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/// One file of a table.
///
/// @param opened as it was when it was opened
/// @param charset its encoding
record CsvFile(OpenedFile opened, Charset charset) {
  Path path() {
    return opened.path();
  }

  /// The columns' names.
  ///
  /// @throws FormatException if there are none, two are the same, or the first record is not one
  List<String> names(Dialect dialect) throws IOException {
    var handler = new NameHandler(dialect.header());
    try (Content content = Content.open(path())) {
      read(content, dialect, handler, List.of());
    }
    List<String> names = handler.names();
    if (names.isEmpty()) {
      throw new FormatException(path(), 0, "has neither a header nor rows");
    }
    return names;
  }

  /// Reads all records.
  ///
  /// @param columns what messages call the columns
  /// @throws FormatException if one is not as it should be, or the file has been changed
  FileIdentity read(Dialect dialect, RecordHandler handler, List<String> columns)
      throws IOException {
    opened.checkUnchanged();
    try (Content content = Content.open(path())) {
      read(content, dialect, handler, columns);
      var identity =
          new FileIdentity(FileIdentity.nameOf(path()), content.position(), content.sha256());
      opened.checkUnchanged();
      return identity;
    }
  }

  private void read(Content content, Dialect dialect, RecordHandler handler, List<String> columns)
      throws IOException {
    try {
      Records.read(new DecodedReader(path(), content, charset), dialect.delimiter(), handler);
    } catch (RefusedException e) {
      String where =
          e.column().isPresent() ? ", column " + name(e.column().getAsInt(), columns) + ": " : " ";
      var exception =
          new FormatException(
              path(),
              TextLines.offset(path(), charset, handler.line()),
              "line " + handler.line() + where + e.problem());
      exception.initCause(e);
      throw exception;
    }
  }

  private static String name(int column, List<String> columns) {
    return column < columns.size() ? columns.get(column) : String.valueOf(column + 1);
  }
}
