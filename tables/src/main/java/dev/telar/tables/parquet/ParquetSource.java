package dev.telar.tables.parquet;

import dev.telar.data.FileIdentity;
import dev.telar.format.FormatException;
import dev.telar.table.ColumnSink;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A table in one or several Parquet files. (*Parquet file format*, Apache Parquet.)
///
/// Integers, floating point numbers and decimals are numbers, the last as the nearest double; so is
/// a time of day, in seconds since midnight. Truth values are what they are. Dates and timestamps,
/// also those of 96 bits, are times in microseconds, towards the past where they are finer; one
/// without a time zone is taken for UTC. Strings, enums, JSON, UUIDs, and bytes that are UTF-8, are
/// texts. A list of n numbers is a vector, which becomes n columns, `name[0]` … `name[n - 1]`: n is
/// the length of the first list that is there, and all others must have it. Other columns are
/// refused unless they are ignored.
///
/// Pages may be plain or compressed by Snappy, gzip or Zstandard. Of each column one page is in
/// memory: it does not grow with the rows.
///
/// Immutable; several threads may read at the same time.
public final class ParquetSource implements TableSource {
  private static final int MOST_COLUMNS = 100_000;

  private final List<ParquetFile> files;
  private final List<Integer> widths;
  private final List<String> columns;

  private ParquetSource(List<ParquetFile> files, List<Integer> widths, List<String> columns) {
    this.files = files;
    this.widths = widths;
    this.columns = columns;
  }

  /// Opens files that are the parts of one table, all of whose columns are read.
  ///
  /// @param paths at least one, in the order in which they are read
  /// @throws FormatException as the other method
  /// @throws IllegalArgumentException if there is no file
  public static ParquetSource open(List<Path> paths) throws IOException {
    return open(paths, Set.of());
  }

  /// Opens files that are the parts of one table: with the same columns, by name and type, in any
  /// order. The first file's order is the table's.
  ///
  /// @param paths at least one, in the order in which they are read
  /// @param ignored names of columns that are left out, and may be of any type; a vector's name is
  ///   that of its list. Names that no column has are allowed.
  /// @throws FormatException if a file is not Parquet, is encrypted or damaged, has a column of a
  ///   type or compression that is not read, two columns of the same name, or other columns than
  ///   the first file
  /// @throws IllegalArgumentException if there is no file, or no column of an ignored name
  public static ParquetSource open(List<Path> paths, Set<String> ignored) throws IOException {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one file");
    }
    ParquetFile first = ParquetFile.open(paths.getFirst(), ignored);
    if (first.columns().isEmpty()) {
      throw new FormatException(first.path(), first.footer().begin(), "has no columns to read");
    }
    List<ParquetFile> files = new ArrayList<>(List.of(first));
    for (Path path : paths.subList(1, paths.size())) {
      files.add(ordered(ParquetFile.open(path, ignored), first));
    }
    Set<String> names = new TreeSet<>();
    files.forEach(file -> names.addAll(file.names()));
    for (String name : ignored) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "there is no column %s to ignore; there are %s"
                .formatted(name, String.join(", ", names)));
      }
    }
    List<Integer> widths = new ArrayList<>();
    for (Column column : first.columns()) {
      widths.add(column.isVector() ? listLength(files, column) : 1);
    }
    return new ParquetSource(List.copyOf(files), List.copyOf(widths), names(first, widths));
  }

  private static ParquetFile ordered(ParquetFile file, ParquetFile first) throws FormatException {
    Map<String, Column> byName = new LinkedHashMap<>();
    file.columns().forEach(column -> byName.put(column.name(), column));
    List<Column> ordered = new ArrayList<>();
    for (Column expected : first.columns()) {
      Column column = byName.remove(expected.name());
      if (column == null) {
        throw differs(
            file, "has no column %s; %s has one".formatted(expected.name(), first.path()));
      }
      if (!column.type().equals(expected.type())) {
        throw differs(
            file,
            "column %s has the type %s; in %s it has %s"
                .formatted(column.name(), column.type(), first.path(), expected.type()));
      }
      ordered.add(column);
    }
    for (String name : byName.keySet()) {
      throw differs(file, "has a column %s; %s has none".formatted(name, first.path()));
    }
    return file.withColumns(ordered);
  }

  private static FormatException differs(ParquetFile file, String problem) {
    return new FormatException(file.path(), file.footer().begin(), problem);
  }

  private static int listLength(List<ParquetFile> files, Column column) throws IOException {
    ParquetFile first = files.getFirst();
    int place = first.columns().indexOf(column);
    for (ParquetFile file : files) {
      int length = file.listLength(file.columns().get(place));
      if (length > 0) {
        return length;
      }
    }
    throw differs(
        first,
        "column %s has no list with a number in it, so that its width is not known; use --ignore %s"
            .formatted(column.name(), column.name()));
  }

  private static List<String> names(ParquetFile first, List<Integer> widths)
      throws FormatException {
    Map<String, String> owners = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      Column column = first.columns().get(i);
      if (widths.get(i) > MOST_COLUMNS - names.size()) {
        throw differs(
            first,
            "column %s is one too many: at most %d are read, and each number of a list is one"
                .formatted(column.name(), MOST_COLUMNS));
      }
      for (int j = 0; j < widths.get(i); j++) {
        String name = column.isVector() ? column.name() + "[" + j + "]" : column.name();
        if (owners.putIfAbsent(name, column.name()) != null) {
          throw differs(
              first,
              "the columns %s and %s both have the name %s; use --ignore for one of them"
                  .formatted(owners.get(name), column.name(), name));
        }
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  /// How many rows there are.
  public long rows() {
    return files.stream().mapToLong(file -> file.footer().rows()).sum();
  }

  /// What was found, in one line, such as `Parquet, 3 files, 5 columns, 3,000,000 rows`.
  public String description() {
    long rows = rows();
    return "Parquet, %s%d column%s, %s row%s"
        .formatted(
            files.size() == 1 ? "" : files.size() + " files, ",
            columns.size(),
            columns.size() == 1 ? "" : "s",
            String.format(Locale.ROOT, "%,d", rows),
            rows == 1 ? "" : "s");
  }

  /// @return the identities of the files as they are, without decompressing their pages
  /// @throws FormatException if there are no rows, something is damaged, lists have different
  ///   lengths, bytes are not text, a time does not fit, a sink refuses a cell, or a file has been
  ///   changed since it was opened
  /// @throws IOException if a library that decompresses cannot be loaded
  @Override
  public List<FileIdentity> read(List<? extends ColumnSink> sinks) throws IOException {
    if (sinks.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns need as many sinks, got %d".formatted(columns.size(), sinks.size()));
    }
    List<List<ColumnSink>> byColumn = new ArrayList<>();
    int from = 0;
    for (int width : widths) {
      byColumn.add(List.copyOf(sinks.subList(from, from + width)));
      from += width;
    }
    List<FileIdentity> identities = new ArrayList<>();
    for (ParquetFile file : files) {
      identities.add(file.read(byColumn));
    }
    if (rows() == 0) {
      ParquetFile first = files.getFirst();
      throw new FormatException(first.path(), first.footer().begin(), "has no rows");
    }
    return List.copyOf(identities);
  }
}
