package dev.telar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
  private static double[][] random(int n) {
    var random = new Random(n);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        matrix[i][k] = random.nextGaussian();
        matrix[k][i] = matrix[i][k];
      }
    }
    return matrix;
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 17, 64})
  void theMatrixTimesAVectorIsTheVectorTimesItsValue(int n) throws InterruptedException {
    double[][] matrix = random(n);

    SymmetricEigen eigen = SymmetricEigen.of(copy(matrix));

    for (int i = 0; i < n; i++) {
      double[] vector = eigen.vectors()[i];
      for (int row = 0; row < n; row++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += matrix[row][k] * vector[k];
        }
        assertThat(product).isCloseTo(eigen.values()[i] * vector[row], within(1e-12 * n));
      }
    }
    assertThat(eigen.values()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void aDiagonalMatrixIsOnlySorted() throws InterruptedException {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, 0, 0}, {0, 0, 0}, {0, 0, 5}});

    assertThat(eigen.values()).containsExactly(5, 2, 0);
    assertThat(eigen.vectors()).isDeepEqualTo(new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}});
  }

  @Test
  void theFirstOfTheLargestEntriesIsPositive() throws InterruptedException {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, -1}, {-1, 1}});

    assertThat(eigen.vectors()[0][0]).isPositive();
    assertThat(eigen.vectors()[0][1]).isNegative();
  }

  @Test
  void anInterruptionEndsIt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> SymmetricEigen.of(random(8)))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted while components were computed");
    assertThat(Thread.interrupted()).isFalse();
  }
}
