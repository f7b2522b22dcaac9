package dev.telar.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.telar.data.Dataset;
import dev.telar.internal.Printable;
import dev.telar.measure.Ranking.Measured;
import dev.telar.run.TrainedModel;
import dev.telar.score.Calibration;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import dev.telar.scoring.AnomalyRule;
import dev.telar.scoring.KnownRows;
import dev.telar.scoring.LabelledScores;
import dev.telar.scoring.Remarks;
import dev.telar.scoring.ScoreFile;
import dev.telar.scoring.ScoreSummary;
import dev.telar.scoring.ScoredRow;
import dev.telar.scoring.TableScoring;
import dev.telar.source.DataKind;
import dev.telar.source.DataSource;
import dev.telar.source.TableStream;
import dev.telar.tables.out.TableWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Scores rows: which are strange, and why.
@Command(
    name = "score",
    description = {
      "Says of each row how strange it is to a trained model, how many usual rows are as strange, and"
          + " which columns make it so. Without --data it scores the rows that the model is tested on.",
      "Exit code 0, also where there are anomalies."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar score runs/pumps --data new.csv --out scores.csv",
      "  telar score runs/pumps --data new.parquet --alarm-rate 0.001 --errors --out scores.parquet",
      "  telar score model.safetensors --data new.csv --out -"
    })
final class ScoreCommand implements Callable<Integer> {
  private static final int ANOMALIES = 3;
  private static final int REASONS = 3;
  private static final int MOST_SHOWN = 10;
  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Parameters(paramLabel = "MODEL", description = "A run's folder or a safetensors file.")
  private Path model;

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Option(
      names = "--by",
      paramLabel = "SCORE",
      description =
          "What the score is: reconstruction, the error of each column divided by the one that is usual"
              + " for it; code, the distance of the code from those of the training rows; or both. Default:"
              + " both.")
  private @Nullable String by;

  @Option(
      names = "--alarm-rate",
      paramLabel = "RATE",
      description =
          "A row is an anomaly if so small a share of usual rows is as strange. Default: 0.01.")
  private @Nullable Double alarmRate;

  @Option(
      names = {"--threshold"},
      paramLabel = "SCORE",
      description = "A row is an anomaly if its score is above this, instead of --alarm-rate.")
  private @Nullable Double threshold;

  @Option(
      names = "--fdr",
      paramLabel = "RATE",
      description =
          "So many of the anomalies may be usual rows, as a share of them, instead of --alarm-rate (Benjamini and"
              + " Hochberg). The rows are read twice.")
  private @Nullable Double fdr;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the scores there: .csv, .tsv, .parquet, .npy or .jsonl; - is CSV on standard output."
              + " Never over an existing file. Default: the strangest rows are printed.")
  private @Nullable Path out;

  @Option(names = "--errors", description = "Write the error of each column, too.")
  private boolean errors;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Write the lines of rows that cannot be read there (the numbers of rows that are no text), with the"
              + " reasons. Default: the first one ends the command.")
  private @Nullable Path rejects;

  @Option(
      names = "--strict",
      description =
          "Refuse columns and levels that no training row had, missing cells where there were none, and"
              + " constants that have moved.")
  private boolean strict;

  @Option(
      names = "--fail-on-anomaly",
      description = "End with the exit code 3 if there is an anomaly.")
  private boolean failOnAnomaly;

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Result(
      String dataName,
      String score,
      Optional<String> calibratedOn,
      int calibrationRows,
      OptionalDouble threshold,
      long rows,
      long rejected,
      long anomalies,
      OptionalDouble anomalyShare,
      OptionalDouble anomalyShareLow,
      OptionalDouble anomalyShareHigh,
      List<String> missingColumns,
      List<String> extraColumns,
      Map<String, Long> missing,
      Map<String, Map<String, Long>> unseen,
      Map<String, Long> moved,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Measured> measures,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> confusion,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt labelledAnomalies) {}

  /// Rows that are to be scored, from wherever they come.
  ///
  /// @param name what to call them
  /// @param ids the columns that name them
  /// @param labelled takes their scores with their labels
  private record Rows(String name, List<String> ids, LabelledScores labelled, Reader reader) {
    /// Scores all of them, as often as it is asked to.
    interface Reader {
      Remarks read(TableScoring.Rows taker) throws IOException, InterruptedException;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TrainedModel trained = TrainedModel.read(model);
    Scorer scorer = Scorer.of(trained.content());
    ScoreKind kind = kind(scorer);
    Optional<AnomalyRule> rule = rule(scorer);
    if (out != null && !out.equals(STANDARD_OUTPUT)) {
      OutputOptions.refuseExisting(out, "--out");
    }
    if (rejects != null) {
      OutputOptions.refuseExisting(rejects, "--rejects");
    }
    checkErrors(scorer);
    Optional<TableStream> stream = stream(trained, scorer);
    Rows rows = stream.isPresent() ? passing(scorer, stream.get()) : known(scorer, trained);
    return score(scorer, kind, rule, rows);
  }

  private Rows passing(Scorer scorer, TableStream table) {
    var scoring = new TableScoring(scorer, table, REASONS, threads.count());
    return new Rows(
        table.name(),
        scoring.ids(),
        new LabelledScores(table.settings().named(), table.settings()::isAnomalous),
        scoring::score);
  }

  /// Rows that are read before they are scored.
  private Rows known(Scorer scorer, TrainedModel trained) throws IOException, InterruptedException {
    if (rejects != null || strict) {
      throw new IllegalArgumentException(
          "%s has no effect on rows that have been read before; leave it away"
              .formatted(rejects == null ? "--strict" : "--rejects"));
    }
    Dataset read = data.loadAny(console, trained.data());
    trained.checkWidth(read);
    List<Dataset.Part> parts =
        data.isGiven()
            ? List.of(
                new Dataset.Part(read.train(), read.trainLabels()),
                new Dataset.Part(read.test(), read.testLabels()))
            : List.of(read.tested());
    Set<String> anomalous =
        read.anomalous().stream()
            .flatMap(part -> part.labels().stream())
            .flatMap(labels -> Arrays.stream(labels.present()).mapToObj(labels::name))
            .collect(Collectors.toSet());
    var known = new KnownRows(scorer, REASONS, threads.count());
    return new Rows(
        read.name(),
        KnownRows.ids(parts.getFirst().samples()),
        new LabelledScores(anomalous, anomalous::contains),
        taker -> {
          known.score(parts, taker::scored);
          return new Remarks();
        });
  }

  /// The table whose rows pass by; empty if rows are read before they are scored.
  private Optional<TableStream> stream(TrainedModel trained, Scorer scorer) throws IOException {
    if (!data.isGiven() || scorer.preparation().isEmpty()) {
      return Optional.empty();
    }
    DataSource source = data.rows(trained.data()).orElseThrow();
    DataOptions.require(source);
    if (DataKind.of(source) != DataKind.TABLE) {
      throw new IllegalArgumentException(
          "the model is one of a table, and %s is none".formatted(source.place()));
    }
    TableStream table = TableStream.open(source);
    for (String column : data.namedColumns()) {
      if (!table.source().columns().contains(column)) {
        throw new IllegalArgumentException(
            "there is no column %s; there are %s"
                .formatted(column, String.join(", ", table.source().columns())));
      }
    }
    return Optional.of(table);
  }

  private void checkErrors(Scorer scorer) {
    if (errors && out == null) {
      throw new IllegalArgumentException(
          "--errors writes the error of each column, and there is no --out FILE to write to");
    }
    if (errors && scorer.preparation().isEmpty()) {
      throw new IllegalArgumentException(
          "--errors writes the error of each column, and images have none; leave it away");
    }
  }

  private ScoreKind kind(Scorer scorer) {
    if (by != null && scorer.calibration().isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no calibration: its scores are errors, and --by has no effect; leave it away");
    }
    return by == null ? ScoreKind.BOTH : ScoreKind.of(by);
  }

  private Optional<AnomalyRule> rule(Scorer scorer) {
    List<String> given =
        Stream.of(
                alarmRate == null ? "" : "--alarm-rate",
                threshold == null ? "" : "--threshold",
                fdr == null ? "" : "--fdr")
            .filter(name -> !name.isEmpty())
            .toList();
    if (given.size() > 1) {
      throw new IllegalArgumentException("give one of " + String.join(" and ", given));
    }
    if (threshold != null) {
      if (threshold.isNaN()) {
        throw new IllegalArgumentException("--threshold must be a number, got NaN");
      }
      return Optional.of(new AnomalyRule.Threshold(threshold));
    }
    if (scorer.calibration().isEmpty()) {
      if (!given.isEmpty()) {
        throw new IllegalArgumentException(
            "%s needs a model with a calibration, which this one has not; --threshold SCORE works"
                .formatted(given.getFirst()));
      }
      return Optional.empty();
    }
    if (fdr != null) {
      if (!(fdr > 0 && fdr < 1)) {
        throw new IllegalArgumentException("--fdr must be above 0 and below 1, got " + fdr);
      }
      return Optional.of(new AnomalyRule.FalseDiscoveryRate(fdr));
    }
    double rate = alarmRate == null ? Calibration.DEFAULT_ALARM_RATE : alarmRate;
    var _ = scorer.calibration().get().threshold(ScoreKind.BOTH, rate);
    return Optional.of(new AnomalyRule.AlarmRate(rate));
  }

  private int score(Scorer scorer, ScoreKind kind, Optional<AnomalyRule> rule, Rows rows)
      throws IOException, InterruptedException {
    OptionalDouble threshold =
        rule.isPresent() ? threshold(rule.get(), scorer, kind, rows) : OptionalDouble.empty();
    var summary = new ScoreSummary(MOST_SHOWN, kind);
    Remarks remarks;
    try (@Nullable ScoreFile file = file(scorer, kind, rows.ids());
        @Nullable TableWriter refused = refused()) {
      remarks =
          rows.reader()
              .read(
                  new TableScoring.Rows() {
                    @Override
                    public void scored(ScoredRow row) throws IOException {
                      float score = row.score().by(kind);
                      boolean flagged =
                          threshold.isPresent()
                              && AnomalyRule.isAbove(score, threshold.getAsDouble());
                      summary.add(row, flagged);
                      row.label().ifPresent(label -> rows.labelled().add(score, label, flagged));
                      if (file != null) {
                        file.write(
                            row, threshold.isPresent() ? Optional.of(flagged) : Optional.empty());
                      }
                    }

                    @Override
                    public void rejected(long place, String problem) throws IOException {
                      summary.reject();
                      if (refused == null) {
                        throw new FileSystemException(
                            rows.name(),
                            null,
                            "line %,d: %s; --rejects FILE leaves such rows out"
                                .formatted(place, problem));
                      }
                      refused.whole(place);
                      refused.text(problem);
                      refused.endRow();
                    }
                  });
      if (strict && !remarks.lines().isEmpty()) {
        throw new IllegalArgumentException(remarks.lines().getFirst());
      }
      if (file != null) {
        file.commit();
      }
      if (refused != null) {
        refused.commit();
      }
    }
    rows.labelled().unseen().forEach(label -> console.announce("no row has the label " + label));
    if (scorer.calibration().isEmpty()) {
      console.announce(
          "the model has no calibration: the score is the mean error, and there is no p-value");
    } else if (threshold.isEmpty()
        && rule.isPresent()
        && rule.get() instanceof AnomalyRule.AlarmRate(double rate)) {
      console.announce(
          "an alarm rate of %s needs %,d calibration rows, the model has %,d: no row is flagged"
              .formatted(rate, Calibration.rowsFor(rate), scorer.calibration().get().rows()));
    }
    tell(scorer, kind, rule, rows, threshold, summary, remarks);
    return failOnAnomaly && summary.anomalies() > 0 ? ANOMALIES : 0;
  }

  /// The score above which a row is an anomaly; empty if the calibration has too few rows to say.
  private static OptionalDouble threshold(
      AnomalyRule rule, Scorer scorer, ScoreKind kind, Rows rows)
      throws IOException, InterruptedException {
    return switch (rule) {
      case AnomalyRule.Threshold(double score) -> OptionalDouble.of(score);
      case AnomalyRule.AlarmRate(double rate) ->
          scorer.calibration().orElseThrow().threshold(kind, rate);
      case AnomalyRule.FalseDiscoveryRate rate ->
          scorer.calibration().orElseThrow().threshold(kind, rate.limit(count(scorer, kind, rows)));
    };
  }

  /// How many rows have each p-value.
  private static long[] count(Scorer scorer, ScoreKind kind, Rows rows)
      throws IOException, InterruptedException {
    long[] counts = new long[scorer.calibration().orElseThrow().rows() + 1];
    rows.reader()
        .read(
            new TableScoring.Rows() {
              @Override
              public void scored(ScoredRow row) {
                counts[(int) Math.rint(scorer.pValue(kind, row.score()) * counts.length) - 1]++;
              }

              @Override
              public void rejected(long place, String problem) {
                // Told in the second pass.
              }
            });
    return counts;
  }

  private @Nullable TableWriter refused() throws IOException {
    return rejects == null
        ? null
        : TableWriter.create(
            rejects,
            List.of(
                new TableWriter.Column("line", TableWriter.Type.WHOLE),
                new TableWriter.Column("reason", TableWriter.Type.TEXT)));
  }

  private @Nullable ScoreFile file(Scorer scorer, ScoreKind kind, List<String> ids)
      throws IOException {
    if (out == null) {
      return null;
    }
    return out.equals(STANDARD_OUTPUT)
        ? ScoreFile.csv(console.stream(), scorer, kind, ids, errors)
        : ScoreFile.create(out, scorer, kind, ids, errors);
  }

  private void tell(
      Scorer scorer,
      ScoreKind kind,
      Optional<AnomalyRule> rule,
      Rows rows,
      OptionalDouble threshold,
      ScoreSummary summary,
      Remarks remarks) {
    boolean decides = threshold.isPresent();
    Map<String, Measured> measures = rows.labelled().measures();
    Map<String, Long> confusion =
        measures.isEmpty() || !decides ? Map.of() : rows.labelled().confusion();
    var text = new StringJoiner("\n");
    text.add(summary.line(rows.name(), decides));
    if (decides && rule.isPresent() && rule.get() instanceof AnomalyRule.AlarmRate(double rate)) {
      text.add(summary.promised(rate));
    }
    remarks.lines().forEach(text::add);
    measures.forEach((measure, value) ->
        text.add(
            "%s %.4f (%.4f … %.4f)"
                .formatted(measure.replace('_', ' '), value.value(), value.low(), value.high())));
    if (!confusion.isEmpty()) {
      text.add(
          "of the rows with labels of anomalies %,d are flagged and %,d are not; of the others %,d are"
              .formatted(
                  confusion.getOrDefault("true_positive", 0L),
                  confusion.getOrDefault("false_negative", 0L),
                  confusion.getOrDefault("false_positive", 0L)));
    }
    if (out == null) {
      text.add("").add(summary.strangest(scorer));
    }
    if (STANDARD_OUTPUT.equals(out)) {
      // Standard output has the rows.
      text.toString().lines().map(Printable::line).forEach(console::note);
      return;
    }
    double[] interval = summary.interval();
    console.result(
        new Result(
            rows.name(),
            scorer.calibration().isPresent() ? kind.toString() : "error",
            scorer.calibration().map(Calibration::source),
            scorer.calibration().map(Calibration::rows).orElse(0),
            decides && Double.isFinite(threshold.getAsDouble())
                ? threshold
                : OptionalDouble.empty(),
            summary.rows(),
            summary.rejected(),
            summary.anomalies(),
            decides ? OptionalDouble.of(summary.share()) : OptionalDouble.empty(),
            decides ? OptionalDouble.of(interval[0]) : OptionalDouble.empty(),
            decides ? OptionalDouble.of(interval[1]) : OptionalDouble.empty(),
            remarks.missingColumns(),
            remarks.extraColumns(),
            remarks.missing(),
            remarks.unseen(),
            remarks.moved(),
            measures,
            confusion,
            measures.isEmpty() ? OptionalInt.empty() : OptionalInt.of(rows.labelled().anomalies())),
        text.toString());
  }
}
