package dev.telar.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.preparation.CategoryColumn;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DateColumn;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.UnusedColumn;
import java.util.List;
import java.util.Optional;

/// The input is the preparation of a table's columns, as a model's file keeps it.
public final class PreparationTarget {
  private PreparationTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) {
    Preparation read;
    try {
      read = Preparation.parse(new String(input, UTF_8));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (message.length() > 2000 || message.codePoints().anyMatch(Character::isISOControl)) {
        throw new AssertionError("is not one line", e);
      }
      return;
    }
    if (!Preparation.parse(read.toJson()).equals(read)) {
      throw new AssertionError("is read as another one than it was written");
    }
  }

  static byte[] seed() {
    var time = new NumberColumn("when", 1e15, 1e12, 1e15, true);
    return new Preparation(
            List.of(
                new NumberColumn("size", 1.5, 0.25, 1.5, true),
                new CategoryColumn("shop", ColumnKind.CATEGORY, List.of("a", "b"), true, true),
                new CategoryColumn("paid", ColumnKind.BOOLEAN, List.of("no", "yes"), false, false),
                new DateColumn(time, List.of(DatePart.HOUR, DatePart.MONTH)),
                new UnusedColumn("unit", ColumnKind.CONSTANT, Optional.of("kg")),
                new UnusedColumn("name", ColumnKind.ID, Optional.empty())))
        .toJson()
        .getBytes(UTF_8);
  }
}
