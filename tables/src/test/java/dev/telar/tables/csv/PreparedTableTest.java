package dev.telar.tables.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.format.FormatException;
import dev.telar.measure.ColumnErrors;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import dev.telar.preparation.ColumnKind;
import dev.telar.preparation.DatePart;
import dev.telar.preparation.NumberColumn;
import dev.telar.preparation.Preparation;
import dev.telar.preparation.PreparedColumn;
import dev.telar.preparation.Scale;
import dev.telar.table.PreparationSettings;
import dev.telar.table.TableCells;
import dev.telar.table.TableData;
import dev.telar.table.TableSamples;
import dev.telar.table.TableSettings;
import dev.telar.table.TableSplit;
import dev.telar.train.Trainer;
import dev.telar.train.TrainingListener;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a table's columns is what NumPy makes of its text, and training on it is what
/// PyTorch does; see `tools/table_golden.py`.
class PreparedTableTest {
  private static final Path FOLDER = Path.of("src/test/resources/table");
  private static final int VALIDATION = 6;
  private static final int CALIBRATION = 5;
  private static final int TEST = 10;

  private final Map<String, double[]> golden = new HashMap<>();

  @TempDir private Path temporary;

  PreparedTableTest() throws IOException {
    for (String line : Files.readAllLines(FOLDER.resolve("customers.golden"))) {
      String[] words = line.split(" ");
      golden.put(words[0], Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray());
    }
  }

  private double[] golden(String name) {
    return Objects.requireNonNull(golden.get(name), name);
  }

  private static TableSettings settings(Scale scale) {
    return TableSettings.defaults()
        .withPreparation(
            PreparationSettings.defaults()
                .withKinds(
                    Map.of(
                        "id", ColumnKind.ID,
                        "class", ColumnKind.LABEL,
                        "plan", ColumnKind.CATEGORY,
                        "counts", ColumnKind.WEIGHT))
                .withScale(scale)
                .withDateParts(List.of(DatePart.HOUR, DatePart.WEEKDAY, DatePart.MONTH)))
        .withOrder(new TableSettings.AsWritten())
        .withSizes(new TableSplit.Sizes(VALIDATION, CALIBRATION, TEST));
  }

  private Dataset data(Scale scale, long memory, long kept) throws IOException {
    CsvSource source =
        CsvSource.open(List.of(FOLDER.resolve("customers.csv")), CsvOptions.detect());
    TableCells cells = TableCells.read(source, memory, temporary.resolve("cells"));
    return TableData.divide("customers", cells, settings(scale), "", kept);
  }

  private static List<Samples> parts(Dataset data) {
    return List.of(data.train(), data.calibration().orElseThrow().samples(), data.test());
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void valuesAreNumpys(Scale scale) throws IOException {
    Dataset data = data(scale, Long.MAX_VALUE, Long.MAX_VALUE);
    double[] expected = golden(scale + ".values");
    Preparation preparation = (Preparation) data.features();
    float[] row = new float[data.features().count()];

    int next = 0;
    for (Samples part : parts(data)) {
      for (int r = 0; r < part.rows(); r++) {
        part.read(r, row);
        checkBeforeRounding((TableSamples) part, r, preparation, expected, next);
        for (float value : row) {
          assertThat(value).isCloseTo((float) expected[next++], within(Math.ulp(value)));
        }
      }
    }
    assertThat(next).isEqualTo(expected.length);
  }

  /// Numbers in double, where they are not missing.
  private static void checkBeforeRounding(
      TableSamples part, int row, Preparation preparation, double[] expected, int at) {
    for (int i = 0; i < preparation.columns().size(); i++) {
      PreparedColumn column = preparation.columns().get(i);
      if (column instanceof NumberColumn number) {
        double cell = part.cell(row, i);
        double scaled =
            ((Double.isNaN(cell) ? number.fill() : cell) - number.centre()) / number.scale();
        assertThat(scaled)
            .isCloseTo(
                expected[at + preparation.first(i)], within(1e-12 * Math.max(1, Math.abs(scaled))));
      }
    }
  }

  @Test
  void weightsAreNumpys() throws IOException {
    Dataset data = data(Scale.STANDARD, Long.MAX_VALUE, Long.MAX_VALUE);
    double[] weights = golden("weights");
    double[] rowWeights = golden("row_weights");
    float[] row = new float[data.features().count()];

    int next = 0;
    int nextRow = 0;
    for (Samples part : parts(data)) {
      assertThat(part.isWeighted()).isTrue();
      for (int r = 0; r < part.rows(); r++) {
        part.readLossWeights(r, row);
        for (float weight : row) {
          assertThat((double) weight).isCloseTo(weights[next++], within(1e-6));
        }
        assertThat((double) part.rowWeight(r)).isCloseTo(rowWeights[nextRow++], within(1e-7));
      }
    }
    assertThat(nextRow).isEqualTo(rowWeights.length);
  }

  @Test
  void theLossIsNumpys() throws IOException, InterruptedException {
    Dataset data = data(Scale.STANDARD, Long.MAX_VALUE, Long.MAX_VALUE);
    int width = data.features().count();
    // y = x / 2 + 0.1
    float[] identity = new float[width * width];
    float[] half = new float[width * width];
    float[] tenth = new float[width];
    for (int i = 0; i < width; i++) {
      identity[i * width + i] = 1;
      half[i * width + i] = 0.5f;
      tenth[i] = 0.1f;
    }
    Autoencoder model = model(width, width, "identity", identity, new float[width], half, tenth);

    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, TEST, 1)) {
      double error = ReconstructionError.mean(engine, data.test());
      ColumnErrors columns = ColumnErrors.of(engine, (TableSamples) data.test());

      assertThat(error).isCloseTo(golden("loss")[0], within(1e-7));
      assertThat(columns.error(1)).isPositive();
    }
  }

  @Test
  void trainingIsPyTorchs() throws IOException, InterruptedException {
    Dataset data = data(Scale.STANDARD, Long.MAX_VALUE, Long.MAX_VALUE);
    int width = data.features().count();
    Autoencoder start =
        model(
            width,
            7,
            "tanh",
            floats("initial.encoder.weight"),
            floats("initial.encoder.bias"),
            floats("initial.decoder.weight"),
            floats("initial.decoder.bias"));
    TrainingPlan plan =
        TrainingPlan.asPrinted()
            .with(
                Map.of(
                    "epochs", "10",
                    "batch_size", "8",
                    "optimizer", "adam",
                    "learning_rate", "0.01",
                    "epsilon", "1e-4",
                    "dropout", "0",
                    "shuffle", "false",
                    "split", "ordered",
                    "validation_rows", String.valueOf(VALIDATION)));

    Autoencoder trained =
        new Trainer(Engine.Kind.AUTO, 1)
            .train(plan, data.train(), start, new TrainingListener() {})
            .model();

    for (var tensor : trained.parameters().tensors()) {
      double[] expected = golden("final." + tensor.name());
      float[] values = tensor.values();
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) values[i]).as(tensor.name()).isCloseTo(expected[i], within(2e-6));
      }
    }
  }

  private float[] floats(String name) {
    double[] values = golden(name);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Autoencoder model(
      int width,
      int hidden,
      String activation,
      float[] encoder,
      float[] encoderBias,
      float[] decoder,
      float[] decoderBias) {
    var architecture =
        new Architecture(
            List.of(new Dense(width, hidden, Activation.of(activation))),
            List.of(new Dense(hidden, width, Activation.of("identity"))));
    return new Autoencoder(
        architecture,
        Parameters.of(
            new Parameters.Layer(encoder, encoderBias),
            new Parameters.Layer(decoder, decoderBias)));
  }

  @Test
  void whereCellsAndRowsAreKeptDoesNotMatter() throws IOException {
    Dataset kept = data(Scale.STANDARD, Long.MAX_VALUE, Long.MAX_VALUE);
    Dataset mapped = data(Scale.STANDARD, 0, 0);

    assertThat(temporary.resolve("cells")).isRegularFile();
    assertSame(kept, mapped);
    TableCells again = TableCells.open(temporary.resolve("cells"));
    assertSame(kept, TableData.divide("again", again, settings(Scale.STANDARD), "", 0));
  }

  @Test
  void aFileOfCellsThatIsNotWholeIsRefused() throws IOException {
    var _ = data(Scale.STANDARD, 0, 0);
    byte[] whole = Files.readAllBytes(temporary.resolve("cells"));
    Path damaged = temporary.resolve("damaged");

    for (int length = 0; length < whole.length; length += 97) {
      Files.write(damaged, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TableCells.open(damaged)).isInstanceOf(FormatException.class);
    }
    for (int at = 0; at < 61 * 10 * 8; at += 101) {
      byte[] other = whole.clone();
      other[at] ^= 1;
      Files.write(damaged, other);
      assertThatThrownBy(() -> TableCells.open(damaged))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("has other cells than were written");
    }
  }

  private static void assertSame(Dataset kept, Dataset mapped) {
    assertThat(mapped.features()).isEqualTo(kept.features());
    assertThat(mapped.sha256()).isEqualTo(kept.sha256());
    float[] one = new float[kept.features().count()];
    float[] other = new float[one.length];
    for (int p = 0; p < parts(kept).size(); p++) {
      Samples first = parts(kept).get(p);
      Samples second = parts(mapped).get(p);
      for (int r = 0; r < first.rows(); r++) {
        first.read(r, one);
        second.read(r, other);
        assertThat(one).isEqualTo(other);
      }
    }
  }

  @Test
  void aPreparationIsReadAsItWasWritten() throws IOException {
    Preparation preparation = (Preparation) data(Scale.ROBUST, 0, 0).features();

    assertThat(Preparation.parse(preparation.toJson())).isEqualTo(preparation);
  }
}
