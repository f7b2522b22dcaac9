package dev.telar.table;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Dates;
import dev.telar.preparation.PreparedColumn;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes cells of a prepared column, as they arrive from a source: the same ones that the column
/// has in a table that was read whole. For one thread at a time.
public final class ArrivingColumn implements ColumnSink {
  private static final double MICROS = 1e6;

  private final PreparedColumn column;
  private final boolean decimalComma;
  private final Receiver receiver;
  private final Map<String, Integer> levels = new HashMap<>();
  private final Map<Double, Integer> numbers = new HashMap<>();

  /// Takes the cells.
  public interface Receiver {
    /// Takes a cell; see [PreparedColumn].
    void cell(double value);

    /// Takes a cell whose level the model does not know.
    ///
    /// @param value what stands for it
    void unseen(double value, String level);

    /// Takes a cell that is of another kind than the column.
    ///
    /// @param problem in one phrase
    void wrong(String problem);
  }

  /// @param decimalComma see [TableSource#decimalComma]
  public ArrivingColumn(PreparedColumn column, boolean decimalComma, Receiver receiver) {
    this.column = column;
    this.decimalComma = decimalComma;
    this.receiver = receiver;
    if (column instanceof CategoryColumn category) {
      for (int i = 0; i < category.levels().size(); i++) {
        String level = category.levels().get(i);
        levels.put(level, i);
        double number = Numbers.parse(level, false);
        if (CellText.number(number).equals(level)) {
          numbers.put(number, i);
        }
      }
    }
  }

  @Override
  public void missing() {
    receiver.cell(Double.NaN);
  }

  @Override
  public void number(double value) {
    if (Double.isNaN(value)) {
      missing();
    } else if (column instanceof CategoryColumn) {
      level(numbers.get(value + 0.0), CellText.number(value));
    } else if (column.kind() == ColumnKind.DATE) {
      receiver.wrong("is not a date such as 2026-03-01: " + CellText.number(value));
    } else if (Double.isInfinite(value)) {
      receiver.wrong("is not a finite number: " + value);
    } else {
      receiver.cell(value + 0.0);
    }
  }

  @Override
  public void truth(boolean value) {
    if (column instanceof CategoryColumn) {
      String text = String.valueOf(value);
      level(levels.get(text), text);
    } else {
      receiver.wrong(wanted() + value);
    }
  }

  @Override
  public void time(long epochMicros) {
    if (column instanceof CategoryColumn) {
      String text = CellText.date((double) epochMicros);
      level(levels.get(text), text);
    } else {
      receiver.cell(column.kind() == ColumnKind.DATE ? (double) epochMicros : epochMicros / MICROS);
    }
  }

  @Override
  public void text(char[] chars, int start, int length) {
    if (column instanceof CategoryColumn) {
      level(chars, start, length);
      return;
    }
    double value = Numbers.parse(chars, start, length, decimalComma);
    if (!Double.isNaN(value)) {
      number(value);
      return;
    }
    OptionalLong time = Dates.parse(chars, start, length);
    if (time.isPresent()) {
      time(time.getAsLong());
    } else {
      receiver.wrong(wanted() + new String(chars, start, length));
    }
  }

  private String wanted() {
    return column.kind() == ColumnKind.DATE
        ? "is not a date such as 2026-03-01: "
        : "is not a number: ";
  }

  private void level(char[] chars, int start, int length) {
    String text = new String(chars, start, length);
    @Nullable Integer place = levels.get(text);
    if (place == null) {
      double value = Numbers.parse(chars, start, length, decimalComma);
      if (!Double.isNaN(value) && !isPadded(text)) {
        place = numbers.get(value);
      } else {
        OptionalLong time = Dates.parse(chars, start, length);
        place = time.isEmpty() ? null : levels.get(CellText.date((double) time.getAsLong()));
      }
    }
    level(place, text);
  }

  private static boolean isPadded(String text) {
    return text.length() > 1 && text.charAt(0) == '0' && Character.isDigit(text.charAt(1));
  }

  private void level(@Nullable Integer place, String text) {
    var category = (CategoryColumn) column;
    if (place != null) {
      receiver.cell(place);
    } else if (category.other()) {
      receiver.unseen(category.unknown(), text);
    } else {
      receiver.wrong(
          "is not one of its levels %s: %s"
              .formatted(String.join(" and ", category.levels()), text));
    }
  }
}
