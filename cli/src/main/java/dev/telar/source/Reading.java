package dev.telar.source;

import dev.telar.data.Split;
import dev.telar.internal.UnknownNameException;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.Scale;
import dev.telar.table.PreparationSettings;
import dev.telar.table.TableSettings;
import dev.telar.table.TableSplit;
import dev.telar.tables.csv.CsvOptions;
import dev.telar.tables.jdbc.JdbcOptions;
import dev.telar.tables.jdbc.Password;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How data are read: the settings of a [DataSource], each used by its reader or refused. Not safe
/// for use by many threads.
final class Reading {
  /// The settings' names.
  static final String SIZE = "size";

  static final String COLOUR = "colour";
  static final String ARRAY = "array";
  static final String TEST_ROWS = "test_rows";
  static final String DELIMITER = "delimiter";
  static final String HEADER = "header";
  static final String DECIMAL = "decimal";
  static final String ENCODING = "encoding";
  static final String NA = "na";
  private static final String IGNORE = "ignore";
  static final String QUERY = "query";
  static final String DRIVER_PATH = "driver_path";
  static final String USER = "user";
  static final String SPLIT = "split";
  static final String VALIDATION_ROWS = "validation_rows";
  static final String CALIBRATION_ROWS = "calibration_rows";
  static final String SCALE = "scale";
  static final String DATE_PARTS = "date_parts";
  static final String MIN_COUNT = "min_count";
  static final String MAX_LEVELS = "max_levels";
  static final String NORMAL = "normal";
  static final String ANOMALY = "anomaly";

  private static final double DEFAULT_SHARE = 0.2;
  private static final String BY_TIME = "time:";
  private static final String PASSWORD = "TELAR_JDBC_PASSWORD";

  private static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  SIZE,
                  COLOUR,
                  ARRAY,
                  TEST_ROWS,
                  DELIMITER,
                  HEADER,
                  DECIMAL,
                  ENCODING,
                  NA,
                  QUERY,
                  DRIVER_PATH,
                  USER,
                  SPLIT,
                  VALIDATION_ROWS,
                  CALIBRATION_ROWS,
                  SCALE,
                  DATE_PARTS,
                  MIN_COUNT,
                  MAX_LEVELS,
                  NORMAL,
                  ANOMALY,
                  ColumnSettings.CONSTANT),
              ColumnSettings.KINDS.keySet().stream())
          .toList();

  private static final Pattern SIZE_TEXT = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");

  private final Map<String, String> settings;
  private final Set<String> unused;
  private final Map<String, String> used = new LinkedHashMap<>();

  private final boolean isWhole;

  /// @throws IllegalArgumentException if a setting is unknown
  Reading(Map<String, String> settings) {
    this(settings, false);
  }

  /// @param isWhole whether rows are neither divided nor left out, so that all come in their order
  Reading(Map<String, String> settings, boolean isWhole) {
    for (String name : settings.keySet()) {
      if (!NAMES.contains(name)) {
        throw new UnknownNameException(
            "unknown setting %s; known are %s".formatted(name, String.join(", ", NAMES)),
            name,
            NAMES);
      }
    }
    this.settings = settings;
    this.isWhole = isWhole;
    this.unused = new LinkedHashSet<>(settings.keySet());
  }

  private Optional<String> text(String name) {
    unused.remove(name);
    Optional<String> text = Optional.ofNullable(settings.get(name));
    text.ifPresent(value -> used.put(name, value));
    return text;
  }

  /// Whether rows are neither divided nor left out.
  boolean isWhole() {
    return isWhole;
  }

  /// A size in pixels.
  record Size(int height, int width) {}

  /// The size of images, if one is given.
  ///
  /// @throws IllegalArgumentException if it is none
  Optional<Size> size() {
    return text(SIZE).map(Reading::size);
  }

  private static Size size(String text) {
    Matcher matcher = SIZE_TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "size must be height and width such as 28x28, got " + text);
    }
    int height = Integer.parseInt(matcher.group(1));
    int width = Integer.parseInt(matcher.group(2));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("size must be at least 1x1, got " + text);
    }
    return new Size(height, width);
  }

  /// Which values of images become 0 and 1.
  ///
  /// @param black the value that becomes 0
  /// @param white the value that becomes 1
  record ValueRange(double black, double white) {
    /// Values scaled, each rounded once.
    float[] of(float[] values) {
      float[] scaled = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        scaled[i] = (float) ((values[i] - black) / (white - black));
      }
      return scaled;
    }
  }

  /// How the values of images are scaled, if that is given: `none`, or a range such as `0..255`.
  ///
  /// @throws IllegalArgumentException if it is neither
  Optional<ValueRange> range() {
    return text(SCALE).map(Reading::range);
  }

  private static ValueRange range(String text) {
    if (text.equals("none")) {
      return new ValueRange(0, 1);
    }
    String[] bounds = text.split("\\.\\.", -1);
    try {
      double black = Double.parseDouble(bounds[0]);
      double white = Double.parseDouble(bounds[bounds.length - 1]);
      if (bounds.length == 2 && black < white && Double.isFinite(white - black)) {
        return new ValueRange(black, white);
      }
    } catch (NumberFormatException e) {
      // It is told below, as other mistakes are.
    }
    throw new IllegalArgumentException(
        "the scale of images must be none, or the values of black and white such as 0..255, got "
            + text);
  }

  /// Whether images are to be grey or coloured, if that is given: `grey` or `rgb`.
  Optional<String> colour() {
    return text(COLOUR);
  }

  /// The name of an array, if one is given.
  Optional<String> array() {
    return text(ARRAY);
  }

  /// What is known of how a table is written.
  ///
  /// @throws IllegalArgumentException if a value is wrong
  CsvOptions csv() {
    CsvOptions options = CsvOptions.detect();
    Optional<String> delimiter = text(DELIMITER);
    if (delimiter.isPresent()) {
      options = options.withDelimiter(delimiter(delimiter.get()));
    }
    Optional<String> header = text(HEADER);
    if (header.isPresent()) {
      options = options.withHeader(oneOf(HEADER, header.get(), "true", "false"));
    }
    Optional<String> decimal = text(DECIMAL);
    if (decimal.isPresent()) {
      options = options.withDecimalComma(oneOf(DECIMAL, decimal.get(), "comma", "point"));
    }
    Optional<String> encoding = text(ENCODING);
    if (encoding.isPresent()) {
      options = options.withCharset(charset(encoding.get()));
    }
    Optional<String> missing = text(NA);
    return missing.isPresent()
        ? options.withMissing(Set.of(missing.get().split(",", -1)))
        : options;
  }

  /// The query that gives a table.
  ///
  /// @throws IllegalArgumentException if there is none
  String query() {
    return text(QUERY)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a database needs a query; say which one with --query \"SELECT …\""));
  }

  /// How a database is reached. Its password comes from the environment, and from nowhere else.
  JdbcOptions database() {
    JdbcOptions options = JdbcOptions.defaults();
    Optional<String> path = unnoted(DRIVER_PATH);
    if (path.isPresent()) {
      options = options.withDriverPath(Path.of(path.get()));
    }
    Optional<String> user = unnoted(USER);
    if (user.isPresent()) {
      options = options.withUser(user.get());
    }
    String password = System.getenv(PASSWORD);
    return password == null ? options : options.withPassword(Password.of(password));
  }

  /// A setting on which the rows do not depend.
  private Optional<String> unnoted(String name) {
    unused.remove(name);
    return Optional.ofNullable(settings.get(name));
  }

  private static char delimiter(String text) {
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new IllegalArgumentException("delimiter must be one character, or tab, got " + text);
    }
    return text.charAt(0);
  }

  /// Whether a text is the first of two.
  private static boolean oneOf(String name, String text, String first, String second) {
    if (!text.equals(first) && !text.equals(second)) {
      throw new IllegalArgumentException(
          "%s must be %s or %s, got %s".formatted(name, first, second, text));
    }
    return text.equals(first);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "encoding must be one such as UTF-8 or ISO-8859-1, got " + name, e);
    }
  }

  /// How the columns of a table are prepared.
  ///
  /// @throws IllegalArgumentException if a value is wrong
  PreparationSettings preparation() {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    Map<String, String> sayers = new LinkedHashMap<>();
    ColumnSettings.KINDS.forEach((setting, kind) -> {
      for (String column : text(setting).map(NameList::split).orElse(List.of())) {
        String earlier = sayers.put(column, setting);
        if (earlier != null) {
          throw new IllegalArgumentException(
              "the column %s is named by %s and by %s".formatted(column, earlier, setting));
        }
        kinds.put(column, kind);
      }
    });
    PreparationSettings settings = PreparationSettings.defaults().withKinds(kinds);
    Optional<String> scale = text(SCALE);
    if (scale.isPresent()) {
      settings = settings.withScale(Scale.of(scale.get()));
    }
    Optional<String> parts = text(DATE_PARTS);
    if (parts.isPresent()) {
      settings = settings.withDateParts(DatePart.listOf(parts.get()));
    }
    Optional<String> minCount = text(MIN_COUNT);
    if (minCount.isPresent()) {
      settings = settings.withMinCount(number(MIN_COUNT, minCount.get()));
    }
    Optional<String> maxLevels = text(MAX_LEVELS);
    return maxLevels.isPresent()
        ? settings.withMaxLevels(number(MAX_LEVELS, maxLevels.get()))
        : settings;
  }

  /// The columns that only have to be there, as settings to check. They change nothing about what
  /// is read.
  PreparationSettings constants() {
    unused.remove(ColumnSettings.CONSTANT);
    Map<String, ColumnKind> constants = new LinkedHashMap<>();
    Optional.ofNullable(settings.get(ColumnSettings.CONSTANT))
        .map(NameList::split)
        .orElse(List.of())
        .forEach(column -> constants.put(column, ColumnKind.CONSTANT));
    return PreparationSettings.defaults().withKinds(constants);
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, got %s".formatted(name.replace('_', ' '), text), e);
    }
  }

  /// How the rows of a table become data to train on.
  ///
  /// @param kinds of columns, where nothing else was said
  /// @param testRows so many, the last ones, are to test on, if that is given
  /// @throws IllegalArgumentException if a value is wrong
  TableSettings table(Map<String, ColumnKind> kinds, OptionalInt testRows) {
    TableSplit.Sizes usual = TableSplit.Sizes.DEFAULT;
    double validation = size(VALIDATION_ROWS, usual.validation());
    double calibration = size(CALIBRATION_ROWS, usual.calibration());
    double test = testRows.isPresent() ? 0 : testSize(usual.test());
    return TableSettings.defaults()
        .withPreparation(with(kinds, preparation()))
        .withOrder(testRows.isPresent() ? divided(testRows.getAsInt()) : order())
        .withSizes(new TableSplit.Sizes(validation, calibration, test))
        .withNormal(levels(NORMAL))
        .withAnomalous(levels(ANOMALY));
  }

  private Set<String> levels(String name) {
    return Set.copyOf(text(name).map(NameList::split).orElse(List.of()));
  }

  private double size(String name, double usual) {
    String text = text(name).orElse(String.valueOf(usual));
    choose(name, text);
    try {
      double size = Double.parseDouble(text);
      if (size >= 1 && !text.matches("[0-9]+")) {
        throw new NumberFormatException("a share is below 1");
      }
      return size;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number of rows, or a share of them such as 0.1, got %s"
              .formatted(name.replace('_', ' '), text),
          e);
    }
  }

  private static PreparationSettings with(
      Map<String, ColumnKind> kinds, PreparationSettings given) {
    Map<String, ColumnKind> all = new LinkedHashMap<>(given.kinds());
    kinds.forEach((column, kind) -> {
      if (!given.kinds().containsValue(kind)) {
        all.putIfAbsent(column, kind);
      }
    });
    return given.withKinds(all);
  }

  private double testSize(double usual) {
    double size = size(TEST_ROWS, usual);
    if (size == 0) {
      throw new IllegalArgumentException(wrongRows(text(TEST_ROWS).orElseThrow()));
    }
    return size;
  }

  private static TableSettings.Order divided(int testRows) {
    return new TableSettings.Divided(testRows);
  }

  private TableSettings.Order order() {
    return text(SPLIT).map(Reading::order).orElse(new TableSettings.Random());
  }

  private static TableSettings.Order order(String text) {
    if (text.startsWith(BY_TIME) && text.length() > BY_TIME.length()) {
      return new TableSettings.By(text.substring(BY_TIME.length()));
    }
    return switch (text) {
      case "random" -> new TableSettings.Random();
      case "ordered" -> new TableSettings.AsWritten();
      default ->
          throw new IllegalArgumentException(
              "split must be random, ordered or time:COLUMN, got " + text);
    };
  }

  /// Notes what a reader chose where nothing was given, and other versions may choose otherwise.
  private void choose(String name, String value) {
    used.put(name, value);
  }

  /// How many rows are taken away to test on.
  private int testRows(int rows) {
    String text = text(TEST_ROWS).orElse(String.valueOf(DEFAULT_SHARE));
    choose(TEST_ROWS, text);
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wrongRows(text), e);
    }
    boolean isShare = number > 0 && number < 1;
    if (!isShare && (number < 1 || number != Math.rint(number) || number >= rows)) {
      throw new IllegalArgumentException(
          wrongRows(text) + (number >= rows ? "; there are %d rows".formatted(rows) : ""));
    }
    if (rows < 2) {
      throw new IllegalArgumentException(
          "one row cannot both be trained and tested on; at least 2 are needed");
    }
    return isShare ? Math.clamp(Math.round(rows * number), 1, rows - 1) : (int) number;
  }

  private static String wrongRows(String text) {
    return "test rows must be a number of rows, or a share of them such as 0.2, got " + text;
  }

  /// Takes rows away to test on, of data that come without such rows.
  ///
  /// @param rows of the data
  /// @throws IllegalArgumentException if it is no number of rows, or none would be left
  Split testSplit(int rows) {
    return Split.forTest(rows, testRows(rows));
  }

  /// Refuses what was given and has not been asked for.
  ///
  /// @param what was read, as a user is told
  /// @throws IllegalArgumentException naming the first
  void checkUsed(String what) {
    for (String name : unused) {
      throw new IllegalArgumentException(
          "%s has no effect on %s; leave it away, got %s"
              .formatted(name.replace('_', ' '), what, settings.get(name)));
    }
  }

  /// How a table's text is read, where that was said.
  String written() {
    return Stream.of(DELIMITER, HEADER, DECIMAL, ENCODING, NA, IGNORE)
        .filter(settings::containsKey)
        .map(name -> name + "=" + settings.get(name))
        .collect(Collectors.joining(" "));
  }

  /// What the rows depend on beside the files, as text; nothing if they depend on these alone.
  String used() {
    return used.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }
}
