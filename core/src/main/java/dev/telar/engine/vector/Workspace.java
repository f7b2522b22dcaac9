package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;

import dev.telar.model.Architecture;

/// What a thread needs for itself.
///
/// @param sample (D)
/// @param bits (the widest layer, in whole panels)
/// @param code (code width)
/// @param gradient (64, 64), of the block of weights at hand
/// @param second (64, 64), what is added to it
/// @param normals (2 · 64)
@SuppressWarnings("ArrayRecordComponent") // not public, and never compared
record Workspace(
    float[] sample, int[] bits, float[] code, Panels gradient, Panels second, float[] normals) {
  static Workspace of(Architecture architecture) {
    return new Workspace(
        new float[architecture.inputs()],
        new int[Math.ceilDiv(architecture.widest(), WIDTH) * WIDTH],
        new float[architecture.codeWidth()],
        new Panels(WIDTH, WIDTH),
        new Panels(WIDTH, WIDTH),
        new float[2 * WIDTH]);
  }
}
