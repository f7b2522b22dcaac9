package dev.telar.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.data.Dataset;
import dev.telar.data.FileIdentity;
import dev.telar.data.Labels;
import dev.telar.data.Samples;
import dev.telar.preparation.ColumnKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Test rows with labels that are not trained on are told apart from the others.
class AnomalousRowsTest {
  private static final int ROWS = 100;

  /// A number that is missing now and then, a category, a weight and a label.
  private static final class Table implements TableSource {
    private final String weightOfBad;

    Table(String weightOfBad) {
      this.weightOfBad = weightOfBad;
    }

    @Override
    public List<String> columns() {
      return List.of("size", "shop", "count", "state");
    }

    @Override
    public List<FileIdentity> read(List<? extends ColumnSink> sinks) {
      for (int row = 0; row < ROWS; row++) {
        boolean bad = row % 10 == 3;
        put(sinks.get(0), row % 7 == 2 ? "" : String.valueOf(row));
        put(sinks.get(1), "shop " + row % 3);
        put(sinks.get(2), bad ? weightOfBad : String.valueOf(1 + row % 2));
        put(sinks.get(3), bad ? "bad" : row % 2 == 0 ? "good" : "fine");
      }
      return List.of(new FileIdentity("made.csv", 1, "0".repeat(64)));
    }

    private static void put(ColumnSink sink, String text) {
      if (text.isEmpty()) {
        sink.missing();
      } else {
        sink.text(text.toCharArray(), 0, text.length());
      }
    }
  }

  private static Dataset data(TableSettings settings, String weightOfBad) throws IOException {
    TableCells cells =
        TableCells.read(new Table(weightOfBad), Long.MAX_VALUE, Path.of("not needed"));
    return TableData.divide("made.csv", cells, settings, "", Long.MAX_VALUE);
  }

  private static TableSettings settings() {
    return TableSettings.defaults()
        .withPreparation(
            PreparationSettings.defaults()
                .withKinds(Map.of("count", ColumnKind.WEIGHT, "state", ColumnKind.LABEL)));
  }

  private static List<List<Float>> rows(Samples samples) {
    List<List<Float>> rows = new ArrayList<>();
    float[] values = new float[samples.width()];
    float[] weights = new float[samples.width()];
    for (int row = 0; row < samples.rows(); row++) {
      samples.read(row, values);
      samples.readLossWeights(row, weights);
      List<Float> all = new ArrayList<>(List.of(samples.rowWeight(row)));
      for (int i = 0; i < values.length; i++) {
        all.add(values[i]);
        all.add(weights[i]);
      }
      rows.add(all);
    }
    return rows;
  }

  @Test
  void bothPartsHaveTheRowsOfTheWhole() throws IOException {
    Dataset data = data(settings().withAnomalous(Set.of("bad")), "1.5");
    Dataset.Part others = data.anomalous().orElseThrow();
    Labels labels = data.tested().labels().orElseThrow();
    int bad = labels.names().indexOf("bad");
    int[] normal = IntStream.range(0, labels.rows()).filter(i -> labels.at(i) != bad).toArray();
    List<List<Float>> all = rows(data.tested().samples());

    assertThat(others.samples().rows()).isEqualTo(ROWS / 10);
    assertThat(others.labels().orElseThrow().present()).containsExactly(bad);
    assertThat(rows(data.test())).isEqualTo(IntStream.of(normal).mapToObj(all::get).toList());
    assertThat(rows(others.samples()))
        .isEqualTo(
            IntStream.range(0, labels.rows())
                .filter(i -> labels.at(i) == bad)
                .mapToObj(all::get)
                .toList());
    assertThat(data.testLabels().orElseThrow().rows()).isEqualTo(normal.length);
    assertThat(((TableSamples) others.samples()).tableRow(2)).isEqualTo(23);
    assertThat(data.withoutAnomalous().test()).isSameAs(data.tested().samples());
    assertThat(data.withoutAnomalous().sha256()).isEqualTo(data.sha256());
  }

  @Test
  void normalLevelsNameTheOthers() throws IOException {
    Dataset data = data(settings().withNormal(Set.of("good", "fine")), "1.5");

    assertThat(data.anomalous().orElseThrow().samples().rows()).isEqualTo(ROWS / 10);
  }

  @Test
  void withoutNamesOrWeightNothingIsToldApart() throws IOException {
    Dataset plain = data(settings(), "1.5");
    Dataset weightless = data(settings().withAnomalous(Set.of("bad")), "0");

    assertThat(plain.anomalous()).isEmpty();
    assertThat(plain.withoutAnomalous()).isSameAs(plain);
    assertThat(weightless.anomalous()).isEmpty();
    assertThat(weightless.test()).isSameAs(weightless.tested().samples());
  }

  @Test
  void aPartThatIsMissingIsRefused() throws IOException {
    Dataset data = data(settings().withAnomalous(Set.of("bad")), "1.5");
    Dataset.Part others = data.anomalous().orElseThrow();

    assertThatThrownBy(() -> data.withAnomalous(others, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("rows to test on were divided into 20");
  }
}
