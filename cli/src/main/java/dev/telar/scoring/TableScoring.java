package dev.telar.scoring;

import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.preparation.UnusedColumn;
import dev.telar.score.Scorer;
import dev.telar.source.TableStream;
import dev.telar.source.TextColumn;
import dev.telar.table.ArrivingColumn;
import dev.telar.table.ColumnSink;
import dev.telar.table.Numbers;
import dev.telar.table.TableSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Scores the rows of a table as they pass by. Columns are matched by name.
public final class TableScoring {
  private final Scorer scorer;
  private final Preparation preparation;
  private final TableStream table;
  private final List<String> ids;
  private final Optional<String> label;
  private final int reasons;
  private final int threads;

  /// What happens to rows.
  public interface Rows {
    /// Takes a row that was scored.
    void scored(ScoredRow row) throws IOException;

    /// Takes a row that cannot be scored.
    ///
    /// @param place the line in which it begins, of text; else the row's number; from 1
    /// @param problem in one phrase, with the column
    void rejected(long place, String problem) throws IOException;
  }

  /// @param reasons how many each row has at most
  /// @throws IllegalArgumentException if the table has none of the model's columns
  public TableScoring(Scorer scorer, TableStream table, int reasons, int threads) {
    this.scorer = scorer;
    this.preparation = scorer.preparation().orElseThrow();
    this.table = table;
    this.reasons = reasons;
    this.threads = threads;
    List<String> needed =
        preparation.columns().stream()
            .filter(column -> column.width() > 0)
            .map(PreparedColumn::name)
            .toList();
    if (needed.stream().noneMatch(table.source().columns()::contains)) {
      throw new IllegalArgumentException(
          "%s has none of the columns of the model: %s"
              .formatted(table.name(), String.join(", ", needed)));
    }
    Map<String, ColumnKind> said = table.settings().preparation().kinds();
    this.ids =
        table.source().columns().stream()
            .filter(column -> kind(said, column) == ColumnKind.ID)
            .toList();
    this.label =
        table.source().columns().stream()
            .filter(column -> kind(said, column) == ColumnKind.LABEL)
            .findFirst();
  }

  /// What a column is, as was said or as the model has it.
  private @Nullable ColumnKind kind(Map<String, ColumnKind> said, String column) {
    OptionalInt place = preparation.find(column);
    boolean input = place.isPresent() && preparation.columns().get(place.getAsInt()).width() > 0;
    if (input) {
      return preparation.columns().get(place.getAsInt()).kind();
    }
    ColumnKind own = said.get(column);
    return own == null && place.isPresent()
        ? preparation.columns().get(place.getAsInt()).kind()
        : own;
  }

  /// The columns that name the rows.
  public List<String> ids() {
    return ids;
  }

  /// Scores all rows, in their order.
  ///
  /// @return what is to be known of them
  /// @throws IOException if the table is bad, or the rows cannot be taken
  /// @throws InterruptedException if the thread is interrupted
  public Remarks score(Rows rows) throws IOException, InterruptedException {
    var remarks = new Remarks();
    try (var pipe = new RowPipe(scorer, reasons, threads, rows::scored)) {
      var row = new ArrivingRow(pipe, rows, remarks);
      List<ColumnSink> sinks = new ArrayList<>();
      List<String> names = table.source().columns();
      names.forEach(name -> sinks.add(sink(name, row, remarks)));
      for (PreparedColumn column : preparation.columns()) {
        if (column.width() > 0 && !names.contains(column.name())) {
          remarks.missingColumn(column.name());
        }
      }
      try {
        table.source().read(sinks, row);
      } catch (UncheckedIOException e) {
        throw e.getCause() == null ? new IOException(e) : e.getCause();
      } catch (EndedException e) {
        throw new InterruptedException();
      }
      pipe.finish();
    }
    return remarks;
  }

  private ColumnSink sink(String name, ArrivingRow row, Remarks remarks) {
    OptionalInt place = preparation.find(name);
    if (ids.contains(name)) {
      int id = ids.indexOf(name);
      return new TextColumn(text -> row.ids[id] = shown(text));
    }
    if (label.isPresent() && label.get().equals(name)) {
      return new TextColumn(text -> row.label = shown(text));
    }
    if (place.isEmpty()) {
      if (!table.settings().preparation().kinds().containsKey(name)) {
        remarks.extraColumn(name);
      }
      return new TextColumn(_ -> {});
    }
    PreparedColumn column = preparation.columns().get(place.getAsInt());
    if (column instanceof UnusedColumn unused) {
      boolean constant = unused.kind() == ColumnKind.CONSTANT;
      String usual = unused.value().orElse(CellText.MISSING);
      return new TextColumn(text -> {
        if (constant && !isSame(usual, shown(text))) {
          remarks.moved(name);
        }
      });
    }
    return new ArrivingColumn(
        column, table.source().decimalComma(), row.receiver(place.getAsInt(), column));
  }

  private static String shown(@Nullable String text) {
    return text == null ? CellText.MISSING : text;
  }

  private static boolean isSame(String usual, String text) {
    if (usual.equals(text)) {
      return true;
    }
    double number = Numbers.parse(text, false);
    return !Double.isNaN(number) && usual.equals(CellText.number(number));
  }

  /// A thread that reads was interrupted.
  private static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// The row that is arriving.
  private final class ArrivingRow implements TableSource.Rows {
    private final RowPipe pipe;
    private final Rows rows;
    private final Remarks remarks;
    private double[] cells = empty();
    private String[] ids = noIds();
    private @Nullable String label;
    private @Nullable String problem;
    private long number;

    ArrivingRow(RowPipe pipe, Rows rows, Remarks remarks) {
      this.pipe = pipe;
      this.rows = rows;
      this.remarks = remarks;
    }

    private double[] empty() {
      double[] cells = new double[preparation.columns().size()];
      Arrays.fill(cells, Double.NaN);
      return cells;
    }

    /// Each column gives one.
    private String[] noIds() {
      String[] none = new String[TableScoring.this.ids.size()];
      Arrays.fill(none, "");
      return none;
    }

    ArrivingColumn.Receiver receiver(int place, PreparedColumn column) {
      return new ArrivingColumn.Receiver() {
        @Override
        public void cell(double value) {
          cells[place] = value;
          if (Double.isNaN(value) && !column.knowsMissing()) {
            remarks.missing(column.name());
          }
        }

        @Override
        public void unseen(double value, String level) {
          cells[place] = value;
          remarks.unseen(column.name(), level);
        }

        @Override
        public void wrong(String told) {
          if (problem == null) {
            problem = "the column %s %s".formatted(column.name(), told);
          }
        }
      };
    }

    @Override
    public boolean refused(long place, String told) {
      number++;
      try {
        rows.rejected(place, told);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      begin();
      return true;
    }

    @Override
    public void ended(long place) {
      number++;
      try {
        if (problem == null) {
          pipe.add(number, cells, List.of(ids), Optional.ofNullable(label));
        } else {
          rows.rejected(place, problem);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EndedException();
      }
      begin();
    }

    private void begin() {
      cells = empty();
      ids = noIds();
      label = null;
      problem = null;
    }
  }
}
