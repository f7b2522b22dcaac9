package dev.telar.codes;

import dev.telar.source.PlainTable;
import dev.telar.source.TextColumn;
import dev.telar.table.ColumnSink;
import dev.telar.table.Numbers;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A file of codes, as [RowFiles#codes] writes one. The numbers of a code are the columns `code_0`,
/// `code_1` …, in any order, and all other columns are the rows' names; of a NumPy array they are
/// the columns in their order. Beside an array of bytes is the scale that they have.
public final class CodesFile {
  private static final String COLUMN = "code_";

  /// Takes codes as they are read.
  @FunctionalInterface
  public interface Rows {
    /// Takes some rows, in their order.
    ///
    /// @param names see [RowNames#of], an array a row
    /// @param codes (rows, width); overwritten after the call
    void take(List<@Nullable String[]> names, float[] codes) throws IOException;
  }

  private final TableSource source;
  private final int width;
  private final Optional<CodeScale> scale;
  private final int[] places; // of a column among the numbers of a code, or −1
  private final List<String> ids;

  private CodesFile(TableSource source, int width, Optional<CodeScale> scale, int[] places) {
    this.source = source;
    this.width = width;
    this.scale = scale;
    this.places = places;
    List<String> others = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        others.add(source.columns().get(i));
      }
    }
    this.ids = List.copyOf(others);
  }

  /// What the column of a number is called.
  static String column(int number) {
    return COLUMN + number;
  }

  /// Opens a file.
  ///
  /// @param width how many numbers a code has
  /// @throws FileSystemException if it is no table, or its codes have another width
  public static CodesFile open(Path path, int width) throws IOException {
    PlainTable table = PlainTable.open(path);
    List<String> columns = table.source().columns();
    int[] places = new int[columns.size()];
    if (table.isArray()) {
      if (columns.size() != width) {
        throw bad(
            path, "has %d columns, the model's codes have %d".formatted(columns.size(), width));
      }
      for (int i = 0; i < width; i++) {
        places[i] = i;
      }
      return new CodesFile(table.source(), width, CodeScale.find(path, width), places);
    }
    Set<String> wanted = new TreeSet<>();
    for (int i = 0; i < width; i++) {
      wanted.add(column(i));
    }
    for (int i = 0; i < places.length; i++) {
      String name = columns.get(i);
      places[i] = wanted.remove(name) ? Integer.parseInt(name.substring(COLUMN.length())) : -1;
      if (name.equals(column(width))) {
        throw bad(
            path, "has a column %s, the model's codes have %d numbers".formatted(name, width));
      }
    }
    if (!wanted.isEmpty()) {
      throw bad(
          path,
          "has no column %s, the model's codes have %d numbers"
              .formatted(wanted.iterator().next(), width));
    }
    return new CodesFile(table.source(), width, Optional.empty(), places);
  }

  private static FileSystemException bad(Path path, String problem) {
    return new FileSystemException(path.toString(), null, problem);
  }

  /// The columns of the rows' names.
  public List<String> ids() {
    return ids;
  }

  /// Reads all rows.
  ///
  /// @param batch so many rows are handed out at a time, or fewer
  /// @throws dev.telar.format.FormatException if the table is damaged, or has something else than a
  ///   finite number in a code
  public void read(int batch, Rows rows) throws IOException {
    var reading = new Reading(batch, rows);
    List<ColumnSink> sinks = new ArrayList<>();
    int id = 0;
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        int name = id++;
        sinks.add(new TextColumn(text -> reading.name[name] = text));
      } else {
        sinks.add(new NumberSink(reading, places[i]));
      }
    }
    try {
      source.read(sinks, reading);
      reading.flush();
    } catch (IOException | RuntimeException e) {
      switch (reading.failure) {
        case IOException own -> throw own;
        case RuntimeException own -> throw own;
        case null, default -> throw e;
      }
    }
  }

  /// The rows that have been read and not been handed out yet.
  private final class Reading implements TableSource.Rows {
    private final int batch;
    private final Rows rows;
    private final float[] codes;
    private final List<@Nullable String[]> names = new ArrayList<>();
    private @Nullable String[] name = new @Nullable String[ids.size()];

    /// Of whoever takes the rows: sources would tell it as one of theirs.
    private @Nullable Exception failure;

    Reading(int batch, Rows rows) {
      this.batch = batch;
      this.rows = rows;
      this.codes = new float[Math.multiplyExact(batch, width)];
    }

    @Override
    public boolean refused(long place, String problem) {
      return false;
    }

    @Override
    public void ended(long place) {
      names.add(name);
      name = new @Nullable String[ids.size()];
      if (names.size() == batch) {
        try {
          flush();
        } catch (IOException e) {
          failure = e;
          throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
          failure = e;
          throw e;
        }
      }
    }

    void flush() throws IOException {
      if (!names.isEmpty()) {
        rows.take(names, codes);
        names.clear();
      }
    }
  }

  /// Keeps the numbers of one column.
  private final class NumberSink implements ColumnSink {
    private final Reading reading;
    private final int place;

    NumberSink(Reading reading, int place) {
      this.reading = reading;
      this.place = place;
    }

    @Override
    public void missing() {
      throw new IllegalArgumentException("is missing; a code is of finite numbers");
    }

    @Override
    public void text(char[] chars, int start, int length) {
      double value = Numbers.parse(chars, start, length, source.decimalComma());
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException(
            "is not a number: " + new String(chars, start, Math.min(length, 40)));
      }
      number(value);
    }

    @Override
    public void number(double value) {
      float rounded = scale.isPresent() ? scale.get().number(place, value) : (float) value;
      if (!Float.isFinite(rounded)) {
        throw new IllegalArgumentException("is %s; a code is of finite numbers".formatted(value));
      }
      reading.codes[reading.names.size() * width + place] = rounded;
    }

    @Override
    public void truth(boolean value) {
      throw new IllegalArgumentException("is a truth value; a code is of numbers");
    }

    @Override
    public void time(long epochMicros) {
      throw new IllegalArgumentException("is a time; a code is of numbers");
    }
  }
}
