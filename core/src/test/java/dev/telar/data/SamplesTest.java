package dev.telar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
  private static Stream<Samples> twoRowsOfThree() {
    return Stream.of(
        new ByteSamples(new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255}, 2, 3),
        new FloatSamples(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 2, 3));
  }

  @ParameterizedTest
  @MethodSource("twoRowsOfThree")
  void readsARow(Samples samples) {
    float[] out = {9, 9, 9, 9};

    samples.read(1, out);

    assertThat(samples.rows()).isEqualTo(2);
    assertThat(samples.width()).isEqualTo(3);
    assertThat(out).containsExactly(0.6f, 0.8f, 1, 9);
  }

  @ParameterizedTest
  @MethodSource("twoRowsOfThree")
  void refusesRowsThatAreNotThere(Samples samples) {
    for (int row : new int[] {-1, 2, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> samples.read(row, new float[3]))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining(row + " out of bounds for length 2");
    }
  }

  @Test
  void byteIsReadAsItsShareOf255() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < 256; i++) {
      bytes[i] = (byte) i;
    }
    float[] out = new float[256];
    var samples = new ByteSamples(bytes, 1, 256);

    samples.read(0, out);

    for (int i = 0; i < 256; i++) {
      assertThat(out[i]).isEqualTo((float) (i / 255.0));
      assertThat(samples.at(0, i)).isEqualTo(i);
    }
  }

  @Test
  void byteOfAnotherRowIsNotTakenForOneOfThis() {
    var samples = new ByteSamples(new byte[6], 2, 3);

    assertThatThrownBy(() -> samples.at(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> samples.at(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesAnArrayOfAnotherSize() {
    assertThatThrownBy(() -> new ByteSamples(new byte[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 × 3 samples need 6 values, got 5");
    assertThatThrownBy(() -> new FloatSamples(new float[7], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 × 3 samples need 6 values, got 7");
    assertThatThrownBy(() -> new FloatSamples(new float[0], 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must have at least one row and one column, got 0 × 3");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    assertThatThrownBy(() -> new FloatSamples(new float[] {0, 1, 2, Float.NaN}, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1, column 1 is NaN, not a finite number");
  }

  @Test
  void rowsOfAnArrayAreCopied() {
    float[][] rows = {{1, 2, 3}, {4, 5, 6}};
    Samples samples = Samples.of(rows);
    rows[1][2] = 7;
    float[] row = new float[3];

    samples.read(1, row);

    assertThat(samples.rows()).isEqualTo(2);
    assertThat(samples.width()).isEqualTo(3);
    assertThat(row).containsExactly(4, 5, 6);
  }

  @Test
  void rowsThatAreNoSamplesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new float[][] {{1, 2}, {1, 2, 3}}))
        .withMessage("row 1 has 3 columns, row 0 has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new float[0][]))
        .withMessage("samples must have at least one row and one column, got 0 × 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new float[3][0]))
        .withMessage("samples must have at least one row and one column, got 3 × 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new float[][] {{0}, {Float.NaN}}))
        .withMessage("row 1, column 0 is NaN, not a finite number");
    float[] wide = new float[1 << 16];
    float[][] many = new float[1 << 15][];
    Arrays.fill(many, wide);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(many))
        .withMessageContaining("2147483648 values, an array holds at most 2147483639");
  }
}
