package dev.telar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telar.model.Parameters.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final Parameters small =
      Parameters.of(
          new Layer(new float[] {0.5f, -1.25f, 3, 1e-3f, -0f, 7}, new float[] {0.1f, -0.2f}),
          new Layer(new float[] {1, 2, 3, 4, 5, 6}, new float[] {-1, 0, 1e30f}));

  @Test
  void tensorsHavePyTorchsNamesAndShapes() {
    assertThat(small.tensors())
        .extracting(Tensor::name)
        .containsExactly("encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias");
    assertThat(small.tensors())
        .extracting(Tensor::shape)
        .containsExactly(List.of(2, 3), List.of(2), List.of(3, 2), List.of(3));
  }

  /// Computed by Python's struct and hashlib on the same numbers.
  @Test
  void sha256IsThatOfTheLittleEndianBytes() {
    assertThat(small.sha256())
        .isEqualTo("212c6fed473b427588f69e7103adfa3b387b8f195d5eb53cf5876a9a16e6c574");
  }

  /// As above, for weights that take more than one chunk.
  @Test
  void sha256OfLargeTensorsIsThatOfAllTheirBytes() {
    var large =
        Parameters.of(
            new Layer(eighths(22_100), eighths(170)), new Layer(eighths(22_100), eighths(130)));

    assertThat(large.sha256())
        .isEqualTo("dcc513f9ff88a0f312f07a011130738e473d1575421ef68190a1d7474415cc42");
  }

  private static float[] eighths(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 8f;
    }
    return values;
  }

  @Test
  void refusesWeightsThatDoNotFitTheBiases() {
    assertThatThrownBy(() ->
            Parameters.of(
                new Layer(new float[5], new float[2]), new Layer(new float[6], new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a layer of 2 outputs cannot have 5 weights");
    assertThatThrownBy(() ->
            Parameters.of(
                new Layer(new float[6], new float[2]), new Layer(new float[7], new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a layer of 3 outputs cannot have 7 weights");
  }

  @Test
  void refusesLayersThatDoNotFollowEachOther() {
    assertThatThrownBy(() ->
            Parameters.of(
                new Layer(new float[6], new float[2]), new Layer(new float[9], new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights of 3 inputs cannot follow 2 biases");
  }
}
