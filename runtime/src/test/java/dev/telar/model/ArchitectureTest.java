package dev.telar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void countsItsParameters() {
    assertThat(Architecture.relu(784, 64).parameterCount()).isEqualTo(101_200);
    assertThat(Architecture.relu(1, 1).parameterCount()).isEqualTo(4);
    assertThat(Architecture.relu(32768, 65535).parameterCount()).isEqualTo(4_295_000_063L);
  }

  @Test
  void refusesWidthsBelowOne() {
    assertThatThrownBy(() -> Architecture.relu(0, 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a layer's widths must be at least 1, got 0→64");
    assertThatThrownBy(() -> Architecture.relu(784, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a layer's widths must be at least 1, got 784→-1");
  }

  @Test
  void refusesLayersThatNoArrayHolds() {
    assertThatThrownBy(() -> Architecture.relu(65536, 32768))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a layer of 65536 × 32768 weights is too large; at most 2147483639 fit");
  }

  @Test
  void modelRefusesParametersOfAnotherShape() {
    var parameters = Initialisation.pytorchDefault(Architecture.relu(13, 5), 1);

    assertThatThrownBy(() -> new Autoencoder(Architecture.relu(13, 6), parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the parameters are of the network 13-5-13, the architecture is 13-6-13");
  }
}
