package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.Batch;
import dev.telar.data.Samples;
import dev.telar.engine.Engine.Kind;
import dev.telar.format.ModelFile;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.score.RowScore;
import dev.telar.score.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a scorer gives of a row are the bits of every engine.
class ScorerEngineTest {
  private static final List<String> ACTIVATIONS =
      List.of("relu", "leaky-relu", "leaky-relu:0.3", "gelu", "tanh", "sigmoid", "identity");
  private static final int ROWS = 37;

  private static Stream<Architecture> networks() {
    Stream<Architecture> tables =
        ACTIVATIONS.stream().map(name -> deep("30", "64-16-5", name, "identity", "identity"));
    Stream<Architecture> outputs =
        ACTIVATIONS.stream().map(name -> deep("17", "9-3", "gelu", name, name));
    Stream<Architecture> images =
        Stream.of(
            Architecture.relu(784, 64),
            deep("784", "64", "relu", "top-k:7", "sigmoid"),
            deep("784", "33-8", "tanh", "top-k:3", "sigmoid"),
            deep("1", "1", "relu", "identity", "identity"));
    return Stream.of(tables, outputs, images).flatMap(all -> all);
  }

  private static Architecture deep(
      String inputs, String hidden, String between, String code, String output) {
    return Architecture.mirrored(
        Integer.parseInt(inputs),
        HiddenWidths.of(hidden),
        Activation.of(between),
        Activation.of(code),
        Activation.of(output));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void codeAndReconstructionAreThoseOfTheEngines(Architecture architecture) {
    Autoencoder model = Autoencoder.initialise(architecture, 11);
    Scorer scorer = Scorer.of(new ModelFile(model, Map.of()));
    float[][] rows = rows(architecture.inputs());
    var batch = new Batch(Samples.of(rows), IntStream.range(0, ROWS).toArray(), 0, ROWS);
    int width = architecture.codeWidth();
    int inputs = architecture.inputs();
    for (Kind kind : List.of(Kind.REFERENCE, Kind.VECTOR)) {
      float[] codes = new float[ROWS * width];
      float[] reconstructions = new float[ROWS * inputs];
      try (Engine engine = Engine.open(kind, model, ROWS, 2)) {
        engine.encode(batch, codes);
        engine.reconstruct(batch, reconstructions);
      }
      for (int row = 0; row < ROWS; row++) {
        RowScore score = scorer.score(rows[row]);

        assertThat(bits(score.code()))
            .as("%s: code of row %d", kind, row)
            .isEqualTo(bits(Arrays.copyOfRange(codes, row * width, (row + 1) * width)));
        assertThat(bits(score.reconstruction()))
            .as("%s: row %d", kind, row)
            .isEqualTo(bits(Arrays.copyOfRange(reconstructions, row * inputs, (row + 1) * inputs)));
      }
    }
  }

  private static float[][] rows(int width) {
    var random = new Random(2);
    float[][] rows = new float[ROWS][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = random.nextInt(4) == 0 ? 0 : (float) (3 * random.nextGaussian());
      }
    }
    // What is far away, too.
    Arrays.fill(rows[0], 1e6f);
    Arrays.fill(rows[1], -0f);
    return rows;
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }
}
