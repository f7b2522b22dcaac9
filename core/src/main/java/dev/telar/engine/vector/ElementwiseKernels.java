package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static dev.telar.engine.vector.Vectors.roundUp;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.telar.engine.base.VirtualLanes;
import jdk.incubator.vector.FloatVector;

/// What follows a product, done on the rows `from … to − 1` of one panel while they are in the
/// first-level cache. Arguments are what is read, what is written, the place, and numbers.
final class ElementwiseKernels {
  private ElementwiseKernels() {}

  /// `out = act(out + bias)`.
  static void activate(
      Panels bias, Panels out, int panel, int from, int to, FusedActivation activation) {
    int width = roundUp(out.width(panel));
    float[] values = out.values;
    int biasStart = bias.start(panel, 0);
    for (int i = from; i < to; i++) {
      int row = out.start(panel, i);
      for (int j = 0; j < width; j += LANES) {
        FloatVector x =
            fromArray(SPECIES, values, row + j).add(fromArray(SPECIES, bias.values, biasStart + j));
        activation.apply(x).intoArray(values, row + j);
      }
    }
  }

  /// `out = a ∘ b`; `out` may be either.
  static void multiply(Panels a, Panels b, Panels out, int panel, int from, int to) {
    int width = roundUp(out.width(panel));
    for (int i = from; i < to; i++) {
      int row = out.start(panel, i);
      for (int j = 0; j < width; j += LANES) {
        fromArray(SPECIES, a.values, row + j)
            .mul(fromArray(SPECIES, b.values, row + j))
            .intoArray(out.values, row + j);
      }
    }
  }

  /// Adds the squares of `y − x` to each row's [VirtualLanes].
  ///
  /// @param lanes (rows, 16), row after row; added to
  static void addSquaredErrors(Panels y, Panels x, float[] lanes, int panel, int from, int to) {
    int width = roundUp(y.width(panel));
    for (int i = from; i < to; i++) {
      int row = y.start(panel, i);
      for (int lane = 0; lane < VirtualLanes.COUNT; lane += LANES) {
        FloatVector sum = fromArray(SPECIES, lanes, i * VirtualLanes.COUNT + lane);
        for (int j = lane; j < width; j += VirtualLanes.COUNT) {
          FloatVector difference =
              fromArray(SPECIES, y.values, row + j).sub(fromArray(SPECIES, x.values, row + j));
          sum = difference.fma(difference, sum);
        }
        sum.intoArray(lanes, i * VirtualLanes.COUNT + lane);
      }
    }
  }

  /// Activates `y`, adds the squares of `y − x` to each row's [VirtualLanes], and leaves the
  /// gradient `(y − x) · scale ∘ act'` in place of `y`.
  ///
  /// @param lanes (rows, 16), row after row; added to
  static void errorGradient(
      Panels x,
      Panels bias,
      Panels y,
      float[] lanes,
      int panel,
      int from,
      int to,
      FusedActivation activation,
      float scale) {
    int width = roundUp(y.width(panel));
    int biasStart = bias.start(panel, 0);
    FloatVector scales = broadcast(SPECIES, scale);
    for (int i = from; i < to; i++) {
      int row = y.start(panel, i);
      for (int lane = 0; lane < VirtualLanes.COUNT; lane += LANES) {
        FloatVector sum = fromArray(SPECIES, lanes, i * VirtualLanes.COUNT + lane);
        for (int j = lane; j < width; j += VirtualLanes.COUNT) {
          FloatVector linear =
              fromArray(SPECIES, y.values, row + j)
                  .add(fromArray(SPECIES, bias.values, biasStart + j));
          FloatVector output = activation.apply(linear);
          FloatVector difference = output.sub(fromArray(SPECIES, x.values, row + j));
          sum = difference.fma(difference, sum);
          activation.applyDerivative(output, difference.mul(scales)).intoArray(y.values, row + j);
        }
        sum.intoArray(lanes, i * VirtualLanes.COUNT + lane);
      }
    }
  }

  /// `y = (y − x) · scale`.
  static void subtract(Panels x, Panels y, int panel, int from, int to, float scale) {
    int width = roundUp(y.width(panel));
    FloatVector scales = broadcast(SPECIES, scale);
    for (int i = from; i < to; i++) {
      int row = y.start(panel, i);
      for (int j = 0; j < width; j += LANES) {
        fromArray(SPECIES, y.values, row + j)
            .sub(fromArray(SPECIES, x.values, row + j))
            .mul(scales)
            .intoArray(y.values, row + j);
      }
    }
  }

  /// `gradient += amount · sign a`.
  static void addSigns(Panels a, Panels gradient, int panel, int from, int to, float amount) {
    int width = roundUp(gradient.width(panel));
    for (int i = from; i < to; i++) {
      int row = gradient.start(panel, i);
      for (int j = 0; j < width; j += LANES) {
        FloatVector output = fromArray(SPECIES, a.values, row + j);
        FloatVector g = fromArray(SPECIES, gradient.values, row + j);
        g.blend(g.add(amount), output.compare(GT, 0))
            .blend(g.sub(amount), output.compare(LT, 0))
            .intoArray(gradient.values, row + j);
      }
    }
  }

  /// `values = values · factor`, over whole panels of some rows.
  static void scale(Panels values, int panel, int from, int to, float factor) {
    FloatVector factors = broadcast(SPECIES, factor);
    for (int i = from; i < to; i++) {
      int row = values.start(panel, i);
      for (int j = 0; j < WIDTH; j += LANES) {
        fromArray(SPECIES, values.values, row + j).mul(factors).intoArray(values.values, row + j);
      }
    }
  }

  /// Adds the squares of a row's values in one panel to its [VirtualLanes].
  ///
  /// @param lanes (16); added to
  static void addSquares(Panels values, float[] lanes, int panel, int i) {
    int width = roundUp(values.width(panel));
    int row = values.start(panel, i);
    for (int lane = 0; lane < VirtualLanes.COUNT; lane += LANES) {
      FloatVector sum = fromArray(SPECIES, lanes, lane);
      for (int j = lane; j < width; j += VirtualLanes.COUNT) {
        FloatVector value = fromArray(SPECIES, values.values, row + j);
        sum = value.fma(value, sum);
      }
      sum.intoArray(lanes, lane);
    }
  }

  /// `gradient ∘= act'`.
  static void applyDerivative(
      Panels outputs, Panels gradient, int panel, int from, int to, FusedActivation activation) {
    int width = roundUp(gradient.width(panel));
    for (int i = from; i < to; i++) {
      int row = gradient.start(panel, i);
      for (int j = 0; j < width; j += LANES) {
        activation
            .applyDerivative(
                fromArray(SPECIES, outputs.values, row + j),
                fromArray(SPECIES, gradient.values, row + j))
            .intoArray(gradient.values, row + j);
      }
    }
  }

  /// `out[j] = Σ values[i][j]` over the first rows of a panel, in ascending order.
  ///
  /// @param out (64); overwritten
  static void columnSums(Panels values, float[] out, int panel, int rows) {
    for (int j = 0; j < WIDTH; j += 4 * LANES) {
      // Four sums at a time, for an addition takes as long as four can be started in.
      FloatVector sum0 = broadcast(SPECIES, 0);
      FloatVector sum1 = sum0;
      FloatVector sum2 = sum0;
      FloatVector sum3 = sum0;
      int start = values.start(panel, 0) + j;
      for (int i = 0; i < rows; i++) {
        int row = start + i * WIDTH;
        sum0 = sum0.add(fromArray(SPECIES, values.values, row));
        sum1 = sum1.add(fromArray(SPECIES, values.values, row + LANES));
        sum2 = sum2.add(fromArray(SPECIES, values.values, row + 2 * LANES));
        sum3 = sum3.add(fromArray(SPECIES, values.values, row + 3 * LANES));
      }
      sum0.intoArray(out, j);
      sum1.intoArray(out, j + LANES);
      sum2.intoArray(out, j + 2 * LANES);
      sum3.intoArray(out, j + 3 * LANES);
    }
  }
}
