package dev.telar.tables.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.telar.content.Content;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A file's beginning.
///
/// @param charset its encoding, as it was named or by the look of it
/// @param compressed whether the file is gzip
/// @param text the beginning's characters
/// @param whole whether that is all
record Sample(Charset charset, boolean compressed, String text, boolean whole) {
  private static final int FIRST_BYTES = 1 << 16;
  private static final int ENOUGH_BYTES = 1 << 20;
  private static final int MOST_BYTES = 1 << 22;

  /// A header and two rows show more than one line does.
  private static final int FEWEST_LINES = 3;

  private static final int MOST_RECORDS = 1000;

  /// More than a mebibyte has, so that all delimiters are tried on the same lines.
  private static final int MOST_CELLS = 1_000_000;

  private static final int LONGEST_KEPT = 200;

  /// Reads a mebibyte, or more if its lines are very long.
  ///
  /// @param charset the encoding, if it is known
  /// @throws dev.telar.format.FormatException if it is no text
  static Sample of(Path file, Optional<Charset> charset) throws IOException {
    try (Content content = Content.open(file)) {
      var head = new byte[FIRST_BYTES];
      int filled = content.read(head, 0, head.length);
      while (filled == head.length
          && (filled < ENOUGH_BYTES || (filled < MOST_BYTES && lines(head) < FEWEST_LINES))) {
        head = Arrays.copyOf(head, 2 * filled);
        filled += content.read(head, filled, filled);
      }
      boolean whole = filled < head.length;
      head = Arrays.copyOf(head, filled);
      Charset found = charset.isPresent() ? charset.get() : TextEncoding.find(file, head, whole);
      String text = new String(head, found);
      return new Sample(
          found,
          content.isCompressed(),
          text.startsWith("\ufeff") ? text.substring(1) : text,
          whole);
    }
  }

  private static int lines(byte[] head) {
    int breaks = 0;
    for (byte b : head) {
      breaks += b == '\n' || b == '\r' ? 1 : 0;
    }
    return breaks;
  }

  /// The records as this delimiter cuts them, up to the first that is none; of long cells the
  /// beginning. The last one is left out where it may be cut.
  List<String[]> records(char delimiter) {
    var handler = new Collector();
    boolean cut = !whole;
    try {
      Records.read(new StringReader(text), delimiter, handler);
      cut &= !handler.isFull();
    } catch (RefusedException | CsvParseException e) {
      // It is told where the file is read, if this is the delimiter.
      cut = false;
      if (handler.cells() == RecordHandler.MOST_COLUMNS) {
        handler.endRecord(handler.cells());
      }
    } catch (IOException e) {
      throw new AssertionError("a string is read without errors", e);
    }
    List<String[]> records = handler.records;
    return cut && records.size() > 1 ? records.subList(0, records.size() - 1) : records;
  }

  /// Keeps records.
  private static final class Collector extends RecordHandler {
    private final List<String[]> records = new ArrayList<>();
    private final List<String> record = new ArrayList<>();
    private int kept;

    boolean isFull() {
      return records.size() == MOST_RECORDS || kept >= MOST_CELLS;
    }

    @Override
    void cell(int column, char[] chars, int start, int length, boolean quoted) {
      record.add(length == 0 ? "" : new String(chars, start, Math.min(length, LONGEST_KEPT)));
    }

    @Override
    boolean endRecord(int count) {
      records.add(record.toArray(String[]::new));
      record.clear();
      kept += count;
      return isFull();
    }
  }
}
