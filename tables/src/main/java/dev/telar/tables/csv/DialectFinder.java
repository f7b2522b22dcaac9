package dev.telar.tables.csv;

import dev.telar.table.Numbers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds how a file is written by looking at its beginning.
///
/// The delimiter is the one that cuts most records into the same number of cells, at least two;
/// among equals the one with most numbers in the cells, then the first of comma, semicolon, tab and
/// bar. A file that none cuts has one column, and so has one of a name above numbers with decimal
/// commas alone. Numbers have a decimal comma if the delimiter is none and there are such numbers,
/// and none with a point. What a header is, says [HeaderRule].
final class DialectFinder {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /// What stands for none where a file has one column, and its commas are decimal ones.
  private static final char NONE = ';';

  private final Sample sample;
  private final CsvOptions options;

  private DialectFinder(Sample sample, CsvOptions options) {
    this.sample = sample;
    this.options = options;
  }

  /// Finds what the options leave open.
  static Dialect find(Sample sample, CsvOptions options) {
    return new DialectFinder(sample, options).find();
  }

  private Dialect find() {
    Cut cut = options.delimiter().map(this::cut).orElseGet(this::bestCut);
    boolean decimalComma = options.decimalComma().orElseGet(() -> hasDecimalCommas(cut));
    boolean header =
        options
            .header()
            .orElseGet(() -> new HeaderRule(decimalComma).hasHeader(cut.records(), cut.cells()));
    return new Dialect(sample.charset(), cut.delimiter(), decimalComma, header);
  }

  private Cut bestCut() {
    if (isColumnOfDecimalCommas()) {
      return cut(NONE);
    }
    List<Cut> cuts = DELIMITERS.stream().map(this::cut).toList();
    // Of equals the first is taken.
    return cuts.stream()
        .max(
            Comparator.comparingInt((Cut cut) -> cut.cells() > 1 ? 1 : 0)
                .thenComparingInt(Cut::alike)
                .thenComparingDouble(DialectFinder::numbers))
        .orElseThrow();
  }

  /// Whether the first record is a name, and all others are numbers, of which some have a decimal
  /// comma: a name above two columns would be one too few.
  private boolean isColumnOfDecimalCommas() {
    if (!options.decimalComma().orElse(true) || !options.header().orElse(true)) {
      return false;
    }
    List<String[]> records = sample.records(',');
    if (records.isEmpty() || records.getFirst().length != 1) {
      return false;
    }
    String name = records.getFirst()[0];
    List<String[]> below = records.subList(1, records.size());
    return DELIMITERS.stream().noneMatch(delimiter -> name.indexOf(delimiter) >= 0)
        && !isNumber(name, true)
        && below.stream().allMatch(DialectFinder::isDecimal)
        && below.stream().anyMatch(record -> record.length == 2);
  }

  private static boolean isDecimal(String[] record) {
    return record.length == 2
        ? isDigitAt(record[0], record[0].length() - 1)
            && isDigitAt(record[1], 0)
            && isNumber(record[0] + "," + record[1], true)
        : record.length == 1 && isNumber(record[0], true);
  }

  private static boolean isDigitAt(String text, int index) {
    return index >= 0 && index < text.length() && Character.isDigit(text.charAt(index));
  }

  private Cut cut(char delimiter) {
    List<String[]> records = sample.records(delimiter);
    Map<Integer, Integer> counts = new HashMap<>();
    records.forEach(record -> counts.merge(record.length, 1, Integer::sum));
    var usual =
        counts.entrySet().stream()
            .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey));
    return new Cut(
        delimiter,
        records,
        usual.map(Map.Entry::getKey).orElse(0),
        usual.map(Map.Entry::getValue).orElse(0));
  }

  /// The share of cells that are numbers of either kind.
  private static double numbers(Cut cut) {
    long numbers = 0;
    long all = 0;
    for (String[] record : cut.records()) {
      for (String cell : record) {
        all++;
        numbers +=
            isNumber(cell, false) || (cut.delimiter() != ',' && isNumber(cell, true)) ? 1 : 0;
      }
    }
    return all == 0 ? 0 : (double) numbers / all;
  }

  private static boolean hasDecimalCommas(Cut cut) {
    if (cut.delimiter() == ',') {
      return false;
    }
    boolean found = false;
    for (String[] record : cut.records()) {
      for (String cell : record) {
        if (cell.indexOf('.') >= 0 && isNumber(cell, false)) {
          return false;
        }
        found |= cell.indexOf(',') >= 0 && isNumber(cell, true);
      }
    }
    return found;
  }

  private static boolean isNumber(String text, boolean decimalComma) {
    return !Double.isNaN(Numbers.parse(text, decimalComma));
  }

  /// What a delimiter makes of the sample.
  ///
  /// @param cells the number of cells that most records have
  /// @param alike how many have it
  private record Cut(char delimiter, List<String[]> records, int cells, int alike) {}
}
