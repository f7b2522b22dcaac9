package dev.telar.onnx;

import dev.telar.preparation.DateColumn;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.NumberColumn;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;

/// The parts of dates as nodes: points on circles, as [DatePart] has them.
final class DateNodes {
  private static final long DAY = 86_400_000_000L;

  /// 1970-01-01 was a Thursday, and weeks begin on Mondays.
  private static final long DAYS_TO_MONDAY = 3;

  private static final long WEEK = 7;

  /// Years that begin in March end with the day that some of them have more, and come again after
  /// 400 of them. (E. Richards, *Mapping Time*, 1998; H. Hinnant, *chrono-compatible low-level date
  /// algorithms*, 2013.)
  private static final long DAYS_OF_CYCLE = 146_097;

  private static final int YEARS_OF_CYCLE = 400;
  private static final int LONGEST_YEAR = 366;
  private static final LocalDate CYCLE = LocalDate.of(2000, 3, 1);

  /// What a date may be, so that sums of integers stay in their range.
  private static final double LARGEST = 8e18;

  private final GraphBuilder graph;

  DateNodes(GraphBuilder graph) {
    this.graph = graph;
  }

  /// The sine and the cosine of each part, floats `[N, 2 · parts]`, 0 where the date is missing.
  ///
  /// @param dates microseconds since 1970-01-01T00:00:00Z in double `[N, 1]`, none of them NaN
  /// @param missing `[N, 1]`
  String parts(String dates, String missing, List<DatePart> parts) {
    String bounded =
        graph.node("Clip", dates, graph.scalar(-LARGEST), graph.scalar(LARGEST)).output();
    String micros = graph.cast(bounded, ElementType.INT64);
    List<String> points = new ArrayList<>();
    for (DatePart part : parts) {
      points.add(
          switch (part) {
            case HOUR -> circle(micros, DAY);
            case WEEKDAY -> circle(plus(micros, DAYS_TO_MONDAY * DAY), WEEK * DAY);
            case MONTH -> months(micros);
          });
    }
    return graph.node("Where", missing, graph.constant(0f), graph.join(points)).output();
  }

  /// The point where a time is in its turn.
  private String circle(String micros, long turn) {
    String rest = graph.cast(mod(micros, turn), ElementType.DOUBLE);
    String share = graph.node("Div", rest, graph.constant((double) turn)).output();
    String angle = graph.node("Mul", share, graph.constant(2 * Math.PI)).output();
    // The cosine as a sine: not every runtime has a cosine of doubles.
    String turned = graph.node("Add", angle, graph.constant(Math.PI / 2)).output();
    return graph.cast(
        graph.node("Sin", graph.join(List.of(angle, turned))).output(), ElementType.FLOAT);
  }

  /// The point of a day in its year, from a table of all days of both kinds of years.
  private String months(String micros) {
    String days = div(graph.node("Sub", micros, mod(micros, DAY)).output(), DAY);
    String day = mod(plus(days, -CYCLE.toEpochDay()), DAYS_OF_CYCLE);
    String year =
        div(
            graph
                .node(
                    "Sub",
                    graph
                        .node(
                            "Add",
                            graph.node("Sub", day, div(day, 1460)).output(),
                            div(day, 36_524))
                        .output(),
                    div(day, 146_096))
                .output(),
            365);
    long[] begins = new long[YEARS_OF_CYCLE];
    for (int i = 0; i < YEARS_OF_CYCLE; i++) {
      // Minus where the year's days begin in the table.
      begins[i] =
          CYCLE.plusYears(i).toEpochDay()
              - CYCLE.toEpochDay()
              - (Year.isLeap(CYCLE.getYear() + i + 1) ? LONGEST_YEAR : 0);
    }
    String begin = graph.node("Gather", graph.constant(begins), year).output();
    String place = graph.node("Sub", day, begin).output();
    String flat = graph.node("Squeeze", place, graph.constant(1L)).output();
    return graph.node("Gather", graph.matrix(2, points()), flat).output();
  }

  /// The days from 1 March on, of a year whose February has 28 days and of one with 29.
  private static float[] points() {
    var column = new DateColumn(new NumberColumn("", 0, 1, 0, false), List.of(DatePart.MONTH));
    float[] points = new float[2 * 2 * LONGEST_YEAR];
    float[] row = new float[column.width()];
    for (int i = 0; i < 2 * LONGEST_YEAR; i++) {
      // The year before one with a 29 February, or before another.
      LocalDate first = LocalDate.of(i < LONGEST_YEAR ? 2001 : 2003, 3, 1);
      column.encode((double) (first.plusDays(i % LONGEST_YEAR).toEpochDay() * DAY), row, 0);
      System.arraycopy(row, 1, points, 2 * i, 2);
    }
    return points;
  }

  private String plus(String values, long addend) {
    return graph.node("Add", values, graph.constant(addend)).output();
  }

  /// The remainder that is not negative.
  private String mod(String values, long divisor) {
    return graph.node("Mod", values, graph.constant(divisor)).output();
  }

  /// Of values that are not negative, or multiples: runtimes round others in different ways.
  private String div(String values, long divisor) {
    return graph.node("Div", values, graph.constant(divisor)).output();
  }
}
