package dev.telar.study;

import dev.telar.data.Dataset;
import dev.telar.data.FileIdentity;
import dev.telar.preparation.ColumnKind;
import dev.telar.run.Anomalous;
import dev.telar.run.Baseline;
import dev.telar.study.LinearOptimum.LinearModel;
import dev.telar.table.ColumnSink;
import dev.telar.table.PreparationSettings;
import dev.telar.table.TableCells;
import dev.telar.table.TableData;
import dev.telar.table.TableSettings;
import dev.telar.table.TableSource;
import dev.telar.text.DataWords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A table with columns of every kind, and a study of it with numbers of one's own.
public final class MadeUpTable {
  private static final int ROWS = 300;
  private static final int SHOPS = 12;

  private MadeUpTable() {}

  private record Cells(List<String> columns, List<List<String>> rows) implements TableSource {
    @Override
    public List<FileIdentity> read(List<? extends ColumnSink> sinks) {
      for (List<String> row : rows) {
        for (int i = 0; i < sinks.size(); i++) {
          if (row.get(i).isEmpty()) {
            sinks.get(i).missing();
          } else {
            sinks.get(i).text(row.get(i).toCharArray(), 0, row.get(i).length());
          }
        }
      }
      return List.of(new FileIdentity("sales.csv", 1, "c0ffee12".repeat(8)));
    }
  }

  /// Sales: one in ten is a fraud, which is not trained on.
  ///
  /// @param missing whether amounts are missing that cannot be learned
  public static Dataset data(boolean missing) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      boolean fraud = i % 10 == 9;
      rows.add(
          List.of(
              "S%04d".formatted(i),
              LocalDate.of(2026, 1, 1).plusDays(i % 90).toString(),
              missing && i % 7 == 3 ? "" : String.valueOf((fraud ? 900 : 10) + i * 37 % 50),
              "shop %c".formatted('A' + i * i % 5 + i % (SHOPS - 4)),
              i % 3 == 0 ? "yes" : "no",
              fraud ? "fraud" : "fine"));
    }
    var source = new Cells(List.of("id", "when", "amount <b>", "shop", "paid", "class"), rows);
    TableSettings settings =
        TableSettings.defaults()
            .withPreparation(
                PreparationSettings.defaults()
                    .withKinds(Map.of("id", ColumnKind.ID, "class", ColumnKind.LABEL)))
            .withAnomalous(Set.of("fraud"));
    TableCells cells = TableCells.read(source, Long.MAX_VALUE, Path.of("unused"));
    return TableData.divide("sales.csv", cells, settings, "", Long.MAX_VALUE);
  }

  private static ModelResult model(ModelResult model, double anomalous) {
    return new ModelResult(
        model.hidden(),
        model.seed(),
        model.epochs(),
        model.testError(),
        Optional.of(new Anomalous(30, anomalous)),
        model.deadOutputPixels(),
        model.deadHiddenUnits(),
        model.seconds(),
        model.weightsSha256(),
        model.untrained(),
        model.model());
  }

  /// A study of two widths, the wider one the better, with what is said of principal components.
  public static StudyResult study(Dataset data) {
    int width = data.train().width();
    List<ModelResult> models =
        List.of(
            model(MadeUpStudy.model(width, 3, MadeUpStudy.falling(5, 0.9, 0.5), 0.5, 0), 2),
            model(MadeUpStudy.model(width, 6, MadeUpStudy.falling(5, 0.9, 0.3), 0.3, 0), 1.2));
    int trained = data.train().rows() - data.validationRows().orElse(0);
    Map<String, String> plan = new LinkedHashMap<>();
    plan.put("batch", "32");
    plan.put("patience", "3");
    plan.put("training rows", String.valueOf(trained));
    int[] rows = new int[trained];
    for (int i = 0; i < trained; i++) {
      rows[i] = i;
    }
    Baseline baseline = Baseline.of(data.train(), rows, data.test());
    return new StudyResult(
        Optional.empty(),
        plan,
        models,
        Optional.of(
            new LinearOptimum(
                baseline.meanImageError(),
                LinearOptimum.isLeast(data.train(), rows),
                List.of(
                    new LinearModel(3, 0.45, 0.44, models.getFirst().model()),
                    new LinearModel(6, 0.32, 0.31, models.getLast().model())))),
        new StudyData(data.name(), "c0ffee", false, DataWords.TABLE, baseline),
        Map.of("Telar", "0.1.0"),
        "telar study --data sales.csv",
        Instant.parse("2026-01-02T03:04:05Z"));
  }
}
