package dev.telar.train;

import dev.telar.format.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What was measured in a run's epochs, as two CSV texts: the errors, which are the same wherever
/// the run is repeated, and the times, which are not. Numbers are written so that reading gives the
/// same bits.
public final class History {
  private static final String ERRORS_HEADER = "epoch,train_running,train,validation";
  private static final String TIMES_HEADER = "epoch,train_seconds,seconds";

  private History() {}

  /// The errors: a line of names, then one an epoch. What was not measured is empty.
  public static String errors(List<EpochErrors> epochs) {
    var csv = new StringBuilder(ERRORS_HEADER).append('\n');
    for (EpochErrors epoch : epochs) {
      csv.append(epoch.epoch()).append(',').append(epoch.trainRunning()).append(',');
      csv.append(orEmpty(epoch.train())).append(',').append(orEmpty(epoch.validation()));
      csv.append('\n');
    }
    return csv.toString();
  }

  /// The times: a line of names, then one an epoch.
  public static String times(List<EpochErrors> epochs) {
    var csv = new StringBuilder(TIMES_HEADER).append('\n');
    for (EpochErrors epoch : epochs) {
      csv.append(epoch.epoch()).append(',').append(epoch.trainSeconds()).append(',');
      csv.append(epoch.seconds()).append('\n');
    }
    return csv.toString();
  }

  private static String orEmpty(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }

  /// Reads what [#errors] and [#times] gave.
  ///
  /// @param errorsFile what messages call the errors
  /// @param timesFile what messages call the times
  /// @throws FormatException if a text is another one, or the two have not the same epochs
  public static List<EpochErrors> parse(
      Path errorsFile, String errors, Path timesFile, String times) throws FormatException {
    List<Row> errorRows = rows(errorsFile, errors, ERRORS_HEADER);
    List<Row> timeRows = rows(timesFile, times, TIMES_HEADER);
    if (errorRows.size() != timeRows.size()) {
      throw new FormatException(
          timesFile,
          times.length(),
          "has %d epochs, %s has %d".formatted(timeRows.size(), errorsFile, errorRows.size()));
    }
    List<EpochErrors> epochs = new ArrayList<>();
    for (int i = 0; i < errorRows.size(); i++) {
      Row row = errorRows.get(i);
      Row time = timeRows.get(i);
      epochs.add(
          new EpochErrors(
              i + 1,
              row.number(1),
              row.numberOrEmpty(2),
              row.numberOrEmpty(3),
              time.number(1),
              time.number(2)));
    }
    return epochs;
  }

  private static List<Row> rows(Path file, String csv, String header) throws FormatException {
    List<Row> rows = new ArrayList<>();
    int start = 0;
    while (start < csv.length()) {
      int end = csv.indexOf('\n', start);
      if (end < 0) {
        throw new FormatException(file, csv.length(), "the last line is cut");
      }
      String line = csv.substring(start, end);
      if (start == 0 ? !line.equals(header) : !line.startsWith(rows.size() + 1 + ",")) {
        throw new FormatException(
            file,
            start,
            "expected the line \"%s\"".formatted(start == 0 ? header : rows.size() + 1 + ",…"));
      }
      if (start > 0) {
        rows.add(row(file, start, line, header));
      }
      start = end + 1;
    }
    if (start == 0) {
      throw new FormatException(file, 0, "is empty");
    }
    return rows;
  }

  private static Row row(Path file, long offset, String line, String header)
      throws FormatException {
    String[] cells = line.split(",", -1);
    int columns = header.split(",", -1).length;
    if (cells.length != columns) {
      throw new FormatException(
          file, offset, "expected %d columns, found %d".formatted(columns, cells.length));
    }
    return new Row(file, offset, cells);
  }

  /// A line's cells.
  @SuppressWarnings("ArrayRecordComponent") // private, and never compared
  private record Row(Path file, long offset, String[] cells) {
    double number(int column) throws FormatException {
      try {
        return Double.parseDouble(cells[column]);
      } catch (NumberFormatException e) {
        var exception =
            new FormatException(file, offset, "column " + (column + 1) + " is not a number");
        exception.initCause(e);
        throw exception;
      }
    }

    OptionalDouble numberOrEmpty(int column) throws FormatException {
      return cells[column].isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(column));
    }
  }
}
