package dev.telar.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.telar.format.FormatException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a NumPy file's header, which is a Python dictionary such as `{'descr': '<f4',
/// 'fortran_order': False, 'shape': (60000, 784), }`. It is read character by character as what it
/// has to be, and never evaluated.
final class NpyHeaderParser {
  private static final String SPACES = " \t\n\r";
  private static final String BYTE_ORDERS = "<>=|";

  private final ArraySource source;
  private final int offset;

  // One character a byte, so that offsets are right. What is read is ASCII.
  private final String text;

  private int at;

  private @Nullable String type;
  private int typeAt;
  private @Nullable Boolean isFortran;
  private @Nullable List<Integer> shape;

  private NpyHeaderParser(ArraySource source, int offset, byte[] header) {
    this.source = source;
    this.offset = offset;
    this.text = new String(header, ISO_8859_1);
  }

  /// Reads a header.
  ///
  /// @param offset where in the file it begins
  /// @throws FormatException if it is not one, or describes an array that is not read
  static NpyHeader parse(ArraySource source, int offset, byte[] header) throws FormatException {
    return new NpyHeaderParser(source, offset, header).parse();
  }

  private NpyHeader parse() throws FormatException {
    expect('{');
    boolean goesOn = true;
    while (goesOn && !skip('}')) {
      readItem();
      goesOn = skip(',');
      if (!goesOn) {
        expect('}');
      }
    }
    skipSpaces();
    if (at < text.length()) {
      throw problem(at, "the header goes on after its dictionary, only spaces may follow");
    }
    if (type == null || isFortran == null || shape == null) {
      String missing = type == null ? "descr" : isFortran == null ? "fortran_order" : "shape";
      throw problem(
          0, "the header has no '" + missing + "'; it must have descr, fortran_order and shape");
    }
    NumberType number = NumberType.of(withoutOrder(type));
    if (number == null) {
      throw problem(typeAt, NpyTypes.refusal(type));
    }
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(number, order, isFortran, shape, offset + text.length());
  }

  private void readItem() throws FormatException {
    skipSpaces();
    int keyAt = at;
    String key = readString();
    expect(':');
    skipSpaces();
    boolean isNew =
        switch (key) {
          case "descr" -> type == null;
          case "fortran_order" -> isFortran == null;
          case "shape" -> shape == null;
          default ->
              throw problem(
                  keyAt,
                  "the header has the key '%s'; known are descr, fortran_order and shape"
                      .formatted(key));
        };
    if (!isNew) {
      throw problem(keyAt, "the header has '" + key + "' twice");
    }
    switch (key) {
      case "descr" -> type = readType();
      case "fortran_order" -> isFortran = readBoolean();
      default -> shape = readShape();
    }
  }

  private String readType() throws FormatException {
    typeAt = at;
    if (next() == '[') {
      throw problem(at, NpyTypes.RECORDS);
    }
    return readString();
  }

  /// The byte order of `=` is the one of the computer that wrote it: all that NumPy is still built
  /// for have the same.
  private static String withoutOrder(String type) {
    return !type.isEmpty() && BYTE_ORDERS.indexOf(type.charAt(0)) >= 0 ? type.substring(1) : type;
  }

  private boolean readBoolean() throws FormatException {
    for (boolean value : new boolean[] {false, true}) {
      String word = value ? "True" : "False";
      if (text.startsWith(word, at)) {
        at += word.length();
        return value;
      }
    }
    throw problem(at, "the header has " + found() + " where True or False belongs");
  }

  private List<Integer> readShape() throws FormatException {
    int start = at;
    List<Integer> sizes = new ArrayList<>();
    double product = 1;
    expect('(');
    boolean goesOn = true;
    while (goesOn && !skip(')')) {
      skipSpaces();
      int sizeAt = at;
      double size = readSize(sizes.size());
      // A double cannot overflow, and is exact up to where the comparison is made.
      product *= size;
      if (product > NpyHeader.LARGEST_ARRAY) {
        throw problem(
            sizeAt,
            "the header promises %.0f values or more; an array holds at most %d"
                .formatted(product, NpyHeader.LARGEST_ARRAY));
      }
      sizes.add((int) size);
      goesOn = skip(',');
      if (!goesOn) {
        // In Python a tuple of one needs the comma.
        expect(sizes.size() == 1 ? ',' : ')');
      }
    }
    if (sizes.isEmpty()) {
      throw problem(start, "is a single number without dimensions, must have 1 to 4");
    }
    if (sizes.size() > NpyHeader.MOST_DIMENSIONS) {
      throw problem(
          start,
          "has %d dimensions, must have 1 to %d; flatten the rows: np.save(file, array.reshape(len(array), -1))"
              .formatted(sizes.size(), NpyHeader.MOST_DIMENSIONS));
    }
    return List.copyOf(sizes);
  }

  private double readSize(int dimension) throws FormatException {
    int start = at;
    if (next() == '-') {
      at++;
    }
    int digits = at;
    while (next() >= '0' && next() <= '9') {
      at++;
    }
    if (at == digits) {
      throw problem(at, "the header has " + found() + " where a size belongs");
    }
    double size = Double.parseDouble(text.substring(start, at));
    if (size < 1) {
      throw problem(
          start,
          "dimension %d has the size %s, must be at least 1"
              .formatted(dimension, text.substring(start, at)));
    }
    if (next() == 'L') {
      at++; // a long of Python 2
    }
    return size;
  }

  private String readString() throws FormatException {
    char quote = next();
    if (quote != '\'' && quote != '"') {
      throw problem(at, "the header has " + found() + " where a string belongs");
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw problem(at, "the header has a string that does not end");
    }
    String value = text.substring(at + 1, end);
    if (value.indexOf('\\') >= 0) {
      throw problem(at, "the header has a string with a backslash, which no array of numbers has");
    }
    at = end + 1;
    return value;
  }

  private void expect(char wanted) throws FormatException {
    if (!skip(wanted)) {
      throw problem(at, "the header has " + found() + " where '" + wanted + "' belongs");
    }
  }

  /// Whether this comes next, behind spaces; then it is left behind.
  private boolean skip(char wanted) {
    skipSpaces();
    boolean isNext = next() == wanted;
    if (isNext) {
      at++;
    }
    return isNext;
  }

  private void skipSpaces() {
    while (at < text.length() && SPACES.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /// The next character; 0 at the end, and no valid header has a 0.
  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private String found() {
    return at < text.length() ? "'" + next() + "'" : "its end";
  }

  private FormatException problem(int at, String problem) {
    return source.problem(offset + (long) at, problem);
  }
}
