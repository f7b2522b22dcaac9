package dev.telar.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.telar.data.Dataset;
import dev.telar.internal.Printable;
import dev.telar.measure.Ranking;
import dev.telar.measure.Ranking.Measure;
import dev.telar.measure.Ranking.Measured;
import dev.telar.run.TrainedModel;
import dev.telar.score.Calibration;
import dev.telar.score.ScoreKind;
import dev.telar.score.Scorer;
import dev.telar.scoring.AnomalyRule;
import dev.telar.scoring.KnownRows;
import dev.telar.scoring.Remarks;
import dev.telar.scoring.ScoreFile;
import dev.telar.scoring.ScoreSummary;
import dev.telar.scoring.ScoredRow;
import dev.telar.scoring.TableScoring;
import dev.telar.source.DataKind;
import dev.telar.source.DataSource;
import dev.telar.source.TableStream;
import dev.telar.table.TableSettings;
import dev.telar.tables.out.TableWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
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
  private static final long SEED = 1;
  private static final int DRAWS = 500;
  private static final long MOST_DRAWN = 30_000_000;
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

  @Mixin private EngineOptions engine = new EngineOptions();

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
      @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong labelledAnomalies) {}

  /// Rows, from wherever they come.
  private interface Rows {
    Remarks read(TableScoring.Rows taker) throws IOException, InterruptedException;
  }

  private static final class Labelled {
    private final List<Float> scores = new ArrayList<>();
    private final List<Boolean> anomalous = new ArrayList<>();
    private final Map<String, Long> confusion = new LinkedHashMap<>();
    private final Set<String> labels = new HashSet<>();

    void add(float score, String label, boolean isAnomalous, boolean flagged) {
      labels.add(label);
      scores.add(score);
      anomalous.add(isAnomalous);
      confusion.merge(
          (flagged == isAnomalous ? "true_" : "false_") + (flagged ? "positive" : "negative"),
          1L,
          Long::sum);
    }

    Map<String, Measured> measures() {
      if (!anomalous.contains(true) || !anomalous.contains(false)) {
        return Map.of();
      }
      float[] all = new float[scores.size()];
      boolean[] positive = new boolean[all.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = scores.get(i);
        positive[i] = anomalous.get(i);
      }
      Ranking ranking = Ranking.of(all, positive);
      int draws = Math.clamp(MOST_DRAWN / all.length, 20, DRAWS);
      Map<String, Measured> measures = new LinkedHashMap<>();
      measures.put("roc_auc", ranking.measured(Measure.ROC_AUC, SEED, draws));
      measures.put("average_precision", ranking.measured(Measure.AVERAGE_PRECISION, SEED, draws));
      measures.put(
          "precision_at_positives", ranking.measured(Measure.PRECISION_AT_POSITIVES, SEED, draws));
      return measures;
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
    boolean isGiven = data.isGiven();
    Optional<TableStream> stream = stream(trained, scorer, isGiven);
    if (stream.isPresent()) {
      var scoring = new TableScoring(scorer, stream.get(), REASONS, engine.threads());
      return score(
          scorer,
          kind,
          rule,
          stream.get().name(),
          scoring.ids(),
          stream.get().settings(),
          scoring::score);
    }
    if (rejects != null) {
      throw new IllegalArgumentException(
          "--rejects has no effect on rows that have been read before; leave it away");
    }
    Dataset read = data.loadAny(console, trained.data());
    trained.checkWidth(read);
    List<Dataset.Part> parts =
        isGiven
            ? List.of(
                new Dataset.Part(read.train(), read.trainLabels()),
                new Dataset.Part(read.test(), read.testLabels()))
            : List.of(read.tested());
    var known = new KnownRows(scorer, REASONS, engine.threads());
    return score(
        scorer,
        kind,
        rule,
        read.name(),
        KnownRows.ids(parts.getFirst().samples()),
        trained.data().source().isPresent()
                && DataKind.of(trained.data().source().get()) == DataKind.TABLE
            ? TableStream.open(trained.data().source().get()).settings()
            : TableSettings.defaults(),
        taker -> {
          known.score(parts, taker::scored);
          return new Remarks();
        });
  }

  /// The table whose rows pass by; empty if rows are read before they are scored.
  private Optional<TableStream> stream(TrainedModel trained, Scorer scorer, boolean isGiven)
      throws IOException {
    if (!isGiven || scorer.preparation().isEmpty()) {
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

  private int score(
      Scorer scorer,
      ScoreKind kind,
      Optional<AnomalyRule> rule,
      String name,
      List<String> ids,
      TableSettings settings,
      Rows rows)
      throws IOException, InterruptedException {
    double limit = 0;
    if (rule.isPresent() && rule.get() instanceof AnomalyRule.FalseDiscoveryRate rate) {
      limit = rate.limit(count(scorer, kind, rows));
    }
    double greatest = limit;
    OptionalDouble above =
        rule.isPresent() && !(rule.get() instanceof AnomalyRule.FalseDiscoveryRate)
            ? threshold(rule.get(), scorer, kind)
            : OptionalDouble.empty();
    boolean byLimit = rule.isPresent() && rule.get() instanceof AnomalyRule.FalseDiscoveryRate;
    boolean decides = byLimit || above.isPresent();
    boolean labelled = !settings.named().isEmpty();
    var summary = new ScoreSummary(MOST_SHOWN, kind);
    var known = new Labelled();
    Remarks remarks;
    try (@Nullable ScoreFile file = file(scorer, kind, ids);
        @Nullable TableWriter refused =
            rejects == null
                ? null
                : TableWriter.create(
                    rejects,
                    List.of(
                        new TableWriter.Column("line", TableWriter.Type.WHOLE),
                        new TableWriter.Column("reason", TableWriter.Type.TEXT)))) {
      remarks =
          rows.read(
              new TableScoring.Rows() {
                @Override
                public void scored(ScoredRow row) throws IOException {
                  float score = row.score().by(kind);
                  boolean flagged =
                      byLimit
                          ? scorer.calibration().orElseThrow().pValue(kind, score) <= greatest
                          : above.isPresent() && score > above.getAsDouble();
                  summary.add(row, flagged);
                  if (labelled && row.label().isPresent()) {
                    String label = row.label().get();
                    known.add(score, label, settings.isAnomalous(label), flagged);
                  }
                  if (file != null) {
                    file.write(row, decides ? Optional.of(flagged) : Optional.empty());
                  }
                }

                @Override
                public void rejected(long number, String problem) throws IOException {
                  summary.reject();
                  if (refused == null) {
                    throw new FileSystemException(
                        name,
                        null,
                        "line %,d: %s; --rejects FILE leaves such rows out"
                            .formatted(number, problem));
                  }
                  refused.whole(number);
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
    settings.named().stream()
        .filter(label -> !known.labels.isEmpty() && !known.labels.contains(label))
        .sorted()
        .forEach(label -> console.announce("no row has the label " + label));
    tell(scorer, kind, rule, name, above, decides, summary, known, remarks);
    return failOnAnomaly && summary.anomalies() > 0 ? ANOMALIES : 0;
  }

  private static OptionalDouble threshold(AnomalyRule rule, Scorer scorer, ScoreKind kind) {
    return rule instanceof AnomalyRule.Threshold(double score)
        ? OptionalDouble.of(score)
        : rule.threshold(scorer.calibration().orElseThrow(), kind);
  }

  /// How many rows have each p-value.
  private static long[] count(Scorer scorer, ScoreKind kind, Rows rows)
      throws IOException, InterruptedException {
    Calibration calibration = scorer.calibration().orElseThrow();
    long[] counts = new long[calibration.rows() + 1];
    rows.read(
        new TableScoring.Rows() {
          @Override
          public void scored(ScoredRow row) {
            double pValue = calibration.pValue(kind, row.score().by(kind));
            counts[(int) Math.rint(pValue * counts.length) - 1]++;
          }

          @Override
          public void rejected(long number, String problem) {
            // Told in the second pass.
          }
        });
    return counts;
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
      String name,
      OptionalDouble above,
      boolean decides,
      ScoreSummary summary,
      Labelled known,
      Remarks remarks) {
    if (scorer.calibration().isEmpty()) {
      console.announce(
          "the model has no calibration: the score is the mean error, and there is no p-value");
    } else if (!decides
        && rule.isPresent()
        && rule.get() instanceof AnomalyRule.AlarmRate(var rate)) {
      console.announce(
          "an alarm rate of %s needs %,d calibration rows, the model has %,d: no row is flagged"
              .formatted(rate, Calibration.rowsFor(rate), scorer.calibration().get().rows()));
    }
    Map<String, Measured> measures = known.measures();
    var text = new StringJoiner("\n");
    text.add(summary.line(name, decides));
    if (rule.isPresent() && rule.get() instanceof AnomalyRule.AlarmRate(double rate) && decides) {
      text.add(summary.promised(rate));
    }
    remarks.lines().forEach(text::add);
    measures.forEach((measure, value) ->
        text.add(
            "%s %.4f (%.4f … %.4f)"
                .formatted(measure.replace('_', ' '), value.value(), value.low(), value.high())));
    if (!measures.isEmpty() && decides) {
      text.add(
          "of the rows with labels of anomalies %,d are flagged and %,d are not; of the others %,d are"
              .formatted(
                  known.confusion.getOrDefault("true_positive", 0L),
                  known.confusion.getOrDefault("false_negative", 0L),
                  known.confusion.getOrDefault("false_positive", 0L)));
    }
    if (out == null) {
      text.add("").add(summary.strangest(scorer));
    }
    double[] interval = summary.interval();
    var result =
        new Result(
            name,
            scorer.calibration().isPresent() ? kind.toString() : "error",
            scorer.calibration().map(Calibration::source),
            scorer.calibration().map(Calibration::rows).orElse(0),
            above.isPresent() && Double.isFinite(above.getAsDouble())
                ? above
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
            measures.isEmpty() || !decides ? Map.of() : known.confusion,
            measures.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(known.anomalous.stream().filter(one -> one).count()));
    if (STANDARD_OUTPUT.equals(out)) {
      // Standard output has the rows.
      text.toString().lines().map(Printable::line).forEach(console::note);
    } else {
      console.result(result, text.toString());
    }
  }
}
