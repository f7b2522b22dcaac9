package dev.telar.tables.csv;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.format.content.Content;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// One file of a table.
///
/// @param charset its encoding
/// @param bytes its size when it was opened
/// @param modified when it had been changed before that
record CsvFile(Path path, Charset charset, long bytes, FileTime modified) {
  /// A file whose encoding is not looked at yet.
  ///
  /// @throws FormatException if it is no regular file: it is read more than once
  static BasicFileAttributes attributes(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FormatException(path, 0, "is not a regular file, which can be read more than once");
    }
    return attributes;
  }

  static CsvFile of(Path path, Charset charset, BasicFileAttributes attributes) {
    return new CsvFile(path, charset, attributes.size(), attributes.lastModifiedTime());
  }

  /// The columns' names.
  ///
  /// @throws FormatException if there are none, two are the same, or the first record is not one
  List<String> names(Dialect dialect) throws IOException {
    var handler = new NameHandler(dialect.header());
    try (Content content = Content.open(path)) {
      read(content, dialect, handler, List.of());
    }
    List<String> names = handler.names();
    if (names.isEmpty()) {
      throw new FormatException(path, 0, "has neither a header nor rows");
    }
    return names;
  }

  /// Reads all records.
  ///
  /// @param columns what messages call the columns
  /// @throws FormatException if one is not as it should be, or the file has been changed
  FileIdentity read(Dialect dialect, RecordHandler handler, List<String> columns)
      throws IOException {
    checkUnchanged();
    try (Content content = Content.open(path)) {
      read(content, dialect, handler, columns);
      var identity = new FileIdentity(canonicalName(), content.position(), content.sha256());
      checkUnchanged();
      return identity;
    }
  }

  private void read(Content content, Dialect dialect, RecordHandler handler, List<String> columns)
      throws IOException {
    try {
      Records.read(new DecodedReader(path, content, charset), dialect.delimiter(), handler);
    } catch (RefusedException e) {
      String where =
          e.column().isPresent() ? ", column " + name(e.column().getAsInt(), columns) + ": " : " ";
      var exception =
          new FormatException(
              path,
              TextLines.offset(path, charset, handler.line()),
              "line " + handler.line() + where + e.problem());
      exception.initCause(e);
      throw exception;
    }
  }

  private static String name(int column, List<String> columns) {
    return column < columns.size() ? columns.get(column) : String.valueOf(column + 1);
  }

  private void checkUnchanged() throws IOException {
    BasicFileAttributes now = attributes(path);
    if (now.size() != bytes || !now.lastModifiedTime().equals(modified)) {
      throw new FormatException(
          path,
          0,
          "has changed since it was opened: it has %d bytes of %s, had %d of %s"
              .formatted(now.size(), now.lastModifiedTime(), bytes, modified));
    }
  }

  private String canonicalName() {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
