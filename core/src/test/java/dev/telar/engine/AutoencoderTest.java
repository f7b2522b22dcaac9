package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.telar.data.Batch;
import dev.telar.data.Samples;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.Dense;
import dev.telar.model.HiddenWidths;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoencoderTest {
  private static final Activation RELU = new Activation.Relu();

  private static Stream<Architecture> shapes() {
    var gelu = new Activation.Gelu();
    var sigmoid = new Activation.Sigmoid();
    var leaky = new Activation.LeakyRelu(0.1f);
    return Stream.of(
        Architecture.relu(33, 9),
        Architecture.of(20, 40, new Activation.TopK(3), new Activation.Tanh()),
        Architecture.mirrored(33, HiddenWidths.of("17-9"), gelu, leaky, sigmoid),
        new Architecture(
            List.of(new Dense(65, 17, RELU), new Dense(17, 5, RELU)),
            List.of(new Dense(5, 65, new Activation.Identity()))));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void oneRowHasTheBitsOfAnEngine(Architecture shape) {
    Autoencoder model = Autoencoder.initialise(shape, 4);
    float[] sample = new float[shape.inputs()];
    var random = new Random(5);
    for (int i = 0; i < sample.length; i++) {
      sample[i] = random.nextFloat(-1, 2);
    }
    float[] given = sample.clone();
    float[] code = new float[shape.codeWidth()];
    float[] output = new float[shape.inputs()];
    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, 1, 1)) {
      var batch = new Batch(Samples.of(new float[][] {sample}), new int[1], 0, 1);
      engine.encode(batch, code);
      engine.reconstruct(batch, output);
    }

    assertThat(model.encode(sample)).isEqualTo(code);
    assertThat(model.decode(code)).isEqualTo(output);
    assertThat(model.reconstruct(sample)).isEqualTo(output);
    assertThat(sample).isEqualTo(given);
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    Autoencoder model = Autoencoder.initialise(Architecture.relu(5, 3), 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.encode(new float[4]))
        .withMessage("a sample has 4 values, the model takes 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.reconstruct(new float[6]))
        .withMessage("a sample has 6 values, the model takes 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.decode(new float[5]))
        .withMessage("a code has 5 values, the model takes 3");
  }
}
