package dev.telar.cli;

import dev.telar.preparation.ColumnKind;
import dev.telar.source.ColumnSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a table is written, where looking does not tell, and what becomes of its columns.
final class TableOptions {
  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description =
          "The character between the cells of a table, or tab. Default: found by looking.")
  private @Nullable String delimiter;

  @Option(
      names = "--header",
      negatable = true,
      description =
          "Whether a table's first line has the columns' names. Default: found by looking.")
  private @Nullable Boolean header;

  @Option(
      names = "--decimal",
      paramLabel = "comma|point",
      description =
          "What numbers of a table have before their fraction. Default: found by looking.")
  private @Nullable String decimal;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The encoding of a table's text, such as ISO-8859-1. Default: found by looking.")
  private @Nullable String encoding;

  @Option(
      names = "--na",
      paramLabel = "TEXT,...",
      description = "More texts that mean a missing cell, beside NA, null, ? and their like.")
  private @Nullable String na;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description =
          "The query that gives the rows, where --data is the address of a database, jdbc:…; nothing is"
              + " changed there. The password is read from TELAR_JDBC_PASSWORD.")
  private @Nullable String query;

  @Option(
      names = "--driver-path",
      paramLabel = "PATH",
      description = "The jar of the database's JDBC driver, or a folder of jars.")
  private @Nullable Path driverPath;

  @Option(names = "--user", paramLabel = "NAME", description = "The name to use the database by.")
  private @Nullable String user;

  @Option(
      names = "--columns",
      paramLabel = "FILE",
      description =
          "What the columns are, in a file that telar data show --out has written; options that name"
              + " columns come before it.")
  private @Nullable Path columns;

  @Option(
      names = "--id",
      paramLabel = "COLUMN,...",
      description = "Columns that name the row: kept, and no input.")
  private List<String> id = new ArrayList<>();

  @Option(names = "--ignore", paramLabel = "COLUMN,...", description = "Columns to leave out.")
  private List<String> ignore = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The column with the class of the row: no input.")
  private @Nullable String label;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "The column that says how much a row counts beside others: no input.")
  private @Nullable String weight;

  @Option(
      names = "--categorical",
      paramLabel = "COLUMN,...",
      description = "Columns to take for categories, such as numbers that are codes.")
  private List<String> categorical = new ArrayList<>();

  @Option(
      names = "--numeric",
      paramLabel = "COLUMN,...",
      description = "Columns to take for numbers.")
  private List<String> numeric = new ArrayList<>();

  @Option(
      names = "--boolean",
      paramLabel = "COLUMN,...",
      description = "Columns of two values to take for no and yes.")
  private List<String> booleans = new ArrayList<>();

  @Option(names = "--date", paramLabel = "COLUMN,...", description = "Columns to take for dates.")
  private List<String> dates = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description =
          "How numbers of a table are scaled: standard (mean 0, standard deviation 1), min-max, robust"
              + " (median and quartiles) or none. Default: standard. Of arrays of images: none, or the values of"
              + " black and white such as 0..255. Default: unsigned bytes by 255, other numbers not.")
  private @Nullable String scale;

  @Option(
      names = "--date-parts",
      paramLabel = "PART,...",
      description =
          "Parts of dates to see beside the time as a number: hour, weekday, month. Default: none.")
  private @Nullable String dateParts;

  @Option(
      names = "--min-count",
      paramLabel = "N",
      description =
          "Levels of a category that fewer training rows have are one level together. Default: a"
              + " thousandth of the rows, and 2 at least.")
  private @Nullable Integer minCount;

  @Option(
      names = "--max-levels",
      paramLabel = "N",
      description = "Refuse a category with more levels. Default: 1000.")
  private @Nullable Integer maxLevels;

  @Option(
      names = "--normal",
      paramLabel = "LABEL,...",
      description =
          "Train on the rows with these labels alone; all others are for the test. Default: on all"
              + " rows.")
  private @Nullable String normal;

  @Option(
      names = "--anomaly",
      paramLabel = "LABEL,...",
      description = "Train on all rows but those with these labels, which are for the test.")
  private @Nullable String anomaly;

  @Option(
      names = "--calibration-rows",
      paramLabel = "N",
      description =
          "Take so many rows of a table away, or such a share of them, that say which errors are usual."
              + " Default: 0.1.")
  private @Nullable String calibrationRows;

  private @Nullable Map<String, ColumnKind> kinds;

  /// What was given.
  Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    MethodOptions.put(given, "delimiter", delimiter);
    MethodOptions.put(given, "header", header);
    MethodOptions.put(given, "decimal", decimal);
    MethodOptions.put(given, "encoding", encoding);
    MethodOptions.put(given, "na", na);
    MethodOptions.put(given, "query", query);
    MethodOptions.put(
        given,
        "driver_path",
        driverPath == null ? null : driverPath.toAbsolutePath().normalize().toString());
    MethodOptions.put(given, "user", user);
    names(given, "id", id);
    names(given, "ignore", ignore);
    MethodOptions.put(given, "label", label);
    MethodOptions.put(given, "weight", weight);
    names(given, "categorical", categorical);
    names(given, "numeric", numeric);
    names(given, "boolean", booleans);
    names(given, "date", dates);
    MethodOptions.put(given, "scale", scale);
    MethodOptions.put(given, "date_parts", dateParts);
    MethodOptions.put(given, "min_count", minCount);
    MethodOptions.put(given, "max_levels", maxLevels);
    MethodOptions.put(given, "normal", normal);
    MethodOptions.put(given, "anomaly", anomaly);
    MethodOptions.put(given, "calibration_rows", calibrationRows);
    return columns == null ? given : ColumnSettings.with(given, kinds(columns));
  }

  /// What a file says that columns are: it is read once.
  private Map<String, ColumnKind> kinds(Path file) {
    if (kinds == null) {
      try {
        kinds = ColumnsFile.read(file).kinds();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return kinds;
  }

  private static void names(Map<String, String> given, String setting, List<String> columns) {
    if (!columns.isEmpty()) {
      given.put(setting, String.join(",", columns));
    }
  }
}
