package dev.telar.scoring;

import dev.telar.data.Dataset;
import dev.telar.data.Labels;
import dev.telar.data.Samples;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.PreparedColumn;
import dev.telar.score.Scorer;
import dev.telar.table.TableSamples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Scores rows that are in memory: those that a model is tested on, or images.
public final class KnownRows {
  private final Scorer scorer;
  private final int reasons;
  private final int threads;

  /// @param reasons how many each row has at most
  public KnownRows(Scorer scorer, int reasons, int threads) {
    this.scorer = scorer;
    this.reasons = reasons;
    this.threads = threads;
  }

  /// The columns that name the rows of a table.
  public static List<String> ids(Samples samples) {
    return samples instanceof TableSamples table
        ? table.preparation().columns().stream()
            .filter(column -> column.kind() == ColumnKind.ID)
            .map(PreparedColumn::name)
            .toList()
        : List.of();
  }

  /// Scores all rows of some parts of data, in their order.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public void score(List<Dataset.Part> parts, RowTaker taker)
      throws IOException, InterruptedException {
    try (var pipe = new RowPipe(scorer, reasons, threads, taker)) {
      long number = 0;
      for (Dataset.Part part : parts) {
        for (int row = 0; row < part.samples().rows(); row++) {
          add(pipe, part, row, ++number);
        }
      }
      pipe.finish();
    }
  }

  private static void add(RowPipe pipe, Dataset.Part part, int row, long number)
      throws IOException, InterruptedException {
    Optional<String> label = part.labels().map(labels -> name(labels, row));
    if (!(part.samples() instanceof TableSamples table)) {
      float[] inputs = new float[part.samples().width()];
      part.samples().read(row, inputs);
      pipe.addImage(number, inputs, label);
      return;
    }
    List<PreparedColumn> columns = table.preparation().columns();
    double[] cells = new double[columns.size()];
    Arrays.setAll(cells, i -> columns.get(i).width() > 0 ? table.cell(row, i) : Double.NaN);
    List<String> ids =
        IntStream.range(0, cells.length)
            .filter(i -> columns.get(i).kind() == ColumnKind.ID)
            .mapToObj(i -> table.text(row, i))
            .toList();
    pipe.add(table.tableRow(row) + 1L, cells, ids, label);
  }

  private static String name(Labels labels, int row) {
    return labels.name(labels.at(row));
  }
}
