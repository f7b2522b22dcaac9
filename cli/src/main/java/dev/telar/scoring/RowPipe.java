package dev.telar.scoring;

import dev.telar.score.Reason;
import dev.telar.score.RowScore;
import dev.telar.score.Scorer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Scores rows by several threads, and gives them on in their order. A bounded number of rows is in
/// memory.
final class RowPipe implements AutoCloseable {
  private static final int CHUNK_ROWS = 512;
  private static final int CHUNKS_A_THREAD = 3;

  /// A row to be scored.
  private static final class Row {
    private final long number;
    private final double[] cells; // none of an image
    private final float[] inputs; // none of a table's row
    private final List<String> ids;
    private final Optional<String> label;

    Row(long number, double[] cells, float[] inputs, List<String> ids, Optional<String> label) {
      this.number = number;
      this.cells = cells;
      this.inputs = inputs;
      this.ids = ids;
      this.label = label;
    }
  }

  private final Scorer scorer;
  private final int reasons;
  private final RowTaker taker;
  private final ExecutorService pool;
  private final int most;
  private final Deque<Future<List<ScoredRow>>> running = new ArrayDeque<>();
  private List<Row> next = new ArrayList<>();

  /// @param reasons how many each row has at most
  RowPipe(Scorer scorer, int reasons, int threads, RowTaker taker) {
    this.scorer = scorer;
    this.reasons = reasons;
    this.taker = taker;
    this.pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    this.most = CHUNKS_A_THREAD * threads;
  }

  /// Takes a row.
  ///
  /// @param cells kept, not copied
  void add(long number, double[] cells, List<String> ids, Optional<String> label)
      throws IOException, InterruptedException {
    add(new Row(number, cells, new float[0], ids, label));
  }

  /// Takes an image.
  ///
  /// @param inputs kept, not copied
  void addImage(long number, float[] inputs, Optional<String> label)
      throws IOException, InterruptedException {
    add(new Row(number, new double[0], inputs, List.of(), label));
  }

  private void add(Row row) throws IOException, InterruptedException {
    next.add(row);
    if (next.size() == CHUNK_ROWS) {
      submit();
    }
  }

  private void submit() throws IOException, InterruptedException {
    List<Row> chunk = next;
    next = new ArrayList<>(CHUNK_ROWS);
    running.add(pool.submit(() -> score(chunk)));
    if (running.size() >= most) {
      takeFirst();
    }
  }

  private List<ScoredRow> score(List<Row> rows) {
    List<ScoredRow> scored = new ArrayList<>(rows.size());
    for (Row row : rows) {
      RowScore score =
          row.inputs.length == 0 ? scorer.scoreCells(row.cells) : scorer.score(row.inputs);
      List<Reason> why =
          reasons == 0 || row.cells.length == 0 ? List.of() : scorer.why(score, row.cells, reasons);
      scored.add(new ScoredRow(row.number, row.ids, row.label, score, why));
    }
    return scored;
  }

  private void takeFirst() throws IOException, InterruptedException {
    try {
      for (ScoredRow row : running.remove().get()) {
        taker.take(row);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Gives all rows on that have not been.
  void finish() throws IOException, InterruptedException {
    submit();
    while (!running.isEmpty()) {
      takeFirst();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
