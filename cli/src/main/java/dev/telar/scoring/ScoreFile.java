package dev.telar.scoring;

import dev.telar.preparation.PreparedColumn;
import dev.telar.score.Calibration;
import dev.telar.score.Reason;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import dev.telar.tables.out.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes scores: what names the row, its score, p-value, whether it is an anomaly, and why; with
/// the error of each column where that is wanted. Not safe for use by many threads.
public final class ScoreFile implements Closeable {
  private static final String ARRAY = ".npy";

  private final Scorer scorer;
  private final ScoreKind kind;
  private final boolean texts;
  private final boolean numbered;
  private final List<Integer> errors;
  private final TableWriter out;

  private ScoreFile(
      Scorer scorer,
      ScoreKind kind,
      boolean texts,
      boolean numbered,
      List<Integer> errors,
      TableWriter out) {
    this.scorer = scorer;
    this.kind = kind;
    this.texts = texts;
    this.numbered = numbered;
    this.errors = errors;
    this.out = out;
  }

  /// Begins a file; see [TableWriter#create].
  ///
  /// @param ids the columns that name the rows; without any their numbers do
  /// @param errors whether the error of each column is written
  public static ScoreFile create(
      Path file, Scorer scorer, ScoreKind kind, List<String> ids, boolean errors)
      throws IOException {
    boolean texts = !file.toString().endsWith(ARRAY);
    List<Integer> places = places(scorer, errors);
    List<TableWriter.Column> columns = columns(scorer, ids, places, texts);
    return new ScoreFile(
        scorer, kind, texts, ids.isEmpty(), places, TableWriter.create(file, columns));
  }

  /// Begins CSV on a stream that stays open.
  public static ScoreFile csv(
      OutputStream out, Scorer scorer, ScoreKind kind, List<String> ids, boolean errors)
      throws IOException {
    List<Integer> places = places(scorer, errors);
    List<TableWriter.Column> columns = columns(scorer, ids, places, true);
    return new ScoreFile(scorer, kind, true, ids.isEmpty(), places, TableWriter.csv(out, columns));
  }

  private static List<Integer> places(Scorer scorer, boolean errors) {
    if (!errors || scorer.preparation().isEmpty()) {
      return List.of();
    }
    List<PreparedColumn> columns = scorer.preparation().get().columns();
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).width() > 0)
        .boxed()
        .toList();
  }

  private static List<TableWriter.Column> columns(
      Scorer scorer, List<String> ids, List<Integer> errors, boolean texts) {
    List<TableWriter.Column> columns = new ArrayList<>();
    if (ids.isEmpty()) {
      columns.add(new TableWriter.Column("row", TableWriter.Type.WHOLE));
    } else if (texts) {
      ids.forEach(id -> columns.add(new TableWriter.Column(id, TableWriter.Type.TEXT)));
    }
    columns.add(new TableWriter.Column("score", TableWriter.Type.FLOAT));
    columns.add(new TableWriter.Column("p_value", TableWriter.Type.NUMBER));
    columns.add(new TableWriter.Column("anomaly", TableWriter.Type.TRUTH));
    if (texts && scorer.preparation().isPresent()) {
      columns.add(new TableWriter.Column("why", TableWriter.Type.TEXT));
    }
    errors.forEach(i ->
        columns.add(
            new TableWriter.Column(
                "error_" + scorer.preparation().orElseThrow().columns().get(i).name(),
                TableWriter.Type.NUMBER)));
    return columns;
  }

  /// Writes a row.
  ///
  /// @param anomaly whether it is one; empty if the model cannot say
  public void write(ScoredRow row, Optional<Boolean> anomaly) throws IOException {
    if (numbered) {
      out.whole(row.number());
    } else if (texts) {
      for (String id : row.ids()) {
        out.text(id);
      }
    }
    float score = row.score().by(kind);
    out.number(score);
    Optional<Calibration> calibration = scorer.calibration();
    if (calibration.isPresent()) {
      out.number(calibration.get().pValue(kind, score));
    } else {
      out.missing();
    }
    if (anomaly.isPresent()) {
      out.truth(anomaly.get());
    } else {
      out.missing();
    }
    if (texts && scorer.preparation().isPresent()) {
      out.text(row.why().stream().map(Reason::toString).collect(Collectors.joining("; ")));
    }
    for (int column : errors) {
      double error = row.score().errors()[column];
      if (Double.isNaN(error)) {
        out.missing();
      } else {
        out.number(error);
      }
    }
    out.endRow();
  }

  /// Has the file appear.
  public void commit() throws IOException {
    out.commit();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
