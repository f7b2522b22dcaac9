package dev.telar.tables.csv;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;

/// What somebody knows of a file of separated values; everything else is found by looking at it.
///
/// @param delimiter the character between cells
/// @param header whether the first record has the columns' names
/// @param decimalComma whether numbers have a comma where others have a point
/// @param charset the characters' encoding; a byte order mark is skipped in any case
/// @param missing texts of cells without quotes that mean that there is no value, in addition to
///   the usual ones: those of pandas (`NA`, `N/A`, `NaN`, `null`, `None` and so on) and `?`
public record CsvOptions(
    Optional<Character> delimiter,
    Optional<Boolean> header,
    Optional<Boolean> decimalComma,
    Optional<Charset> charset,
    Set<String> missing) {

  /// @throws IllegalArgumentException if the delimiter is a quote, a line break, or the decimal
  ///   comma
  public CsvOptions {
    missing = Set.copyOf(missing);
    if (delimiter.isPresent() && "\"\n\r\0\ufeff".indexOf(delimiter.get()) >= 0) {
      throw new IllegalArgumentException(
          "the delimiter must be neither a quote nor a line break nor a character that is not text");
    }
    if (delimiter.equals(Optional.of(',')) && decimalComma.equals(Optional.of(true))) {
      throw new IllegalArgumentException("a comma cannot be both delimiter and decimal comma");
    }
  }

  /// Finds everything by looking.
  public static CsvOptions detect() {
    return new CsvOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
  }

  /// The same, with this character between cells.
  public CsvOptions withDelimiter(char value) {
    return new CsvOptions(Optional.of(value), header, decimalComma, charset, missing);
  }

  /// The same, with names in the first record or without.
  public CsvOptions withHeader(boolean value) {
    return new CsvOptions(delimiter, Optional.of(value), decimalComma, charset, missing);
  }

  /// The same, with a comma in numbers or without.
  public CsvOptions withDecimalComma(boolean value) {
    return new CsvOptions(delimiter, header, Optional.of(value), charset, missing);
  }

  /// The same, in this encoding.
  public CsvOptions withCharset(Charset value) {
    return new CsvOptions(delimiter, header, decimalComma, Optional.of(value), missing);
  }

  /// The same, with these texts for cells without a value in addition to the usual ones.
  public CsvOptions withMissing(Set<String> value) {
    return new CsvOptions(delimiter, header, decimalComma, charset, value);
  }
}
