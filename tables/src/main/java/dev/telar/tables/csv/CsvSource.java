package dev.telar.tables.csv;

import dev.telar.content.OpenedFile;
import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.table.ColumnSink;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A table in one or several files of separated values, plain or gzip: comma, semicolon, tab or bar
/// between cells, a header or none, quotes where wanted. (RFC 4180, and what else there is.)
///
/// How the files are written is found by looking at the first one, unless [CsvOptions] say it. A
/// cell without quotes has no value if it is empty or one of the texts that mean so
/// ([MissingTexts]); spaces and tabs around it are no part of it. A cell in quotes is always a
/// text, also an empty one. Empty lines are skipped; where there is one column they are cells
/// without a value, except at the end. The table is not kept: memory does not grow with it.
///
/// Immutable; several threads may read at the same time.
public final class CsvSource implements TableSource {
  private static final Rows NOBODY =
      new Rows() {
        @Override
        public void ended(long line) {
          // Nobody asks.
        }

        @Override
        public boolean refused(long line, String problem) {
          return false;
        }
      };

  private final List<CsvFile> files;
  private final boolean compressed;
  private final Dialect dialect;
  private final List<String> columns;
  private final MissingTexts missing;

  private CsvSource(
      List<CsvFile> files,
      boolean compressed,
      Dialect dialect,
      List<String> columns,
      MissingTexts missing) {
    this.files = files;
    this.compressed = compressed;
    this.dialect = dialect;
    this.columns = columns;
    this.missing = missing;
  }

  /// Opens files that are the parts of one table, and finds how they are written.
  ///
  /// @param paths at least one, in the order in which they are read
  /// @throws FormatException if one is not text, has no rows or two columns of the same name, or
  ///   has another header than the first one
  /// @throws IllegalArgumentException if there is no file
  public static CsvSource open(List<Path> paths, CsvOptions options) throws IOException {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one file");
    }
    var opened = OpenedFile.of(paths.getFirst());
    Sample sample = Sample.of(paths.getFirst(), options.charset());
    Dialect dialect = DialectFinder.find(sample, options);
    var first = new CsvFile(opened, sample.charset());
    List<String> columns = first.names(dialect);
    List<CsvFile> files = new ArrayList<>(List.of(first));
    for (Path path : paths.subList(1, paths.size())) {
      opened = OpenedFile.of(path);
      var file = new CsvFile(opened, Sample.of(path, options.charset()).charset());
      checkSame(file.path(), file.names(dialect), first.path(), columns);
      files.add(file);
    }
    return new CsvSource(
        List.copyOf(files),
        sample.compressed(),
        dialect,
        columns,
        new MissingTexts(options.missing()));
  }

  private static void checkSame(
      Path path, List<String> columns, Path firstPath, List<String> firstColumns)
      throws FormatException {
    if (columns.size() != firstColumns.size()) {
      throw new FormatException(
          path,
          0,
          "has %d columns; %s has %d".formatted(columns.size(), firstPath, firstColumns.size()));
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).equals(firstColumns.get(i))) {
        throw new FormatException(
            path,
            0,
            "column %d is called %s; in %s it is called %s"
                .formatted(i + 1, columns.get(i), firstPath, firstColumns.get(i)));
      }
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean decimalComma() {
    return dialect.decimalComma();
  }

  /// How the files are written; the encoding is the first one's.
  public Dialect dialect() {
    return dialect;
  }

  /// What was found, in one line, such as `CSV, UTF-8, comma, header, 12 columns`.
  public String description() {
    return "CSV, %s%s%s, %d column%s"
        .formatted(
            files.size() == 1 ? "" : files.size() + " files, ",
            compressed ? "gzip, " : "",
            dialect.description(),
            columns.size(),
            columns.size() == 1 ? "" : "s");
  }

  /// @throws FormatException if there are no rows, a row has more or fewer cells than there are
  ///   columns, a quote is not closed, something is not text, a sink refuses a cell, or a file has
  ///   been changed since it was opened
  @Override
  public List<FileIdentity> read(List<? extends ColumnSink> sinks) throws IOException {
    return read(sinks, NOBODY);
  }

  @Override
  public List<FileIdentity> read(List<? extends ColumnSink> sinks, Rows told) throws IOException {
    if (sinks.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns need as many sinks, got %d".formatted(columns.size(), sinks.size()));
    }
    List<FileIdentity> identities = new ArrayList<>();
    long rows = 0;
    for (CsvFile file : files) {
      var handler = new CellHandler(sinks, missing, dialect, told);
      identities.add(file.read(dialect, handler, columns));
      rows += handler.rows();
    }
    if (rows == 0) {
      throw new FormatException(
          files.getFirst().path(),
          identities.getFirst().bytes(),
          dialect.header() ? "has only a header and no rows" : "has no rows");
    }
    return List.copyOf(identities);
  }
}
