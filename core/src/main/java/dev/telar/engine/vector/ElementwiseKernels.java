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
    for (int j = 0; j < width; j += LANES) {
      FloatVector shift = fromArray(SPECIES, bias.values, bias.start(panel, 0) + j);
      int end = out.start(panel, to) + j;
      for (int row = out.start(panel, from) + j; row < end; row += WIDTH) {
        activation.apply(fromArray(SPECIES, values, row).add(shift)).intoArray(values, row);
      }
    }
  }

  /// `out = a ∘ b`; `out` may be either.
  static void multiply(Panels a, Panels b, Panels out, int panel, int from, int to) {
    int end = out.start(panel, to);
    for (int j = out.start(panel, from); j < end; j += LANES) {
      fromArray(SPECIES, a.values, j).mul(fromArray(SPECIES, b.values, j)).intoArray(out.values, j);
    }
  }

  /// `out += a`, over the rows `from … to − 1` of the first panel.
  static void add(Panels a, Panels out, int from, int to) {
    int end = out.start(0, to);
    for (int j = out.start(0, from); j < end; j += LANES) {
      fromArray(SPECIES, out.values, j)
          .add(fromArray(SPECIES, a.values, j))
          .intoArray(out.values, j);
    }
  }

  /// Adds the squares of `y − x` to each row's [VirtualLanes].
  ///
  /// @param lanes (rows, 16), row after row; added to
  static void addSquaredErrors(Panels y, Panels x, float[] lanes, int panel, int from, int to) {
    int width = roundUp(y.width(panel));
    for (int j = 0; j < width; j += LANES) {
      int start = y.start(panel, from) + j;
      int lane = from * VirtualLanes.COUNT + j % VirtualLanes.COUNT;
      for (int i = 0; i < to - from; i++) {
        int row = start + i * WIDTH;
        int sums = lane + i * VirtualLanes.COUNT;
        FloatVector difference =
            fromArray(SPECIES, y.values, row).sub(fromArray(SPECIES, x.values, row));
        difference.fma(difference, fromArray(SPECIES, lanes, sums)).intoArray(lanes, sums);
      }
    }
  }

  /// Adds the squares of `y − x` times the weights to each row's [VirtualLanes].
  ///
  /// @param lanes (rows, 16), row after row; added to
  static void addWeightedSquaredErrors(
      Panels y, Panels x, Panels weights, float[] lanes, int panel, int from, int to) {
    int width = roundUp(y.width(panel));
    for (int j = 0; j < width; j += LANES) {
      int start = y.start(panel, from) + j;
      int lane = from * VirtualLanes.COUNT + j % VirtualLanes.COUNT;
      for (int i = 0; i < to - from; i++) {
        int row = start + i * WIDTH;
        int sums = lane + i * VirtualLanes.COUNT;
        FloatVector difference =
            fromArray(SPECIES, y.values, row).sub(fromArray(SPECIES, x.values, row));
        difference
            .mul(fromArray(SPECIES, weights.values, row))
            .fma(difference, fromArray(SPECIES, lanes, sums))
            .intoArray(lanes, sums);
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
    FloatVector scales = broadcast(SPECIES, scale);
    for (int j = 0; j < width; j += LANES) {
      FloatVector shift = fromArray(SPECIES, bias.values, bias.start(panel, 0) + j);
      int start = y.start(panel, from) + j;
      int lane = from * VirtualLanes.COUNT + j % VirtualLanes.COUNT;
      for (int i = 0; i < to - from; i++) {
        int row = start + i * WIDTH;
        int sums = lane + i * VirtualLanes.COUNT;
        FloatVector output = activation.apply(fromArray(SPECIES, y.values, row).add(shift));
        FloatVector difference = output.sub(fromArray(SPECIES, x.values, row));
        difference.fma(difference, fromArray(SPECIES, lanes, sums)).intoArray(lanes, sums);
        activation.applyDerivative(output, difference.mul(scales)).intoArray(y.values, row);
      }
    }
  }

  /// The same with weights: squares times them, and the gradient `(y − x) · scale ∘ weights ∘
  /// act'`.
  ///
  /// @param lanes (rows, 16), row after row; added to
  static void weightedErrorGradient(
      Panels x,
      Panels weights,
      Panels bias,
      Panels y,
      float[] lanes,
      int panel,
      int from,
      int to,
      FusedActivation activation,
      float scale) {
    int width = roundUp(y.width(panel));
    FloatVector scales = broadcast(SPECIES, scale);
    for (int j = 0; j < width; j += LANES) {
      FloatVector shift = fromArray(SPECIES, bias.values, bias.start(panel, 0) + j);
      int start = y.start(panel, from) + j;
      int lane = from * VirtualLanes.COUNT + j % VirtualLanes.COUNT;
      for (int i = 0; i < to - from; i++) {
        int row = start + i * WIDTH;
        int sums = lane + i * VirtualLanes.COUNT;
        FloatVector weight = fromArray(SPECIES, weights.values, row);
        FloatVector output = activation.apply(fromArray(SPECIES, y.values, row).add(shift));
        FloatVector difference = output.sub(fromArray(SPECIES, x.values, row));
        difference
            .mul(weight)
            .fma(difference, fromArray(SPECIES, lanes, sums))
            .intoArray(lanes, sums);
        activation
            .applyDerivative(output, difference.mul(scales).mul(weight))
            .intoArray(y.values, row);
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
    int end = gradient.start(panel, to);
    for (int j = gradient.start(panel, from); j < end; j += LANES) {
      activation
          .applyDerivative(
              fromArray(SPECIES, outputs.values, j), fromArray(SPECIES, gradient.values, j))
          .intoArray(gradient.values, j);
    }
  }

  /// `out[j] = Σ values[i][j]` over the first rows of a panel, in ascending order.
  ///
  /// @param out (64, 64); its first row is overwritten
  static void columnSums(Panels values, Panels out, int panel, int rows) {
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
      int place = out.start(0, 0) + j;
      sum0.intoArray(out.values, place);
      sum1.intoArray(out.values, place + LANES);
      sum2.intoArray(out.values, place + 2 * LANES);
      sum3.intoArray(out.values, place + 3 * LANES);
    }
  }
}
