package dev.telar.preparation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A part of a date that comes again and again. It becomes a point on a circle, the sine and the
/// cosine of its angle, so that its end lies beside its beginning.
public enum DatePart {
  /// The time of the day: midnight is at angle 0.
  HOUR {
    @Override
    double turn(long micros) {
      return Math.floorMod(micros, DAY) / (double) DAY;
    }
  },
  /// The day of the week, with its time: Monday's begin is at angle 0.
  WEEKDAY {
    @Override
    double turn(long micros) {
      // 1970-01-01 was a Thursday.
      return Math.floorMod(micros + 3 * DAY, 7 * DAY) / (double) (7 * DAY);
    }
  },
  /// The month, with the day of it: the first of January is at angle 0.
  MONTH {
    @Override
    double turn(long micros) {
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
      double ofMonth = (day.getDayOfMonth() - 1) / (double) day.lengthOfMonth();
      return (day.getMonthValue() - 1 + ofMonth) / MONTHS;
    }
  };

  private static final long DAY = 86_400_000_000L;

  private static final int MONTHS = 12;

  /// How many inputs it has.
  static final int WIDTH = 2;

  /// Where on its circle a time is, in turns.
  ///
  /// @param micros since 1970-01-01T00:00:00Z
  /// @return in [0, 1)
  abstract double turn(long micros);

  /// Writes sine and cosine.
  void encode(long micros, float[] out, int at) {
    double angle = 2 * Math.PI * turn(micros);
    // Those of StrictMath are the same on every machine.
    out[at] = (float) StrictMath.sin(angle);
    out[at + 1] = (float) StrictMath.cos(angle);
  }

  /// Parts by their names, with commas between them.
  ///
  /// @throws IllegalArgumentException if one is unknown
  public static List<DatePart> listOf(String names) {
    return Arrays.stream(names.split(",", -1)).map(DatePart::of).toList();
  }

  private static DatePart of(String name) {
    return Arrays.stream(values())
        .filter(part -> part.toString().equals(name.strip()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "date parts must be of hour, weekday and month, got " + name));
  }

  /// The name in files and on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
