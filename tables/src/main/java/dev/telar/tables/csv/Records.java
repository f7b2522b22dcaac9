package dev.telar.tables.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// Cuts text into records and cells, by FastCSV.
final class Records {
  private Records() {}

  /// Gives a handler all records of a text, or as many as it wants.
  ///
  /// @throws RefusedException if a record is not one, or the handler refuses it
  static void read(Reader text, char delimiter, RecordHandler handler) throws IOException {
    try (CsvReader<Boolean> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(RecordHandler.LONGEST_CELL)
            .build(handler, text)) {
      // Reads on until a record is not swallowed.
      var _ = reader.iterator().hasNext();
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw cause == null ? new IOException(e) : cause;
    } catch (CsvParseException e) {
      Throwable cause = e.getCause();
      if (cause == null) {
        throw RefusedException.cell(handler.cells(), problem(String.valueOf(e.getMessage())));
      }
      if (cause instanceof RuntimeException exception) {
        throw exception;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IOException(cause);
    }
  }

  /// FastCSV's three complaints, in the words of this package.
  private static String problem(String complaint) {
    if (complaint.startsWith("Unclosed quoted field")) {
      return "a quote is opened here and never closed";
    }
    if (complaint.startsWith("The maximum buffer size")) {
      return "has more than %d characters, perhaps because a quote is not closed"
          .formatted(RecordHandler.LONGEST_CELL);
    }
    if (complaint.startsWith("Unexpected character after closing quote")) {
      return "text follows the closing quote; a quote inside of quotes must be doubled";
    }
    return complaint;
  }
}
