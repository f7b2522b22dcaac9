package dev.telar.measure;

import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Follows the units of a layer over batches of their outputs.
final class ActivityCounter {
  private final ValueBounds bounds;
  private final int[] active;
  private final int[] atBound;
  private final double[] sum;
  private final float[] greatest;
  private int rows;

  ActivityCounter(Activation activation, int units) {
    bounds = ValueBounds.of(activation);
    active = new int[units];
    atBound = new int[units];
    sum = new double[units];
    greatest = new float[units];
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  /// A counter for each layer, through the encoder and on through the decoder.
  static List<ActivityCounter> ofLayers(Architecture shape) {
    return shape.layers().stream()
        .map(layer -> new ActivityCounter(layer.activation(), layer.outputs()))
        .toList();
  }

  /// Adds a batch.
  ///
  /// @param outputs (B, units) or longer, row after row; not modified
  void add(float[] outputs, int batchRows) {
    boolean bounded = bounds.bounded();
    for (int row = 0; row < batchRows; row++) {
      for (int unit = 0; unit < active.length; unit++) {
        float value = outputs[row * active.length + unit];
        active[unit] += bounds.active(value) ? 1 : 0;
        atBound[unit] += bounded && bounds.reached(value) ? 1 : 0;
        sum[unit] += value;
        greatest[unit] = Math.max(greatest[unit], value);
      }
    }
    rows += batchRows;
  }

  /// How many units were never active.
  int neverActive() {
    int count = 0;
    for (int times : active) {
      count += times == 0 ? 1 : 0;
    }
    return count;
  }

  /// What was seen of each unit.
  List<UnitActivity> units() {
    var units = new ArrayList<UnitActivity>(active.length);
    for (int unit = 0; unit < active.length; unit++) {
      units.add(
          new UnitActivity(state(unit), rows, active[unit], sum[unit] / rows, greatest[unit]));
    }
    return List.copyOf(units);
  }

  private State state(int unit) {
    if (bounds.cutOff()) {
      if (active[unit] == 0) {
        return State.DEAD;
      }
      if (active[unit] < UnitActivity.NEARLY_DEAD * rows) {
        return State.NEARLY_DEAD;
      }
      return active[unit] == rows ? State.ALWAYS_ACTIVE : State.NORMAL;
    }
    return bounds.bounded() && atBound[unit] > UnitActivity.SATURATED * rows
        ? State.SATURATED
        : State.NORMAL;
  }
}
