package dev.telar.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.telar.format.FormatException;
import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.preparation.Preparation;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 1000;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  @TempDir private Path folder;

  private static float[] inputs(int width, long seed) {
    var random = new Random(seed);
    float[] inputs = new float[width];
    for (int i = 0; i < width; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return inputs;
  }

  @Test
  void scoresAreWhatTheCalibrationMakesOfErrorsAndCode() {
    Scorer scorer = ScoreSamples.table();
    Calibration calibration = scorer.calibration().orElseThrow();

    RowScore row = scorer.score(Map.of("warmth", 25, "fan", true));

    double byReconstruction = Calibration.reconstruction(row.errors(), calibration.columnErrors());
    double byCode = calibration.code().of(row.code());
    assertThat(row.by(ScoreKind.RECONSTRUCTION)).isEqualTo((float) byReconstruction);
    assertThat(row.by(ScoreKind.CODE)).isEqualTo((float) byCode);
    assertThat(row.score())
        .isEqualTo(row.by(ScoreKind.BOTH))
        .isEqualTo((float) Calibration.both(byReconstruction, 1.25, byCode, 0.75));
    assertThat(row.errors()[1]).as("a missing cell that is learned by an indicator only").isNaN();
    assertThat(row.errors()[2]).as("a missing cell that is learned").isNotNaN();
    assertThat(scorer.pValue(ScoreKind.BOTH, row))
        .isEqualTo(calibration.pValue(ScoreKind.BOTH, row.score()));
  }

  @Test
  void aModelThatIsAloneGivesErrors() {
    Autoencoder model = ScoreSamples.tableNetwork();
    Scorer scorer = Scorer.of(new ModelFile(model, Map.of()));
    float[] inputs = inputs(model.architecture().inputs(), 1);

    RowScore row = scorer.score(inputs);

    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      sum += Math.pow(row.reconstruction()[i] - (double) inputs[i], 2);
    }
    assertThat(row.reconstruction()).isEqualTo(model.reconstruct(inputs));
    assertThat(row.code()).isEqualTo(model.encode(inputs));
    assertThat(row.score()).isEqualTo((float) (sum / inputs.length));
    assertThat(row.by(ScoreKind.CODE)).isNaN();
    assertThatIllegalStateException()
        .isThrownBy(() -> scorer.pValue(ScoreKind.BOTH, row))
        .withMessage("the model has no calibration");
    assertThatIllegalStateException()
        .isThrownBy(() -> scorer.score(Map.of()))
        .withMessage("the model is not one of a table; score its inputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.score(new float[2]))
        .withMessage("the model has %d inputs, got 2", inputs.length);
  }

  @Test
  void reasonsAreTheColumnsThatAreWorseThanUsual() {
    Scorer scorer = ScoreSamples.table();
    Map<String, Object> values = Map.of("warmth", 500, "damp", 50.0, "room", "attic");

    List<Reason> reasons = scorer.why(scorer.score(values), values, 10);

    assertThat(reasons).isNotEmpty();
    assertThat(reasons.get(0).column()).isEqualTo("warmth");
    assertThat(reasons.get(0).observed()).isEqualTo("500");
    assertThat(reasons.get(0).toString()).startsWith("warmth 500, expected ");
    assertThat(reasons)
        .extracting(Reason::error)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(reasons).allMatch(reason -> reason.error() > 1);
    assertThat(scorer.why(scorer.score(values), values, 1)).isEqualTo(reasons.subList(0, 1));
  }

  /// A row that makes numbers overflow is not one of which nothing counts.
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
  void aRowThatCannotBeComputedIsAsStrangeAsCanBe(float value) {
    for (Scorer scorer : List.of(ScoreSamples.table(), ScoreSamples.images())) {
      float[] inputs = new float[scorer.model().architecture().inputs()];
      Arrays.fill(inputs, value);

      RowScore row = scorer.score(inputs);

      assertThat(row.score()).isInfinite().isPositive();
      assertThat(scorer.pValue(ScoreKind.BOTH, row)).isEqualTo(1.0 / (ScoreSamples.ROWS + 1));
    }
  }

  @Test
  void metadataThatDoNotFitAreToldInOneLine() {
    Autoencoder model = ScoreSamples.tableNetwork();
    Autoencoder other = Autoencoder.initialise(Architecture.relu(4, 3), 1);
    String table = ScoreSamples.TABLE.toJson();
    String calibration = ScoreSamples.tableCalibration().toJson();

    assertThat(problem(other, Map.of(Preparation.KEY, table)))
        .isEqualTo(
            "it: the model has 4 inputs, the preparation of its columns %d (at byte 0)",
            ScoreSamples.TABLE.count());
    assertThat(problem(model, Map.of(Calibration.KEY, calibration)))
        .isEqualTo(
            "it: the calibration is of 7 columns and a code of 3, the model of 1 and 3 (at byte 0)");
    assertThat(
            problem(
                model,
                Map.of(
                    Preparation.KEY, table, Calibration.KEY, calibration.replace("0.25", "null"))))
        .isEqualTo(
            "it: the calibration does not say which error is usual for the column room (at byte 0)");
  }

  private static String problem(Autoencoder model, Map<String, String> metadata) {
    try {
      Scorer.load(ScoreSamples.bytes(model, metadata), "it");
      return "";
    } catch (FormatException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aFileAndItsBytesAreTheSame() throws Exception {
    Autoencoder model = ScoreSamples.tableNetwork();
    ModelFile.write(folder.resolve("m"), model, Map.of());
    float[] inputs = inputs(model.architecture().inputs(), 2);

    assertThat(Scorer.load(folder.resolve("m")).score(inputs).score())
        .isEqualTo(Scorer.load(ScoreSamples.bytes(model, Map.of()), "it").score(inputs).score());
  }

  @Test
  void manyThreadsGiveTheSameBits() throws Exception {
    Scorer scorer = ScoreSamples.table();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(
          Map.of("warmth", i / 10.0, "fan", i % 2 == 0, "level", i % 3 - 1, "damp", 40 + i % 7));
    }
    float[] expected = scores(scorer, rows);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<float[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        tasks.add(() -> scores(scorer, rows));
      }
      for (Future<float[]> found : threads.invokeAll(tasks)) {
        assertThat(found.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static float[] scores(Scorer scorer, List<Map<String, Object>> rows) {
    float[] scores = new float[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scorer.score(rows.get(i)).score();
    }
    return scores;
  }

  /// A service that loads one model after another does not keep them all.
  @Test
  void aScorerThatIsNoLongerUsedIsForgotten() throws Exception {
    WeakReference<Scorer> reference = scoredOnce();

    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(reference.get()).isNull();
  }

  private static WeakReference<Scorer> scoredOnce() {
    Scorer scorer = ScoreSamples.table();
    scorer.score(Map.of("warmth", 1));
    return new WeakReference<>(scorer);
  }

  /// A row's arrays with their headers, no more.
  @ParameterizedTest
  @ValueSource(strings = {"relu", "gelu", "sigmoid", "top-k:3"})
  void aRowAllocatesItsResultAlone(String code) {
    Architecture architecture =
        Architecture.mirrored(
            100,
            HiddenWidths.of("20-8"),
            new Activation.Tanh(),
            Activation.of(code),
            new Activation.Identity());
    Scorer scorer =
        Scorer.of(
            new ModelFile(
                Autoencoder.initialise(architecture, 1),
                Map.of(Calibration.KEY, ScoreSamples.calibration(new double[] {0.5}, 8).toJson())));
    float[] inputs = inputs(100, 3);

    assertThat(allocated(() -> scorer.score(inputs), 4 * (100 + 8) + 8 + 120)).isTrue();
  }

  /// But for dates, whose sines StrictMath computes with small arrays.
  @Test
  void theCellsOfATableAllocateNoMore() {
    Scorer scorer = ScoreSamples.table();
    double[] cells = {21, 50, 1, 0, 2, Double.NaN, Double.NaN};
    int inputs = scorer.model().architecture().inputs();

    assertThat(allocated(() -> scorer.scoreCells(cells), 4 * (inputs + 3) + 8 * 7 + 120)).isTrue();
  }

  /// Whether a call allocates at most so many bytes, once its code is compiled.
  private static boolean allocated(Runnable call, long most) {
    long start = System.nanoTime();
    do {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      if (THREADS.getCurrentThreadAllocatedBytes() - before <= most * CALLS) {
        return true;
      }
    } while (System.nanoTime() - start < LONGEST_NANOS);
    return false;
  }
}
